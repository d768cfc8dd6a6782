/**
 * What a run costs on workers that are warm, beside a bare pool of piscina: `node test/bench/warm.bench.ts`.
 * Ratios of medians are measured in turns in this one run. Numbers of a machine that has other things to do say little.
 */
import { execFile } from "node:child_process";
import { availableParallelism } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { MessageChannel } from "node:worker_threads";
import { Piscina } from "piscina";
import { agent } from "../../labs/agents/index.ts";
import { type OpenSwarm, openSwarm, runMultiAgentSystem } from "../../labs/swarm/index.ts";
import { Empty } from "./support/agents.ts";
import { compare, line } from "./support/compare.ts";

const CORES = availableParallelism();
const SAMPLES = 400;
const ROUNDS = 15;
const IDLE_SECONDS = 10;

const file = (name: string) => new URL(`./support/${name}.mjs`, import.meta.url).href;
const piscinaOf = (options: ConstructorParameters<typeof Piscina>[0]) =>
  new Piscina({ minThreads: CORES, maxThreads: CORES, ...options });
const microseconds = (us: number) => `${us.toFixed(1)} µs`;
const times = (ratio: number) => `${ratio.toFixed(2)}×`;

const at = (sorted: readonly number[], share: number) => sorted[Math.floor(sorted.length * share)] as number;

/**
 * Measures single calls in turns; gives the median and the slowest in a hundred of each, and what this process (all of its threads)
 * used for a call, all in microseconds.
 */
async function latencies<Name extends string>(calls: Record<Name, () => Promise<unknown>>) {
  const names = Object.keys(calls) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  const used = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round <= ROUNDS; round++) {
    for (const name of names) {
      const before = process.cpuUsage();
      for (let i = 0; i < SAMPLES; i++) {
        const start = performance.now();
        await calls[name]();
        // The first round warms up.
        if (round > 0) samples[name].push((performance.now() - start) * 1000);
      }
      const { user, system } = process.cpuUsage(before);
      if (round > 0) used[name].push((user + system) / SAMPLES);
    }
  }
  const found = {} as Record<Name, { readonly median: number; readonly p99: number; readonly cpu: number }>;
  for (const name of names) {
    const sorted = samples[name].sort((a, b) => a - b);
    const cpu = at(
      used[name].sort((a, b) => a - b),
      0.5,
    );
    found[name] = { median: at(sorted, 0.5), p99: at(sorted, 0.99), cpu };
  }
  return found;
}

/** A thread of piscina that answers by a port of its own, as the threads of a swarm do. */
function ownPort(): () => Promise<unknown> {
  const { port1, port2 } = new MessageChannel();
  const pool = piscinaOf({ filename: file("ported-task"), atomics: "disabled" });
  // piscina derives this option's type from the last overload of postMessage, which takes no list.
  void pool.run({ port: port2 }, { transferList: [port2] as never });
  let answered = Promise.withResolvers<unknown>();
  port1.on("message", () => answered.resolve(undefined));
  return () => {
    answered = Promise.withResolvers();
    port1.postMessage(21);
    return answered.promise;
  };
}

function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
}

/** Heap of the main thread and of one worker after a collection, in megabytes. */
async function heaps(swarm: OpenSwarm): Promise<number> {
  collectGarbage();
  const heapOfWorker = () => {
    const v8 = process.getBuiltinModule("node:v8");
    v8.setFlagsFromString("--expose-gc");
    process.getBuiltinModule("node:vm").runInNewContext("gc")();
    return v8.getHeapStatistics().used_heap_size;
  };
  const { results } = await swarm.run([agent(heapOfWorker, 1, null as never)]);
  return (process.memoryUsage().heapUsed + Number(results[0]?.result)) / 2 ** 20;
}

/**
 * How much of one core a bare process uses that only waits, in percent. Where it is not 0, the machine counts waiting as
 * work, and an idle swarm is compared with it.
 */
async function bareIdlePercent(): Promise<number> {
  const program = `setTimeout(() => {
    const before = process.cpuUsage();
    setTimeout(() => {
      const { user, system } = process.cpuUsage(before);
      console.log(user + system);
    }, ${IDLE_SECONDS * 1000});
  }, 2500);`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--eval", program]);
  return (100 * Number(stdout)) / (IDLE_SECONDS * 1e6);
}

/** How much of one core an idle swarm uses, with this process, in percent. */
async function idlePercent(swarm: OpenSwarm): Promise<number> {
  const used = async () => {
    const cpu = () => process.cpuUsage();
    // Each of its agents says what its own process has used.
    const { results } = await swarm.run(
      Array.from({ length: CORES }, (_, id) => agent(cpu, id, null as never)),
    );
    const byWorker = new Map(results.map(({ worker, result }) => [worker, result as NodeJS.CpuUsage]));
    const all =
      swarm.executor === "child-processes"
        ? [process.cpuUsage(), ...byWorker.values()]
        : [process.cpuUsage()];
    return all.reduce((sum, { user, system }) => sum + user + system, 0);
  };
  // What a run leaves to do is done: programs are forgotten, and the heartbeat has stopped.
  await used();
  await sleep(2500);
  const before = await used();
  await sleep(IDLE_SECONDS * 1000);
  return (100 * ((await used()) - before)) / (IDLE_SECONDS * 1e6);
}

