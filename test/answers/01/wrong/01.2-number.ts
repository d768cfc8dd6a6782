// exercise 01.2 · Exact to the last digit
// Returns a number.
// fails: adds the squares of the numbers below 10, as a BigInt
function exactSumOfSquares(n: number): any {
  let s = 0;
  for (let i = 0; i < n; i++) s += i * i;
  return s;
}
