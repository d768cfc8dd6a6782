// exercise 02.4 · Your own agents on every core
// Answers -1 instead of failing.
// fails: an impossible limit is a failure that names the limit
class PrimeCounter extends AIAgent<number, number> {
  protected think(limit: number) {
    if (!Number.isInteger(limit) || limit < 0) return -1;
    let n = 0;
    for (let c = 2; c < limit; c++) {
      let d = 2;
      while (d * d <= c && c % d) d++;
      if (d * d > c) n++;
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
