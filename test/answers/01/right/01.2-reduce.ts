// exercise 01.2 · Exact to the last digit
// An array and reduce.
function exactSumOfSquares(howMany: number): bigint {
  return Array.from({ length: howMany }, (_, i) => i * i).reduce((sum, square) => sum + BigInt(square), 0n);
}
