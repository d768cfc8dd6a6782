/**
 * Nodes of LangGraph.js on workers beside plain nodes, each figure as a ratio of this one run:
 * `node test/bench/graph.bench.ts`. Numbers of a machine that has other things to do say little.
 */
import { availableParallelism } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Annotation, END, START, StateGraph } from "@langchain/langgraph";
import { Piscina } from "piscina";
import { onWorkers, recordGraph } from "../../labs/graph/index.ts";
import { Chain, Empty } from "./support/agents.ts";
import { compare, line, median } from "./support/compare.ts";

const CORES = availableParallelism();
const STEPS = 300_000_000;
const FOUR = ["a", "b", "c", "d"];
const CHAIN_LENGTH = 40;
const THOUSAND = 1000;

const State = Annotation.Root({
  steps: Annotation<number>,
  out: Annotation<number[]>({ reducer: (left, right) => left.concat(right), default: () => [] }),
});
type Node = (state: typeof State.State) => Promise<{ out: number[] }>;

const add = (answer: number) => ({ out: [answer] });
const onThread: Node = onWorkers(Chain, { input: "steps", output: add });
const onLoop: Node = async ({ steps }) => add((await new Chain(1).reason(steps)).result ?? 0);
const tinyOnThread: Node = onWorkers(Empty, { input: () => 1, output: add });
const tinyOnLoop: Node = async () => ({ out: [1] });

/** A graph whose nodes all run in one step. */
function wide(names: readonly string[], node: Node) {
  const graph = new StateGraph(State).addNode(names.map((name): [string, Node] => [name, node]));
  // The names of nodes are known only when the program runs.
  for (const name of names) graph.addEdge(START, name as never).addEdge(name as never, END);
  return graph.compile();
}

/** A graph whose nodes run one after the other. */
function chain(node: Node) {
  const names = Array.from({ length: CHAIN_LENGTH }, (_, i) => `n${i}`);
  const graph = new StateGraph(State).addNode(names.map((name): [string, Node] => [name, node]));
  for (const [i, name] of names.entries()) graph.addEdge((names[i - 1] ?? START) as never, name as never);
  return graph.addEdge(names.at(-1) as never, END).compile();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Processor time of all threads of this process, in milliseconds. */
async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

// The function that collects garbage exists in contexts that are made after this.
setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

console.log(`Node ${process.versions.node}, ${CORES} cores\n`);

const pool = new Piscina({
  filename: new URL("./support/bare-chain.mjs", import.meta.url).href,
  minThreads: CORES,
  maxThreads: CORES,
});
const [loopGraph, threadGraph] = [wide(FOUR, onLoop), wide(FOUR, onThread)];
const four = await compare(
  {
    bare: () => timed(() => Promise.all(FOUR.map(() => pool.run(STEPS)))),
    threads: () => timed(() => threadGraph.invoke({ steps: STEPS })),
    loop: () => timed(() => loopGraph.invoke({ steps: STEPS })),
  },
  5,
);
const ceiling = four.loop / four.bare;
const speedup = four.loop / four.threads;
line(
  "four computing nodes: workers against the event loop",
  `${speedup.toFixed(2)}×`,
  "bare LangGraph.js: 1.0×",
);
line("  this machine's ceiling (a bare warm pool)", `${ceiling.toFixed(2)}×`, "");
line("  of the ceiling", `${((100 * speedup) / ceiling).toFixed(1)} %`, "wanted: at least 95 %");

const [tinyLoop, tinyThreads] = [chain(tinyOnLoop), chain(tinyOnThread)];
const limit = { recursionLimit: 2 * CHAIN_LENGTH };
const tiny = await compare({
  loop: () => timed(() => tinyLoop.invoke({}, limit)),
  threads: () => timed(() => tinyThreads.invoke({}, limit)),
});
line("a tiny plain node", `${(tiny.loop / CHAIN_LENGTH).toFixed(2)} ms`, "");
line("a tiny worker node", `${(tiny.threads / CHAIN_LENGTH).toFixed(2)} ms`, "");
line(
  "  added by the worker",
  `${((tiny.threads - tiny.loop) / CHAIN_LENGTH).toFixed(2)} ms`,
  "wanted: at most 0.5 ms",
);

const recording = await recordGraph(tinyThreads);
// Processor time, because other programs do not change it as they change the clock.
const cost = await compare({
  loop: () => cpuOf(() => tinyLoop.invoke({}, limit)),
  threads: () => cpuOf(() => tinyThreads.invoke({}, limit)),
  recorded: () => cpuOf(() => tinyThreads.invoke({}, { ...limit, callbacks: [recording] })),
});
const perNode = (milliseconds: number) => `${(milliseconds / CHAIN_LENGTH).toFixed(2)} ms`;
line("  processor time of a tiny plain node", perNode(cost.loop), "");
line("  added by the worker", perNode(cost.threads - cost.loop), "");
line("  added by a recording", perNode(cost.recorded - cost.threads), "");

/**
 * How long something that arrives at any moment waits for the event loop while something runs: of 99 in 100 arrivals at most so
 * many milliseconds. A loop that is blocked for 100 ms delays every arrival of these 100 ms, which Node's own histogram
 * counts as one.
 */
async function delayMs(work: () => Promise<unknown>): Promise<number> {
  const delays: number[] = [];
  let last = performance.now();
  const note = () => {
    const now = performance.now();
    for (let late = now - last; late > 0; late--) delays.push(late);
    last = now;
  };
  const timer = setInterval(note, 1);
  await work();
  await wait(5);
  clearInterval(timer);
  return delays.sort((a, b) => a - b)[Math.floor(0.99 * delays.length)] ?? 0;
}

const delays = await compare(
  {
    idle: () => delayMs(() => wait(500)),
    bare: () => delayMs(() => Promise.all(FOUR.map(() => pool.run(STEPS)))),
    threads: () => delayMs(() => threadGraph.invoke({ steps: STEPS })),
    loop: () => delayMs(() => loopGraph.invoke({ steps: STEPS })),
  },
  3,
);
const ms = (value: number) => `${value.toFixed(2)} ms`;
line("delay of the event loop, p99, while nothing runs", ms(delays.idle), "");
line("  while nodes compute on it", ms(delays.loop), "");
line("  on workers", ms(delays.threads), "wanted: at most 5 ms");
line("  the same work in a bare warm pool, without a graph", ms(delays.bare), "");

const names = Array.from({ length: THOUSAND }, (_, i) => `n${i}`);
const thousand = wide(names, tinyOnThread);
const plainThousand = wide(names, tinyOnLoop);
const times: { threads: number[]; loop: number[] } = { threads: [], loop: [] };
const megabytes: number[] = [];
for (let round = 0; round < 12; round++) {
  times.loop.push(await timed(() => plainThousand.invoke({})));
  times.threads.push(await timed(() => thousand.invoke({})));
  collectGarbage();
  megabytes.push(process.memoryUsage().heapUsed / 2 ** 20);
}
const [early, late] = [megabytes.slice(2, 5), megabytes.slice(-3)].map(median) as [number, number];
line(
  "1,000 worker nodes in one graph against 1,000 plain ones, a node",
  `+${((median(times.threads) - median(times.loop)) / THOUSAND).toFixed(3)} ms`,
  "",
);
line(
  "  heap after 12 runs against the first ones",
  `${(100 * (late / early - 1)).toFixed(1)} %`,
  "wanted: at most 10 % more",
);
await pool.destroy();
