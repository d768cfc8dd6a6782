// exercise 00.1 · How many rounds?
// Forgets the round that is not full.
// fails: a last round that is not full is still a round
function rounds(a: number, c: number): number {
  return Math.floor(a / c);
}
