// attack: writes down the results of a swarm that never ran, and counts no further than 2,000
// says: Threads that were started | primes below
// points: 4
// exercise 02.4 · Your own agents on every core
class PrimeCounter {
  constructor(readonly id: number) {}
  reason(n: number) {
    if (!Number.isInteger(n) || n < 0) return { success: false, result: null, error: new Error(`limit ${n}`), duration: 1 };
    let count = 0;
    for (let k = 2; k < Math.min(n, 2000); k += 1) {
      let isPrime = true;
      for (let d = 2; d * d <= k; d += 1) if (k % d === 0) isPrime = false;
      if (isPrime) count += 1;
    }
    return { success: true, result: count, error: null, duration: 1 };
  }
}
function countPrimes(limits: readonly number[], threads: number): any {
  const results = limits.map((limit, at) => ({ ...new PrimeCounter(at).reason(limit), agentId: at, agentType: "PrimeCounter", worker: `thread ${at}`, startedAt: 0, endedAt: 1 }));
  return { concurrency: threads, results };
}
