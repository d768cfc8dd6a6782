// exercise 02.4 · Your own agents on every core
// A sieve that the class keeps, for twice as much as was asked: a second count on the same thread costs nothing.
class PrimeCounter extends AIAgent<number, number> {
  static #below = new Uint32Array(0);
  static #sieve(limit: number): void {
    const size = Math.max(1000, 2 * limit);
    const crossed = new Uint8Array(size);
    const below = new Uint32Array(size + 1);
    for (let n = 2, primes = 0; n < size; n += 1) {
      if (!crossed[n]) {
        primes += 1;
        for (let multiple = n * n; multiple < size; multiple += n) crossed[multiple] = 1;
      }
      below[n + 1] = primes;
    }
    PrimeCounter.#below = below;
  }
  protected override think(limit: number): number {
    if (!Number.isInteger(limit) || limit < 0) throw new RangeError(`no whole number from 0 on: ${limit}`);
    if (limit >= PrimeCounter.#below.length) PrimeCounter.#sieve(limit);
    return PrimeCounter.#below[limit] as number;
  }
}
async function countPrimes(limits: readonly number[], threads: number): Promise<SwarmRun> {
  const agents = limits.map((limit, id) => agent(PrimeCounter, id, limit));
  return runMultiAgentSystem({ agents, executor: "worker-threads", concurrency: threads });
}
