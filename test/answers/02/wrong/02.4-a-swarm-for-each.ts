// exercise 02.4 · Your own agents on every core
// One swarm after the other.
// fails: every agent of the swarm ran on a worker thread, on as many threads as asked for
class PrimeCounter extends AIAgent<number, number> {
  protected think(limit: number) {
    if (!Number.isInteger(limit) || limit < 0) throw new RangeError(`${limit}`);
    let n = 0;
    for (let c = 2; c < limit; c++) {
      let d = 2;
      while (d * d <= c && c % d) d++;
      if (d * d > c) n++;
    }
    return n;
  }
}
async function countPrimes(limits: readonly number[], threads: number): Promise<any> {
  const results = [];
  let last: any;
  for (const [i, l] of limits.entries()) {
    last = await runMultiAgentSystem({
      agents: [agent(PrimeCounter, i, l)],
      executor: "worker-threads",
      concurrency: threads,
    });
    results.push(last.results[0]);
  }
  return { ...last, results };
}
