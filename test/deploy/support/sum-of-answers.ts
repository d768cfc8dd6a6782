/** What deploy/engine/coordinator.mjs adds up: 0² + … + (n−1)² over the sizes n of all its agents. */
export function sumOfAnswers(count: number, size: number): bigint {
  let total = 0n;
  for (let i = 0; i < count; i++) {
    const last = BigInt(size + i) - 1n;
    total += (last * (last + 1n) * (2n * last + 1n)) / 6n;
  }
  return total;
}
