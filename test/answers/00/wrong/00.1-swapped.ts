// exercise 00.1 · How many rounds?
// Divides the wrong way round.
// fails: one core takes the agents one by one
function rounds(a: number, c: number): number {
  return Math.ceil(c / a);
}
