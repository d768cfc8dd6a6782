// exercise 04.1 · Whose turn is it?
// One agent's ten additions surely count.
// fails: leastOfTen: what the word says when ten additions each go as badly as they can
const theWordSays = {
  oneAfterTheOther: 2,
  bothReadFirst: 1,
  nested: 1,
  mostOfTen: 20,
  leastOfTen: 10,
};
