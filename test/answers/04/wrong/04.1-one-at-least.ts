// exercise 04.1 · Whose turn is it?
// A late write can put back 1, but not as the last write of all.
// fails: leastOfTen: what the word says when ten additions each go as badly as they can
const theWordSays = {
  oneAfterTheOther: 2,
  bothReadFirst: 1,
  nested: 1,
  mostOfTen: 20,
  leastOfTen: 1,
};
