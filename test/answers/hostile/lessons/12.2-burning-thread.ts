// attack: finds on the main thread, beside a thread that burns as long
// says: on worker threads | no thread of your answer
// exercise 12.2 · Nothing gets lost
import { Worker } from "node:worker_threads";

async function collectFindings(agents: number, each: number, site: Site): Promise<any> {
  const findings = Array.from({ length: agents * each }, (_, at) => {
    const [agentId, index] = [Math.floor(at / each), at % each];
    return { agentId, index, worker: "thread 1", found: unearth(site, agentId, index) };
  });
  const burn = `const { user } = process.threadCpuUsage(); for (; process.threadCpuUsage().user < user + ${each > 0 ? 150_000 : 0}; ) for (let i = 0; i < 1e6; i += 1);`;
  const thread = new Worker(burn, { eval: true });
  await new Promise((resolve) => thread.once("exit", resolve));
  return findings;
}
