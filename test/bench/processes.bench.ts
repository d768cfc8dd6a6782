/**
 * What agents cost on child processes, beside worker threads, all measured in this one run:
 * `node test/bench/processes.bench.ts`, after `npm run build` (it runs labs as built, as a notebook does).
 * Numbers of a machine that has other things to do say little.
 */
import { availableParallelism } from "node:os";
import { agent, DataAnalyst } from "@swarmlab/labs/agents";
import { runMultiAgentSystem, type SwarmOptions } from "@swarmlab/labs/swarm";
import { compare, line } from "./support/compare.ts";

const CORES = availableParallelism();
const TASKS = 2_000;
const processes = { executor: "child-processes", announce: false } as const;
const threads = { executor: "worker-threads", announce: false } as const;

const echo = (n: number) => n;

async function run(options: SwarmOptions) {
  const swarm = await runMultiAgentSystem(options);
  const failed = swarm.results.find(({ success }) => !success);
  if (failed) throw failed.error;
  return swarm;
}

const runMs = async (options: SwarmOptions) => (await run(options)).totalSeconds * 1000;

console.log(`Node ${process.versions.node}, ${CORES} cores\n`);

const few = [agent(DataAnalyst, 1, 10)];
const start = await compare({
  process: async () => (await run({ ...processes, agents: few, concurrency: 1 })).startupSeconds * 1000,
  thread: async () => (await run({ ...threads, agents: few, concurrency: 1 })).startupSeconds * 1000,
});
line("starting one process", `${start.process.toFixed(0)} ms`, "");
line("  against starting one thread", `${(start.process / start.thread).toFixed(1)}×`, "");

const tiny = Array.from({ length: TASKS }, (_, id) => agent(echo, id, id));
const guarded = { agents: tiny, timeout: 60, concurrency: CORES };
const each = await compare({
  process: () => runMs({ ...processes, ...guarded }),
  thread: () => runMs({ ...threads, ...guarded }),
  chunks: () => runMs({ ...processes, ...guarded, chunk: 100 }),
});
const perTask = (ms: number) => `${((ms / TASKS) * 1000).toFixed(1)} µs`;
line(`${TASKS} empty agents on processes: an agent`, perTask(each.process), "");
line("  on threads", perTask(each.thread), "");
line("  added by the process", perTask(each.process - each.thread), "");
line("  with chunk 100 on processes", perTask(each.chunks), "");

const megabytes = new Uint8Array(2 ** 25).fill(1);
const look = (bytes: Uint8Array) => (bytes[0] ?? 0) + (bytes.at(-1) ?? 0);
const handed = [agent(look, 1, megabytes)];
const hand = await compare(
  {
    process: () => runMs({ ...processes, agents: handed, concurrency: 1 }),
    thread: () => runMs({ ...threads, agents: handed, concurrency: 1 }),
  },
  5,
);
line("handing 32 MB over to a process", `${hand.process.toFixed(0)} ms`, "");
line("  against copying it to a thread", `${(hand.process / hand.thread).toFixed(1)}×`, "");

const heavy = Array.from({ length: 2 * CORES }, (_, id) => agent(DataAnalyst, id, 300_000_000));
const speed = await compare(
  {
    sequential: () => runMs({ agents: heavy, executor: "sequential", announce: false }),
    process: () => runMs({ ...processes, agents: heavy, concurrency: CORES }),
  },
  3,
);
const speedup = speed.sequential / speed.process;
line(`${2 * CORES} heavy agents: speedup on ${CORES} cores`, `${speedup.toFixed(2)}×`, "");
line("  of what the cores could give", `${((100 * speedup) / CORES).toFixed(1)} %`, "");

const TIMEOUT = 0.3;
const GRACE = 0.3;
const spin = () => {
  for (;;);
};
/** From the end of the grace period of an endless loop to the start of the next agent on the same single worker. */
async function freed(executor: typeof processes | typeof threads): Promise<number> {
  const { results } = await runMultiAgentSystem({
    ...executor,
    agents: [agent(spin, 0, undefined), agent(echo, 1, 1)],
    concurrency: 1,
    timeout: TIMEOUT,
    grace: GRACE,
  });
  const [stuck, next] = results;
  return 1000 * ((next?.startedAt ?? Number.NaN) - (stuck?.startedAt ?? Number.NaN) - TIMEOUT - GRACE);
}
const slot = await compare({ process: () => freed(processes), thread: () => freed(threads) }, 5);
line(
  "an endless loop's slot is free again after its grace period",
  `${slot.process.toFixed(0)} ms`,
  "wanted: at most 100 ms",
);
line("  on threads", `${slot.thread.toFixed(0)} ms`, "wanted: at most 100 ms");
