// exercise 04.1 · Whose turn is it?
// Believes that an addition is always lost.
// fails: oneAfterTheOther: what the word says when A has finished before B begins
// fails: mostOfTen: what the word says when ten additions each go as well as they can
const theWordSays = {
  oneAfterTheOther: 1,
  bothReadFirst: 1,
  nested: 1,
  mostOfTen: 10,
  leastOfTen: 2,
};
