// exercise 00.1 · How many rounds?
// Right for half a round, wrong for a quarter.
// fails: a last round that is not full is still a round
function rounds(a: number, c: number): number {
  return Math.round(a / c);
}
