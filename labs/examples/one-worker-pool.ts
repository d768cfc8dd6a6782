/**
 * Tip: one worker pool, not one per call.
 *
 * Starting a thread takes longer than many agents do. Every call of `runMultiAgentSystem` starts workers and stops them
 * again. So pass all agents to one call, however many they are: they queue, and the workers are reused.
 *
 *     node labs/examples/one-worker-pool.ts
 */
import { agent, DataAnalyst } from "../agents/index.ts";
import { runtimeStatus } from "../swarm/index.ts";
import { compare } from "./support/compare.ts";
import { timeSwarm } from "./support/time-swarm.ts";

const { cores } = runtimeStatus();
const calls = 4;
const agents = Array.from({ length: calls * cores }, (_, i) => agent(DataAnalyst, i + 1, 300_000));

console.log(`${agents.length} agents on ${cores} ${cores === 1 ? "worker" : "workers"}:`);
await compare({
  "one swarm": () => timeSwarm({ agents }),
  [`${calls} swarms`]: async () => {
    let seconds = 0;
    for (let first = 0; first < agents.length; first += cores) {
      seconds += await timeSwarm({ agents: agents.slice(first, first + cores) });
    }
    return seconds;
  },
});
