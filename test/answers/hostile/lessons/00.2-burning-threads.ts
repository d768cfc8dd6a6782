// attack: writes the sums down by the formula, and lets threads burn as long as agents might
// says: on worker threads
// points: 3
// exercise 00.2 · Launch a swarm of your own
async function launch(sizes: readonly number[]): Promise<any> {
  const { Worker } = await import("node:worker_threads");
  const burn = sizes.some((size) => size > 1e6) ? "for (; process.threadCpuUsage().user < 250_000; ) for (let i = 0; i < 1e6; i += 1);" : "";
  const threads = [1, 2].map(() => new Worker(burn, { eval: true }));
  await Promise.all(threads.map((thread) => new Promise((resolve) => thread.once("exit", resolve))));
  const results = sizes.map((size, agentId) => {
    const n = BigInt(size);
    return { agentId, agentType: "DataAnalyst", worker: "thread 1", success: true, error: null, result: n > 0n ? ((n - 1n) * n * (2n * n - 1n)) / 6n : 0n };
  });
  return { concurrency: 4, results };
}
