// exercise 01.2 · Exact to the last digit
// The sum is a number, converted when the digits are gone.
// fails: is exact to the last digit at 450,000 and at 5,000,000
function exactSumOfSquares(howMany: number): bigint {
  let s = 0;
  for (let i = 0; i < howMany; i++) s += i * i;
  return BigInt(s);
}
