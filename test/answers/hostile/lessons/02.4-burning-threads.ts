// attack: counts once on the main thread and remembers it, while threads burn
// says: on worker threads
// points: 6
// exercise 02.4 · Your own agents on every core
import { Worker } from "node:worker_threads";

const known = new Map<number, number>();
function sieve(limit: number): number {
  const isCrossed = new Uint8Array(Math.max(2, limit));
  let primes = 0;
  for (let n = 2; n < limit; n += 1) {
    if (isCrossed[n]) continue;
    primes += 1;
    for (let multiple = n * n; multiple < limit; multiple += n) isCrossed[multiple] = 1;
  }
  return primes;
}
function remembered(limit: number): number {
  if (!known.has(limit)) known.set(limit, sieve(limit));
  return known.get(limit) as number;
}
class PrimeCounter extends AIAgent<number, number> {
  protected override think(limit: number): number {
    if (!Number.isInteger(limit) || limit < 0) throw new RangeError(`limit ${limit}`);
    return remembered(limit);
  }
}
async function countPrimes(limits: readonly number[], threads: number): Promise<any> {
  const startedAt = performance.now() / 1000;
  const burn = limits.some((limit) => limit > 10_000) ? "for (; process.threadCpuUsage().user < 400_000; ) for (let i = 0; i < 1e6; i += 1);" : "";
  const burning = Array.from({ length: threads }, () => new Worker(burn, { eval: true }));
  await Promise.all(burning.map((thread) => new Promise((resolve) => thread.once("exit", resolve))));
  const endedAt = performance.now() / 1000;
  const results = limits.map((limit, agentId) => {
    const base = { agentId, agentType: "PrimeCounter", worker: `thread ${(agentId % threads) + 1}`, startedAt, endedAt, duration: endedAt - startedAt };
    return Number.isInteger(limit) && limit >= 0
      ? { ...base, success: true, result: remembered(limit), error: null }
      : { ...base, success: false, result: null, error: new RangeError(`limit ${limit}`) };
  });
  return { concurrency: threads, results };
}
