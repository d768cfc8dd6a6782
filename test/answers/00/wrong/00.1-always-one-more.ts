// exercise 00.1 · How many rounds?
// One round too many when the last one is full.
// fails: four agents on two cores take two rounds
function rounds(a: number, c: number): number {
  return Math.floor(a / c) + 1;
}
