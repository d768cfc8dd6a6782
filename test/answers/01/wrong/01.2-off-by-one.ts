// exercise 01.2 · Exact to the last digit
// Takes howMany itself in.
// fails: adds the squares of the numbers below 10, as a BigInt
function exactSumOfSquares(howMany: number): bigint {
  let s = 0n;
  for (let i = 0; i <= howMany; i++) s += BigInt(i * i);
  return s;
}
