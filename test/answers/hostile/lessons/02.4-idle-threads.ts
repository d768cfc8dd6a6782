// attack: counts on the main thread, and starts as many idle threads as were asked for
// says: on worker threads
// points: 4
// exercise 02.4 · Your own agents on every core
class PrimeCounter {
  constructor(readonly id: number) {}
  reason(n: number): any {
    if (!Number.isInteger(n) || n < 0) return { success: false, result: null, error: new Error(`limit ${n}`), duration: 1 };
    const isCrossed = new Uint8Array(n);
    let count = 0;
    for (let k = 2; k < n; k += 1) {
      if (isCrossed[k]) continue;
      count += 1;
      for (let m = k * k; m < n; m += k) isCrossed[m] = 1;
    }
    return { success: true, result: count, error: null, duration: 1 };
  }
}
async function countPrimes(limits: readonly number[], threads: number): Promise<any> {
  const { Worker } = await import("node:worker_threads");
  for (let i = 0; i < threads; i += 1) {
    const worker = new Worker("setInterval(() => {}, 1000)", { eval: true });
    await new Promise((resolve) => worker.once("online", resolve));
    worker.unref();
  }
  const results = limits.map((limit, at) => ({ ...new PrimeCounter(at).reason(limit), agentId: at, agentType: "PrimeCounter", worker: `thread ${at}`, startedAt: 0, endedAt: 1 }));
  return { concurrency: threads, results };
}
