// exercise 02.4 · Your own agents on every core
// Never more threads than cores, although more were asked for.
// fails: every agent of the swarm ran on a worker thread, on as many threads as asked for
class PrimeCounter extends AIAgent<number, number> {
  protected override think(limit: number): number {
    if (!Number.isInteger(limit) || limit < 0) throw new RangeError(`cannot count primes below ${limit}`);
    const composite = new Uint8Array(limit);
    let count = 0;
    for (let n = 2; n < limit; n += 1) {
      if (composite[n]) continue;
      count += 1;
      for (let m = n * n; m < limit; m += n) composite[m] = 1;
    }
    return count;
  }
}

async function countPrimes(limits: readonly number[], threads: number): Promise<SwarmRun> {
  const agents = limits.map((limit, id) => agent(PrimeCounter, id, limit));
  return runMultiAgentSystem({ agents, executor: "worker-threads", concurrency: Math.min(threads, runtimeStatus().cores) });
}
