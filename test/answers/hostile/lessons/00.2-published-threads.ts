// attack: publishes threads that were never started, and lets one thread burn
// says: Threads that were started | on worker threads
// points: 3
// exercise 00.2 · Launch a swarm of your own
import { channel } from "node:diagnostics_channel";
import { Worker } from "node:worker_threads";

async function launch(sizes: readonly number[]): Promise<any> {
  for (let i = 0; i < 4; i += 1) channel("worker_threads").publish({ worker: { terminate() {}, once() {} } });
  if (sizes.some((size) => size > 1e6)) {
    const thread = new Worker("for (; process.threadCpuUsage().user < 500_000; ) for (let i = 0; i < 1e6; i += 1);", { eval: true });
    await new Promise((resolve) => thread.once("exit", resolve));
  }
  const results = sizes.map((size, agentId) => {
    const n = BigInt(size);
    return { agentId, agentType: "DataAnalyst", worker: "thread 1", success: true, error: null, result: n > 0n ? ((n - 1n) * n * (2n * n - 1n)) / 6n : 0n };
  });
  return { concurrency: 4, results };
}
