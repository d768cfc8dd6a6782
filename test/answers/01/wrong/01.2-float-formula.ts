// exercise 01.2 · Exact to the last digit
// The right formula in numbers.
// fails: is exact to the last digit at 450,000 and at 5,000,000
function exactSumOfSquares(n: number): bigint {
  return BigInt(((n - 1) * n * (2 * n - 1)) / 6);
}
