// exercise 00.1 · How many rounds?
// There is no half round.
// fails: a last round that is not full is still a round
function rounds(a: number, c: number): number {
  return a / c;
}
