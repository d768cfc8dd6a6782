// exercise 01.2 · Exact to the last digit
// Converts now and then, and the portions in between grow beyond 2 ** 53 before 5,000,000.
// fails: is exact to the last digit at 450,000 and at 5,000,000
function exactSumOfSquares(howMany: number): bigint {
  let sum = 0n;
  let part = 0;
  for (let i = 0; i < howMany; i += 1) {
    part += i * i;
    if (i % 10_000 === 0) {
      sum += BigInt(part);
      part = 0;
    }
  }
  return sum + BigInt(part);
}
