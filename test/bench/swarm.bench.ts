/**
 * The swarm's own costs, each as a ratio measured in this one run: `node test/bench/swarm.bench.ts`.
 * Numbers of a machine that has other things to do say little.
 */
import { availableParallelism } from "node:os";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { Worker } from "node:worker_threads";
import { Piscina } from "piscina";
import { agent, ModelTrainer } from "../../labs/agents/index.ts";
import { runMultiAgentSystem, type SwarmOptions } from "../../labs/swarm/index.ts";
import { Busy, Chain, Empty, TwoSums } from "./support/agents.ts";
import { compare, line } from "./support/compare.ts";

const CORES = availableParallelism();
const TASKS = 10_000;
const quiet = { announce: false, concurrency: CORES } as const;

const swarmMs = async (options: SwarmOptions) => {
  const { results, totalSeconds } = await runMultiAgentSystem({ ...quiet, ...options });
  const failed = results.find(({ success }) => !success);
  if (failed) throw failed.error;
  return totalSeconds * 1000;
};

async function barePiscina(): Promise<number> {
  const filename = new URL("./support/bare-piscina-task.mjs", import.meta.url).href;
  const pool = new Piscina({ filename, minThreads: CORES, maxThreads: CORES });
  await Promise.all(Array.from({ length: CORES }, (_, i) => pool.run(i)));
  const start = performance.now();
  await Promise.all(Array.from({ length: TASKS }, (_, i) => pool.run(i)));
  const took = performance.now() - start;
  await pool.destroy();
  return took;
}

async function bareThreads(tasks: number, milliseconds: number): Promise<number> {
  const file = new URL("./support/bare-thread.mjs", import.meta.url);
  const workers = Array.from({ length: CORES }, () => new Worker(file));
  await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once("online", resolve))));
  let left = tasks;
  const start = performance.now();
  await Promise.all(
    workers.map(async (worker) => {
      while (left-- > 0) {
        const answer = new Promise((resolve) => worker.once("message", resolve));
        worker.postMessage(milliseconds);
        await answer;
      }
    }),
  );
  const took = performance.now() - start;
  await Promise.all(workers.map((worker) => worker.terminate()));
  return took;
}

console.log(`Node ${process.versions.node}, ${CORES} cores\n`);

const empty = Array.from({ length: TASKS }, (_, id) => agent(Empty, id, id));
// All guards are up: a timeout for each agent, a signal, progress.
const guarded = { agents: empty, timeout: 60, signal: new AbortController().signal, onProgress: () => {} };
const tiny = await compare({
  piscina: barePiscina,
  swarm: () => swarmMs(guarded),
  chunks: () => swarmMs({ ...guarded, chunk: 100 }),
  stealing: () => swarmMs({ ...guarded, schedule: "work-stealing" }),
});
const perTask = (ms: number) => `${((ms / TASKS) * 1000).toFixed(1)} µs`;
line("10,000 empty tasks: bare piscina, a task", perTask(tiny.piscina), "");
line("10,000 empty agents, guarded: an agent", perTask(tiny.swarm), "");
line("  speed against bare piscina", `${(tiny.piscina / tiny.swarm).toFixed(2)}×`, "wanted: at least 0.8×");
line("  added a task", perTask(Math.max(0, tiny.swarm - tiny.piscina)), "wanted: at most 60 µs");
line(
  "  with chunk 100, against bare piscina",
  `${(tiny.piscina / tiny.chunks).toFixed(2)}×`,
  "wanted: at least 4×",
);
line("  work-stealing, against bare piscina", `${(tiny.piscina / tiny.stealing).toFixed(2)}×`, "");

const hundred = Array.from({ length: 10 * CORES }, (_, id) => agent(Busy, id, 100));
const long = await compare(
  { bare: () => bareThreads(10 * CORES, 100), swarm: () => swarmMs({ ...guarded, agents: hundred }) },
  3,
);
line(
  "100 ms agents against a hand-written loop",
  `${((long.swarm / long.bare - 1) * 100).toFixed(2)} %`,
  "wanted: at most 2 % more",
);

/**
 * Three kinds of heavy work, since the kind decides. A chain waits for its own last result at each step. An analyst fills
 * the core's adders by itself, which shows where two "cores" are halves of one. A trainer's code is compiled in steps: the
 * main thread has it compiled after the warm-up round, while the threads of each swarm are new and begin cold.
 */
const kinds = {
  chains: Array.from({ length: 8 }, (_, id) => agent(Chain, id, 400_000_000)),
  trainers: Array.from({ length: 8 }, (_, id) => agent(ModelTrainer, id, { epochs: 30_000, seed: 1 })),
  analysts: Array.from({ length: 8 }, (_, id) => agent(TwoSums, id, 300_000_000)),
};
for (const [kind, agents] of Object.entries(kinds)) {
  const speed = await compare(
    { sequential: () => swarmMs({ agents, executor: "sequential" }), threads: () => swarmMs({ agents }) },
    3,
  );
  const speedup = speed.sequential / speed.threads;
  line(
    `8 ${kind} of ${(speed.sequential / 8000).toFixed(2)} s each: speedup on ${CORES} cores`,
    `${speedup.toFixed(2)}×`,
    "",
  );
  line(
    "  of what the cores could give",
    `${((100 * speedup) / CORES).toFixed(1)} %`,
    "wanted: at least 95 %",
  );
}

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
await swarmMs({ ...guarded, agents: hundred });
delay.disable();
line(
  "event loop of the coordinator under full load, p99 delay",
  `${(delay.percentile(99) / 1e6).toFixed(2)} ms`,
  "wanted: at most 5 ms",
);

const grace = 0.2;
const stuck = await compare(
  {
    freed: async () => {
      const agents = [agent(Busy, 0, 60_000), agent(Empty, 1, 1)];
      const { results } = await runMultiAgentSystem({
        agents,
        ...quiet,
        concurrency: 1,
        timeout: 0.1,
        grace,
      });
      const [first, second] = results;
      return 1000 * ((second?.startedAt ?? 0) - (first?.startedAt ?? 0) - 0.1 - grace);
    },
  },
  5,
);
line(
  "a slot is free again after an endless loop's grace period",
  `${stuck.freed.toFixed(0)} ms`,
  "wanted: at most 100 ms",
);
