// exercise 01.2 · Exact to the last digit
// Closed form, all BigInt.
function exactSumOfSquares(howMany: number): bigint {
  const n = BigInt(howMany);
  return n === 0n ? 0n : ((n - 1n) * n * (2n * n - 1n)) / 6n;
}