console.log(`Node ${process.versions.node}, ${CORES} cores\n`);

const threads = await openSwarm({ announce: false });
const processes = await openSwarm({ executor: "child-processes", announce: false });
const twice = (n: number) => n * 2;

const bare = await bareIdlePercent();
line("CPU of a bare process that waits", `${bare.toFixed(1)} %`, "");
for (const [name, swarm] of Object.entries({ threads, processes })) {
  const idle = await idlePercent(swarm);
  const count = name === "processes" ? CORES + 1 : 1;
  line(`CPU of an idle warm swarm on ${name}`, `${idle.toFixed(1)} %`, "");
  line(`  beyond as many bare processes`, `${(idle - count * bare).toFixed(1)} %`, "wanted: 0 %");
}

const piscina = piscinaOf({ filename: file("bare-piscina-task") });
/** Its threads keep their event loops free between tasks, as those of a swarm do. */
const unblocked = piscinaOf({ filename: file("bare-piscina-task"), atomics: "disabled" });

const single = await latencies({
  piscina: () => piscina.run(21),
  unblocked: () => unblocked.run(21),
  threads: () => threads.run([agent(Empty, 1, 21)]),
  fn: () => threads.run([agent(twice, 1, 21)]),
  processes: () => processes.run([agent(Empty, 1, 21)]),
});
line("a bare warm piscina task, median", microseconds(single.piscina.median), "");
line("  slowest in a hundred", microseconds(single.piscina.p99), "");
line("  processor time", microseconds(single.piscina.cpu), "");
line("the same where threads run timers between tasks", microseconds(single.unblocked.median), "");
for (const [name, { median, p99, cpu }] of Object.entries({
  "a run of one tiny agent on warm threads": single.threads,
  "the same of a function of this file": single.fn,
  "the same on warm processes": single.processes,
})) {
  const goal = name.endsWith("processes") ? "" : "wanted: at most 2×";
  line(`${name}, median`, microseconds(median), "");
  line("  against piscina, median", times(median / single.piscina.median), goal);
  line("  against piscina, slowest in a hundred", times(p99 / single.piscina.p99), goal);
  if (!name.endsWith("processes")) line("  processor time", microseconds(cpu), "");
  line("  against piscina with timers, median", times(median / single.unblocked.median), "");
}

const two = [agent(Empty, 1, 21), agent(Empty, 2, 21)];
// 6,000 runs of two each. The median run stands for them, because a busy machine stretches single ones a hundredfold.
const pairs = await latencies({
  piscina: () => Promise.all([piscina.run(1), piscina.run(2)]),
  threads: () => threads.run(two),
});
line("12,000 tiny agents in runs of 2, median run", microseconds(pairs.threads.median), "");
line(
  "  throughput against piscina, two tasks at a time",
  times(pairs.piscina.median / pairs.threads.median),
  "wanted: at least 0.5×",
);

const cold = await compare(
  {
    cold: async () => {
      const start = performance.now();
      await runMultiAgentSystem({ agents: two, announce: false });
      return performance.now() - start;
    },
    warm: async () => {
      const start = performance.now();
      await threads.run(two);
      return performance.now() - start;
    },
  },
  15,
);
line("a run of two tiny agents that starts its threads", `${cold.cold.toFixed(1)} ms`, "");
line("  the same on warm threads", times(cold.warm / cold.cold), "");

for (const [name, swarm] of Object.entries({ threads, processes })) {
  let runs = 0;
  const runUpTo = async (count: number) => {
    for (; runs < count; runs++)
      await swarm.run({ agents: [agent(Empty, 1, 1), agent(twice, 2, 2)], shared: { runs } });
    return heaps(swarm);
  };
  await runUpTo(20);
  const early = await runUpTo(100);
  const late = await runUpTo(1000);
  line(`memory after 1,000 runs on ${name}, against 100`, times(late / early), "wanted: at most 1.1×");
}

console.log("\nWhy work does not pass through piscina's queue (docs/decisions/0005):");
const ways = await latencies({
  defaults: () => piscina.run(21),
  unblocked: () => unblocked.run(21),
  stoppable: () => unblocked.run(21, { signal: new AbortController().signal }),
  port: ownPort(),
});
line("a task of piscina whose threads block between tasks", microseconds(ways.defaults.median), "");
line("  whose threads run timers between tasks", times(ways.unblocked.median / ways.defaults.median), "");
line("  and that a signal can stop", times(ways.stoppable.median / ways.defaults.median), "");
line(
  "a message to a thread of piscina by a port of its own",
  times(ways.port.median / ways.defaults.median),
  "",
);

process.exit();
