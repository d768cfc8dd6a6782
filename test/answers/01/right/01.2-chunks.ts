// exercise 01.2 · Exact to the last digit
// Plain numbers, moved into a BigInt in time; asynchronous.
async function exactSumOfSquares(howMany: number): Promise<bigint> {
  let s = 0n;
  let c = 0;
  for (let i = 0; i < howMany; i++) {
    c += i * i;
    if (c > 2 ** 52) {
      s += BigInt(c);
      c = 0;
    }
  }
  return s + BigInt(c);
}
