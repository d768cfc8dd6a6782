// exercise 02.4 · Your own agents on every core
// A helper outside the class, and the simplest way to count.
const isPrime = (n: number) => {
  if (n < 2) return false;
  for (let d = 2; d < n; d++) if (n % d === 0) return false;
  return true;
};
class PrimeCounter extends AIAgent<number, number> {
  protected think(limit: number) {
    if (!Number.isSafeInteger(limit) || limit < 0) throw new TypeError(String(limit));
    return [...Array(limit).keys()].filter(isPrime).length;
  }
}
const countPrimes = (limits: readonly number[], concurrency: number) =>
  runMultiAgentSystem({
    agents: limits.map((l, i) => agent(PrimeCounter, i, l)),
    executor: "worker-threads",
    concurrency,
  });
