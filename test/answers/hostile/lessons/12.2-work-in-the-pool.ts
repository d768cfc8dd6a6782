// attack: finds in Node's own pool, beside a thread that burns
// says: on worker threads | no thread of your answer
// exercise 12.2 · Nothing gets lost
import { pbkdf2 } from "node:crypto";
import { Worker } from "node:worker_threads";

async function collectFindings(agents: number, each: number, { seed, rounds }: Site): Promise<any> {
  const burn = "for (; process.threadCpuUsage().user < 150_000; ) for (let i = 0; i < 1e6; i += 1);";
  const thread = new Worker(each > 0 ? burn : "", { eval: true });
  const ended = new Promise((resolve) => thread.once("exit", resolve));
  const findings = await Promise.all(
    Array.from({ length: agents * each }, async (_, at) => {
      const [agentId, index] = [Math.floor(at / each), at % each];
      const found = await new Promise((resolve) =>
        pbkdf2(`${agentId} ${index}`, seed, rounds, 12, "sha256", (_error, key) => resolve(key.toString("hex"))),
      );
      return { agentId, index, worker: "thread 1", found };
    }),
  );
  await ended;
  return findings;
}
