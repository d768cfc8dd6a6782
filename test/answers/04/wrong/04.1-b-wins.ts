// exercise 04.1 · Whose turn is it?
// Believes that the three of B stay.
// fails: nested: what the word says when B adds three times between A's read and A's write
const theWordSays = {
  oneAfterTheOther: 2,
  bothReadFirst: 1,
  nested: 3,
  mostOfTen: 20,
  leastOfTen: 2,
};
