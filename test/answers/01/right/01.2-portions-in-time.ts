// exercise 01.2 · Exact to the last digit
// Converts now and then, but always before a portion can grow beyond what a number holds.
function exactSumOfSquares(howMany: number): bigint {
  let sum = 0n;
  let part = 0;
  for (let i = 0; i < howMany; i += 1) {
    if (part > Number.MAX_SAFE_INTEGER - i * i) {
      sum += BigInt(part);
      part = 0;
    }
    part += i * i;
  }
  return sum + BigInt(part);
}
