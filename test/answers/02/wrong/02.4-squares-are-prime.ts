// exercise 02.4 · Your own agents on every core
// Stops one short of the square root.
// fails: there are 4 primes below 10, 25 below 100 and 168 below 1000
class PrimeCounter extends AIAgent<number, number> {
  protected think(limit: number) {
    if (!Number.isInteger(limit) || limit < 0) throw new RangeError(`${limit}`);
    let n = 0;
    for (let c = 2; c < limit; c++) {
      let d = 2;
      while (d * d < c && c % d) d++;
      if (d * d >= c) n++;
    }
    return n;
  }
}
async function countPrimes(limits: readonly number[], threads: number) {
  return runMultiAgentSystem({
    agents: limits.map((l, i) => agent(PrimeCounter, i, l)),
    executor: "worker-threads",
    concurrency: threads,
  });
}
