// exercise 04.1 · Whose turn is it?
// Writes texts in place of numbers.
// fails: oneAfterTheOther: what the word says when A has finished before B begins
// fails: leastOfTen: what the word says when ten additions each go as badly as they can
const theWordSays: Record<string, unknown> = {
  oneAfterTheOther: "2",
  bothReadFirst: "1",
  nested: "1",
  mostOfTen: "20",
  leastOfTen: "2",
};
