// exercise 04.1 · Whose turn is it?
// Believes that additions always add up.
// fails: bothReadFirst: what the word says when both read before either writes
// fails: nested: what the word says when B adds three times between A's read and A's write
// fails: leastOfTen: what the word says when ten additions each go as badly as they can
const theWordSays = {
  oneAfterTheOther: 2,
  bothReadFirst: 2,
  nested: 4,
  mostOfTen: 20,
  leastOfTen: 20,
};
