// exercise 02.4 · Your own agents on every core
// Promise.all in the main thread.
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
  return {
    results: await Promise.all(limits.map((l, i) => new PrimeCounter(i).reason(l))),
    concurrency: threads,
  };
}
