// exercise 01.2 · Exact to the last digit
// The square of the sum, not the sum of the squares.
// fails: adds the squares of the numbers below 10, as a BigInt
function exactSumOfSquares(n: number): bigint {
  let s = 0n;
  for (let i = 0; i < n; i++) s += BigInt(i);
  return s * s;
}
