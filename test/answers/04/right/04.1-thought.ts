// exercise 04.1 · Whose turn is it?
// Worked out on paper.
const theWordSays = {
  oneAfterTheOther: 2,
  bothReadFirst: 1,
  nested: 1,
  mostOfTen: 20,
  leastOfTen: 2,
};
