/**
 * Tip: a few isolates, 4 to 8 on a small machine, rather than one for every sub-task.
 *
 * A worker thread is an isolate: it has a heap of its own and loads its own copy of the code. More isolates than cores do
 * not compute faster, but each takes memory and time to start. Sub-tasks that wait in a queue cost next to nothing.
 *
 *     node labs/examples/few-isolates.ts
 */
import { agent, DataAnalyst } from "../agents/index.ts";
import { runMultiAgentSystem, runtimeStatus } from "../swarm/index.ts";
import { compare } from "./support/compare.ts";
import { timeSwarm } from "./support/time-swarm.ts";

const { cores } = runtimeStatus();
// As many as there are cores, but within 4 to 8.
const few = Math.min(8, Math.max(4, cores));
// More sub-tasks than cores, so that one worker for each is too many.
const subTasks = Math.max(10, cores + 8);
const agents = Array.from({ length: subTasks }, (_, i) => agent(DataAnalyst, i + 1, 300_000));

console.log(`${subTasks} sub-tasks on ${cores} ${cores === 1 ? "core" : "cores"}:`);
await compare({
  [`${few} workers`]: () => timeSwarm({ agents, concurrency: few }),
  [`${subTasks} workers, one each`]: () => timeSwarm({ agents, concurrency: subTasks }),
});

const run = await runMultiAgentSystem({ agents, concurrency: subTasks, announce: false });
console.log(
  `One more time with one each: ${run.startupSeconds.toFixed(3)} s to start the workers, then ${run.totalSeconds.toFixed(3)} s of work.`,
);
