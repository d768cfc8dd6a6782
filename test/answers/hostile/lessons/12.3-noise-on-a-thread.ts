// attack: writes the report on the main thread, and lets one thread fail that has nothing to do with the agents
// says: on worker threads
// exercise 12.3 · One fails on purpose
import { Worker } from "node:worker_threads";

async function rehearse(count: number, failing: number, how: string, site: Site): Promise<any> {
  const burn = (milliseconds: number) => `for (; process.threadCpuUsage().user < ${1000 * milliseconds}; ) for (let i = 0; i < 1e6; i += 1);`;
  const noise = `${burn(how === "spin" ? 800 : 300)} ${how === "exit" ? "process.exit(1);" : ""}`;
  const thread = new Worker(noise, { eval: true });
  await new Promise((resolve) => thread.once("exit", resolve));
  const results = Array.from({ length: count }, (_, agentId) =>
    agentId === failing
      ? { agentId, agentType: "Digger", success: false, result: null, worker: "thread 1", error: { message: `agent ${agentId} failed by ${how}` } }
      : { agentId, agentType: "Digger", success: true, result: unearth(site, agentId, 0), error: null, worker: "thread 1" },
  );
  return { survivors: count - 1, results };
}
