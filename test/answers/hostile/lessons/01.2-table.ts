// attack: answers the sizes that learners see, and nothing else
// exercise 01.2 · Exact to the last digit
function exactSumOfSquares(howMany: number): bigint {
  const table: Record<number, bigint> = { 0: 0n, 1: 0n, 2: 1n, 10: 285n, 450000: 30374898750075000n, 5000000: 41666654166667500000n };
  return table[howMany] ?? 0n;
}
