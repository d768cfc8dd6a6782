// exercise 01.2 · Exact to the last digit
// The counter is a BigInt as well.
function exactSumOfSquares(howMany: number): bigint {
  let s = 0n;
  for (let i = 0n; i < BigInt(howMany); i++) s += i * i;
  return s;
}
