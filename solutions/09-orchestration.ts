// ---
// jupyter:
//   jupytext:
//     text_representation:
//       extension: .ts
//       format_name: percent
//   kernelspec:
//     display_name: Swarm Lab (TypeScript)
//     language: typescript
//     name: swarmlab
//   swarmlab:
//     lesson: "09"
//     title: Orchestration
//     minutes: 110
// ---

// %% [markdown]
// # 09 · Orchestration
//
// *About 110 minutes. You need lessons 00 to 02. Lessons 06 and 08 help, but you can go without.*
//
// So far all agents of a swarm started together, and none needed another one's answer. Real work has an order. Here is
// a small report, made by five steps:
//
// ```mermaid
// flowchart LR
//   plan --> search --> rank --> write
//   plan --> crawl --> write
// ```
//
// *The diagram in words: `plan` comes first. Then there are two branches: `search` and after it `rank`, and beside them
// `crawl`. When both branches are done, `write` puts everything together.*
//
// `plan` and `search` take 0.1 seconds, `rank` takes 0.2, and `crawl` takes 0.4. The report is made by **LangGraph.js**,
// a well-known library for such graphs. Before you run the two cells: when does `rank` start?

// %%
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { threadId } from "node:worker_threads";
import { Annotation, END, START, StateGraph } from "@langchain/langgraph";
import { check, coteach, hint, watchGraph } from "@swarmlab/kit";
import {
  type AgentContext,
  agent,
  barChart,
  branchWays,
  type Ending,
  runMultiAgentSystem,
  runtimeStatus,
  timelineChart,
  toolWays,
  tryWay,
  tryWays,
} from "@swarmlab/labs";
import { type GraphRecording, onWorkers, recordGraph } from "@swarmlab/labs/graph";
import { runResearch } from "@swarmlab/labs/research";

const { cores } = runtimeStatus();

/** What every node of a graph gets beside the state, as far as this lesson uses it. */
interface NodeConfig {
  /** Tells a node that waits to stop waiting. */
  readonly signal?: AbortSignal;
}

/** The state of this lesson's graphs: each node adds its note, and nothing is taken away. */
const Notes = Annotation.Root({
  notes: Annotation<string[]>({ reducer: (before, added) => [...before, ...added], default: () => [] }),
});

/** A node that waits, as for a model's answer, and then adds its name to the notes. */
const waits = (name: string, seconds: number) => async () => {
  await pause(seconds * 1000);
  return { notes: [name] };
};

console.log("LangGraph.js is loaded. It sends nothing anywhere, unless you switch its tracing on.");

// %%
const reportGraph = new StateGraph(Notes)
  .addNode("plan", waits("plan", 0.1))
  .addNode("search", waits("search", 0.1))
  .addNode("rank", waits("rank", 0.2))
  .addNode("crawl", waits("crawl", 0.4))
  .addNode("write", waits("write", 0.1))
  .addEdge(START, "plan")
  .addEdge("plan", "search")
  .addEdge("plan", "crawl")
  .addEdge("search", "rank")
  .addEdge(["rank", "crawl"], "write")
  .addEdge("write", END)
  .compile();
const reportRun = await recordGraph(reportGraph, { title: "A report" });
const report = await reportGraph.invoke({ notes: [] }, { callbacks: [reportRun] });
console.log(report.notes.join(" → "));
reportRun;

// %% [markdown]
// Above you see the graph, below when each node ran. `rank` needs nothing but what `search` found. That was there after 0.2
// seconds. And yet `rank` stood waiting until
// `crawl` was done, in the *other* branch. Nobody wrote that down anywhere. In this lesson you find out why it waits,
// when that is good, and what to do when it is not.
//
// **After this lesson you can**
//
// - read a graph of agents: nodes, edges, joins, and the state that they hand on,
// - say when each node starts, with a barrier and without one,
// - write a graph runner of your own, in about thirty lines,
// - move a node that computes to a thread, and leave the graph as it is,
// - keep what the others found when one branch fails, and know which frameworks do that for you,
// - let a lead fan out to its workers, and go on when enough of them have answered.

// %% [markdown]
// ## Nodes, edges, state
//
// | word | meaning |
// |---|---|
// | **node** | one step of the work: an agent, or any function. It reads the state and returns an *update*. |
// | **edge** | says which node comes next. |
// | **join** | an edge from several nodes to one, which waits for all of them. |
// | **state** | one object with everything that the nodes hand on. |
// | **reducer** | says how updates are merged into the state: *add it to the list*, *the last one wins*. |
//
// To run a graph is called **orchestration**: deciding which agent runs when, and what it gets to see.
//
// The important word in this table is *returns*. A node does not write into the state. You may have seen another way:
// four agents on threads, and each writes `state.shared_context[name] = …` into one common object. That works as long
// as no agent *reads* what another one writes. See what happens as soon as one does.
//
// ### A pitfall: writing into the state
//
// Two researchers note the price that they have found, and a third node takes the lowest price *so far*. All three start
// together. In the second run nothing is different, only the network is a little slower:

// %%
interface Prices {
  readonly prices: number[];
}
const PriceList = Annotation.Root({ prices: Annotation<number[]>() });

async function lowestPrice(slow: number): Promise<string> {
  const note = (price: number, seconds: number) => async (state: Prices) => {
    await pause(seconds * 1000);
    state.prices.push(price); // writes into the state
    return {};
  };
  let lowest = Number.NaN;
  const graph = new StateGraph(PriceList)
    .addNode("shopA", note(70, 0.02))
    .addNode("shopB", note(50, slow))
    .addNode("buyer", async (state: Prices) => {
      await pause(60);
      lowest = Math.min(...state.prices);
      return {};
    });
  for (const name of ["shopA", "shopB", "buyer"] as const) graph.addEdge(START, name).addEdge(name, END);
  await graph.compile().invoke({ prices: [99] });
  return `shop B answers after ${slow} s: the buyer pays ${lowest}`;
}
console.log(await lowestPrice(0.03));
console.log(await lowestPrice(0.1));

// %% [markdown]
// The same graph, the same prices, two results: that is the race of lesson 04, with no thread in sight. Now let the nodes
// *return* what they found. The graph notices that two of them want to set the same field in the same step, and that
// nobody has said how to merge:

// %%
const returning = new StateGraph(PriceList)
  .addNode("shopA", async () => ({ prices: [70] }))
  .addNode("shopB", async () => ({ prices: [50] }))
  .addEdge(START, "shopA")
  .addEdge(START, "shopB")
  .addEdge("shopA", END)
  .addEdge("shopB", END)
  .compile();
try {
  await returning.invoke({ prices: [99] });
} catch (error) {
  console.log((error as Error).message.split("\n")[0]);
}

// %% [markdown]
// A refusal is better than luck. With a reducer, as our `Notes` have one, both updates are kept.
//
// > **AI co-learning prompt**
// >
// > "My agents share one state object: *(describe its fields)*. Ask me for each field: who writes it, who reads it, and
// > can that happen in the same step? Then let me choose a reducer for each, and tell me which of my choices loses
// > something."

// %% [markdown]
// ## Supersteps, and the barrier between them
//
// Why did `rank` wait? LangGraph works in **supersteps**. In each one it runs all nodes whose turn has come, at the same
// time. When *all* of them are done, it merges their updates into the state. Only then does it look who comes next. The
// point at which everybody waits for everybody is called a **barrier**.
//
// ```mermaid
// flowchart LR
//   subgraph one["superstep 1"]
//     plan
//   end
//   subgraph two["superstep 2"]
//     search
//     crawl
//   end
//   subgraph three["superstep 3"]
//     rank
//   end
//   subgraph four["superstep 4"]
//     write
//   end
//   one -- barrier --> two -- barrier --> three -- barrier --> four
// ```
//
// *The diagram in words: superstep 1 runs `plan`. Superstep 2 runs `search` and `crawl` together. Superstep 3 runs
// `rank`, and superstep 4 runs `write`. Between two supersteps stands a barrier: the next one begins when the slowest
// node of the one before is done.*
//
// The idea is older than agents: Valiant described it in 1990 (*bulk synchronous parallel*), and Google's Pregel used it
// for graphs of billions of nodes. What a barrier buys:
//
// - All nodes of a superstep see **the same state**, and their updates are merged in a fixed order. The same input gives
//   the same result, however fast the network is.
// - Between two supersteps there is a moment in which nothing runs. There the state can be saved (a *checkpoint*),
//   looked at, or changed by a person.
// - A graph may have **circles**: *write, criticise, write again*.
//
// What it costs, you have seen: **a slow sibling holds up a branch that has long been finished.**
//
// One more thing about edges. `addEdge("rank", "write")` says: *whenever `rank` is done, run `write` in the next
// superstep*. Two such edges are two reasons to run `write`. The join `addEdge(["rank", "crawl"], "write")` says: *when
// both are done, run `write` once*.

// %% [markdown]
// ## Exercise 09.1 · Who waits for whom?
//
// *8 minutes · predict.*
//
// ```mermaid
// flowchart LR
//   ask --> skim --> sort --> answer
//   ask --> dig --> answer
// ```
//
// *The diagram in words: after `ask` come two branches, `skim` then `sort`, and `dig`. Both lead to `answer`.*
//
// `ask` takes 1 second, `skim` 1, `sort` 3, `dig` 5 and `answer` 1. They all *wait*, for a model somewhere else. The edges
// into `answer` are a join, unless a row says otherwise. Count from the start of the graph, and write a number in place
// of each `"?"`.
//
// | name | what you predict |
// |---|---|
// | `sortStarts` | seconds until `sort` starts, in supersteps |
// | `answerEnds` | seconds until `answer` is done, in supersteps |
// | `withoutBarrier` | seconds until `answer` is done, when every node starts as soon as its own inputs are there |
// | `computing` | seconds until `answer` is done, in supersteps, when all five *compute* on one event loop |
// | `answerRuns` | how often `answer` runs when there are two plain edges in place of the join |
// | `halfAsLong` | seconds until `answer` is done, in supersteps, when `sort` takes 1.5 seconds and not 3 |

// %% tags=["exercise"]
// exercise 09.1 · Who waits for whom?
const supersteps: Record<
  "sortStarts" | "answerEnds" | "withoutBarrier" | "computing" | "answerRuns" | "halfAsLong",
  number | "?"
> = {
  // BEGIN SOLUTION
  // STUB: sortStarts: "?",
  // STUB: answerEnds: "?",
  // STUB: withoutBarrier: "?",
  // STUB: computing: "?",
  // STUB: answerRuns: "?",
  // STUB: halfAsLong: "?",
  sortStarts: 6,
  answerEnds: 10,
  withoutBarrier: 7,
  computing: 11,
  answerRuns: 2,
  halfAsLong: 8.5,
  // END SOLUTION
};

// %% tags=["check"]
await check("09.1");

// %% [markdown] tags=["hint"]
// Draw four boxes for the supersteps, and write into each which nodes run there. A node stands in the box right after the
// last one that it waits for.

// %% [markdown] tags=["hint"]
// A box takes as long as its slowest node, if the nodes wait. Add the boxes up. If the nodes compute on one event loop,
// they take turns, and a box takes as long as all of its nodes together.

// %% [markdown] tags=["hint"]
// Without a barrier there are no boxes. Find the longest way from the start to the end, and add up the nodes on it. Two
// ways lead to `answer`: which one is longer?

// %% [markdown] tags=["hint"]
// For the two plain edges, ask in which superstep `dig` is done, and in which `sort` is. Each of them gives a reason to
// run `answer` in the superstep after its own.

// %% [markdown] tags=["explanation"]
// The chain of nodes that decides how long a graph takes is called the **critical path**. In supersteps it is the *slowest*
// node of each step: 1 + 5 + 3 + 1. Without a barrier it is the longest way through the graph: 1 + 5 + 1. The difference is
// what the barrier costs here. When the nodes compute on one event loop, every step takes the *sum* of its nodes:
// 1 + (1 + 5) + 3 + 1.
//
// A second way to see it: move `sort` to the left until it touches what it depends on. If it moves, somebody was waiting
// for nothing. Making `sort` quicker does pay off in supersteps, because it has a step of its own. Without the barrier
// it would change nothing: then it is not on the critical path.

// %% [markdown]
// See it happen, ten times as fast. Above: the join. In the middle: two plain edges, so `answer` runs before `sort` has
// given it anything, and again afterwards. Below: five nodes that compute. (The chart speaks of agents and workers. Here
// they are nodes, and each has a lane of its own.)

// %%
/** A node that computes for so many seconds on the thread that it runs on. */
const computes = (name: string, seconds: number) => async () => {
  await pause(0);
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end);
  return { notes: [name] };
};

async function recordSupersteps(title: string, work: typeof waits, edges: "join" | "plain") {
  const graph = new StateGraph(Notes)
    .addNode("ask", work("ask", 0.1))
    .addNode("skim", work("skim", 0.1))
    .addNode("sort", work("sort", 0.3))
    .addNode("dig", work("dig", 0.5))
    .addNode("answer", work("answer", 0.1))
    .addEdge(START, "ask")
    .addEdge("ask", "skim")
    .addEdge("ask", "dig")
    .addEdge("skim", "sort")
    .addEdge("answer", END);
  if (edges === "join") graph.addEdge(["sort", "dig"], "answer");
  else graph.addEdge("sort", "answer").addEdge("dig", "answer");
  const app = graph.compile();
  const recording = await recordGraph(app, { title });
  await app.invoke({ notes: [] }, { callbacks: [recording] });
  console.log(`${title}: ${recording.record.totalSeconds.toFixed(2)} s`);
  return recording;
}

/** A recorded run as bars of a timeline: a lane for each node. */
function barsOf({ record }: GraphRecording) {
  const bars = record.runs.map(({ node, startedAt, endedAt = startedAt }, agentId) => {
    return { agentId, agentType: node, worker: node, startedAt, endedAt, success: true, error: null };
  });
  return { executor: "event-loop", totalSeconds: record.totalSeconds, results: bars };
}

const recordings = [
  await recordSupersteps("with a join", waits, "join"),
  await recordSupersteps("with two plain edges", waits, "plain"),
  await recordSupersteps("nodes that compute", computes, "join"),
];
await timelineChart(
  Object.fromEntries(recordings.map((recording) => [recording.record.title, barsOf(recording)])),
  { title: "The same five nodes in supersteps" },
);

// %% [markdown]
// ## Without a barrier
//
// The other way to run a graph: every node starts as soon as *its own* inputs are there. Build tools and spreadsheets
// work like that. There is no common state then, because nobody could say what is in it at a given moment. Instead, a
// node gets the results of those it waits for, and nothing else. So the result does not depend on who was quicker.

// %% [markdown]
// ## Exercise 09.2 · A graph runner of your own
//
// *15 minutes · build.*
//
// Write `runGraph(graph)`. A graph is an object: under each name stands a node, with the names that it waits for
// (`after`) and what it does (`run`). The names stand in any order.
//
// - A node starts **as soon as** all nodes in its `after` are done, whatever the others do. With an empty `after` it
//   starts at once.
// - Each node runs **once**, also when several others wait for it.
// - `run` gets the results of the nodes in its `after`, by their names: `{ search: 3, crawl: "…" }`. Nothing else.
// - `runGraph` resolves with the results of *all* nodes, by their names.
// - When a node fails, `runGraph` rejects with its error, as it is. A node that waits for it never starts, not even
//   indirectly.
// - A graph that can never be done is refused **before any node starts**: when `after` has a name that is not in the
//   graph, and when nodes wait for each other in a circle. The error's message names the missing node, or the nodes of
//   the circle.

// %% tags=["exercise"]
// exercise 09.2 · A graph runner of your own
interface GraphNode {
  /** The nodes that it waits for. */
  readonly after: readonly string[];
  /** What it does. It may answer at once, or promise to. */
  run(inputs: Readonly<Record<string, unknown>>): unknown;
}

type Graph = Readonly<Record<string, GraphNode>>;

async function runGraph(graph: Graph): Promise<Record<string, unknown>> {
  // BEGIN SOLUTION
  // STUB: // an order in which each comes after those it waits for · then a promise for each node   (about 25 lines)
  // STUB: throw new Error("exercise 09.2: write your answer here");
  const names = Object.keys(graph);
  for (const name of names) {
    const missing = graph[name].after.find((before) => !names.includes(before));
    if (missing !== undefined)
      throw new RangeError(`${name} waits for ${missing}, which is not in the graph`);
  }

  const ordered = new Set<string>();
  while (ordered.size < names.length) {
    const left = names.filter((name) => !ordered.has(name));
    const next = left.filter((name) => graph[name].after.every((before) => ordered.has(before)));
    if (next.length === 0) throw new RangeError(`these nodes wait for each other: ${left.join(", ")}`);
    for (const name of next) ordered.add(name);
  }

  const results = new Map<string, Promise<unknown>>();
  for (const name of ordered) {
    const { after } = graph[name];
    const inputs = Promise.all(after.map((before) => results.get(before)));
    const result = inputs.then((values) =>
      graph[name].run(Object.fromEntries(after.map((before, at) => [before, values[at]]))),
    );
    results.set(name, result);
  }
  const values = await Promise.all(results.values());
  return Object.fromEntries([...results.keys()].map((name, at) => [name, values[at]]));
  // END SOLUTION
}

// %% tags=["check"]
await check("09.2");

// %% [markdown] tags=["hint"]
// Think of *promises*, not of steps. If you had a promise for every node's result, what would a node have to wait for
// before it runs? Nothing else has to be watched or counted.

// %% [markdown] tags=["hint"]
// A promise for a node needs the promises of those before it. So bring the nodes into an order in which each one comes
// after those that it waits for. Then make the promises in that order, and keep them under their names. Each is made
// once, so each node runs once.

// %% [markdown] tags=["hint"]
// How to find the order: take all nodes whose `after` is already in your list, append them, and repeat. When no node can
// be taken and some are left, these are in a circle, or behind one. You have found it before anything ran.

// %% [markdown] tags=["hint"]
// For each name in the order: `Promise.all` over the kept promises of its `after` gives the values. `then` calls the
// node's `run` with an object made of names and values; `Object.fromEntries` makes it from pairs. Call `run` *on* the
// node. At the very end, one more `Promise.all` over everything that you have kept: it rejects with the first error, and a
// node behind a failed one is never called, because its `then` is skipped.

// %% [markdown] tags=["explanation"]
// The promises *are* the graph. Nobody decides when a node starts: it starts when the promises in front of it are
// fulfilled. A failure travels along the same way, so what comes after a failed node is skipped without a line of code.
//
// A second way counts: each node has a number of nodes that it still waits for. Whenever one is done, the numbers of
// those behind it go down, and who reaches zero starts. That is Kahn's algorithm (1962). It finds circles as well: they
// never reach zero. But then you notice only at the end, when half of the graph has run.
//
// What yours lacks: circles on purpose, edges that are chosen while it runs, checkpoints, streaming, and people in the
// middle. That is why one takes a library.

// %% [markdown]
// The graph of the first picture once more, in supersteps and with your runner:

// %%
/** Notes when something ran, for a timeline: a lane for each name. */
class Recorder {
  readonly #start = performance.now();
  readonly #bars: ReturnType<typeof barsOf>["results"] = [];

  /** The same function. It leaves a bar in the timeline. */
  record<Value>(name: string, work: () => Promise<Value>): () => Promise<Value> {
    return async () => {
      const startedAt = this.#seconds();
      let error: null | { message: string } = null;
      try {
        return await work();
      } catch (thrown) {
        error = thrown as Error;
        throw thrown;
      } finally {
        const at = { agentId: this.#bars.length, startedAt, endedAt: this.#seconds() };
        this.#bars.push({
          ...at,
          agentType: name,
          worker: name,
          success: error === null,
          error: error as null,
        });
      }
    };
  }

  get run() {
    const totalSeconds = Math.max(...this.#bars.map(({ endedAt }) => endedAt));
    return { executor: "event-loop", totalSeconds, results: this.#bars };
  }

  #seconds(): number {
    return (performance.now() - this.#start) / 1000;
  }
}

// %% tags=["raises-exception"]
const own = new Recorder();
const ownNode = (name: string, seconds: number, ...after: string[]) => ({
  after,
  run: own.record(name, waits(name, seconds)),
});
await runGraph({
  plan: ownNode("plan", 0.1),
  search: ownNode("search", 0.1, "plan"),
  rank: ownNode("rank", 0.2, "search"),
  crawl: ownNode("crawl", 0.4, "plan"),
  write: ownNode("write", 0.1, "rank", "crawl"),
});
const lost = reportRun.record.totalSeconds - own.run.totalSeconds;
await timelineChart(
  { "in supersteps": barsOf(reportRun), "with your runner": own.run },
  { title: `The barrier cost ${lost.toFixed(2)} s of ${reportRun.record.totalSeconds.toFixed(2)} s` },
);

// %% [markdown]
// `rank` starts right after `search`, and is done before `crawl` is. If a barrier hurts in a graph of LangGraph, you have
// two ways out: put `search` and `rank` into *one* node, so that nothing waits between them, or make the branch a graph of
// its own and that graph a node.
//
// > **AI co-learning prompt**
// >
// > "Here is my `runGraph`. Play a graph of six nodes with two joins: tell me one event at a time (a node is done, a node
// > fails). After each I say which nodes start, and which never will. Afterwards show me the line of my code that decided
// > each of them."

// %% [markdown]
// > **A good place to stop.** You have built a graph runner that needs no barrier. Up to here, all nodes waited. In the
// > second half they compute, fail, and are led. About 45 minutes lie behind you, and 65 before you. When you come back, click the next cell and choose *Run ▸ Run
// > All Above Selected Cell*: it brings back all that stands above.

// %% [markdown]
// ## A node that computes
//
// Now the graph from the articles: a state object, four agents beside each other, and a join. Each agent computes. All
// four are nodes of *one* superstep, so they run "at the same time". Do they?
//
// While the graph runs, a clock on the event loop ticks every 5 ms. It notes the longest time in which it could not tick:
// that is how long this program would have left a user, a health check or a model's answer waiting.

// %%
/** One agent's reasoning. It says on which thread it ran: 0 is the main thread. */
function analyse({ rounds }: { rounds: number }): { findings: { sum: number; thread: number }[] } {
  let sum = 0;
  for (let i = 0; i < rounds; i += 1) sum += (i * i) % 7;
  return { findings: [{ sum, thread: threadId }] };
}

type Analysis = ReturnType<typeof analyse>;
type AnalysisNode = (state: { rounds: number }, config?: NodeConfig) => Analysis | Promise<Analysis>;

const Swarm = Annotation.Root({
  rounds: Annotation<number>(),
  findings: Annotation<Analysis["findings"]>({
    reducer: (before, added) => [...before, ...added],
    default: () => [],
  }),
  isComplete: Annotation<boolean>(),
});

/** The graph: four agents beside each other, and a join. It does not know how its nodes run. */
function swarmGraph(node: AnalysisNode) {
  const agents = ["agent0", "agent1", "agent2", "agent3"] as const;
  const graph = new StateGraph(Swarm).addNode("join", () => ({ isComplete: true })).addEdge("join", END);
  for (const name of agents) graph.addNode(name, node).addEdge(START, name as never);
  graph.addEdge([...agents] as never[], "join");
  return graph.compile();
}

/** Runs it, and says how long it took, on which threads, and how long the event loop was blocked. */
async function observeGraph(node: AnalysisNode, rounds: number) {
  let [ticked, blocked] = [performance.now(), 0];
  const tick = () => {
    blocked = Math.max(blocked, performance.now() - ticked - 5);
    ticked = performance.now();
  };
  const clock = setInterval(tick, 5);
  const start = performance.now();
  const { findings, isComplete } = await swarmGraph(node).invoke({ rounds });
  const seconds = (performance.now() - start) / 1000;
  await pause(10);
  clearInterval(clock);
  const threads = new Set((findings as Analysis["findings"]).map(({ thread }) => thread)).size;
  return { seconds, blocked: blocked / 1000, threads, isComplete: isComplete as boolean };
}

const rounds = 60_000_000;
await observeGraph(analyse, rounds / 10); // one run that does not count
const onLoop = await observeGraph(analyse, rounds);
console.log(`four agents took ${onLoop.seconds.toFixed(2)} s on ${onLoop.threads} thread,`);
console.log(`and for ${onLoop.blocked.toFixed(2)} s nothing else could happen here.`);

// %% [markdown]
// One thread, four agents one after the other, and a program that is deaf meanwhile. **A graph on an event loop makes
// nodes that wait concurrent. It makes nothing parallel.**
//
// You may read that a framework lets you "specify a thread-based executor for specific nodes". LangGraph for Python runs
// nodes that are not `async` on a pool of threads, all of them, and with a global lock they still take turns when they
// compute. LangGraph.js has no threads at all. But a node is only a function that promises an update. Nothing keeps that
// function from doing its work elsewhere.

// %% [markdown]
// ## Exercise 09.3 · The same graph, on threads
//
// *12 minutes · build.*
//
// Write `onThread(think, needs)`. `think` is a function that computes an update, `needs` are the names of the fields that
// it reads. `onThread` returns a **node**: a function that a graph calls with its state and a config, and that promises
// the update.
//
// - `think` runs on a worker thread, as an agent of a swarm. Its update is what the node resolves with.
// - Only the fields in `needs` go to the thread. A state may hold things that no thread can receive, such as a function.
//   As long as they are not needed, they do no harm.
// - When `think` fails, the node rejects with an error that has its message. Then the graph treats it as it treats any
//   other node.
// - When the graph is cancelled (`config.signal`), the agent is stopped, and the node rejects. Nothing is left running. There
//   may be no config, or a config without a signal.
// - Two nodes that are called together compute at the same time.
//
// You have everything for it: `agent` and `runMultiAgentSystem`. The lab's own `onWorkers` is off limits. The given
// functions above the exercise are there to try it on.

// %%
/** Given: computes, and says which fields it got and on which thread it ran. */
function rate(slice: { text: string; rounds: number }) {
  if (slice.text === "") throw new RangeError("there is no text to rate");
  let score = 0;
  for (let round = 0; round < slice.rounds; round += 1)
    for (let i = 0; i < slice.text.length; i += 1) score = (score * 31 + slice.text.charCodeAt(i)) % 9973;
  return { score, fields: Object.keys(slice).sort(), thread: threadId };
}

/** Given: waits for a second one of its kind, for 4 seconds at most. On a single thread there never is one. */
function meet({ bell }: { bell: Int32Array }) {
  Atomics.add(bell, 0, 1);
  const end = performance.now() + 4000;
  while (Atomics.load(bell, 0) < 2 && performance.now() < end) Atomics.wait(bell, 1, 0, 20);
  return { met: Atomics.load(bell, 0) >= 2 };
}

/** Given: never ends by itself. */
function spin(_: object): { score: number } {
  for (;;) Math.sqrt(2);
}

type ThreadNode<State, Update> = (state: State, config?: NodeConfig) => Promise<Update>;

/** Given: calls a node twice at once, with shared memory in the state. */
const twice =
  <Update>(node: ThreadNode<{ bell: Int32Array }, Update>) =>
  (_: object) => {
    const bell = new Int32Array(new SharedArrayBuffer(8));
    return Promise.all([node({ bell }), node({ bell })]);
  };

/** Given: calls a node, and cancels the graph after so many milliseconds. */
const cancelled =
  <State, Update>(node: ThreadNode<State, Update>, milliseconds: number) =>
  (state: State) =>
    node(state, { signal: AbortSignal.timeout(milliseconds) });

// %% tags=["exercise"] forbids=["onWorkers"]
// exercise 09.3 · The same graph, on threads
function onThread<Slice extends object, Update>(
  think: (slice: Slice) => Update,
  needs: readonly (keyof Slice & string)[],
): ThreadNode<Slice, Update> {
  // BEGIN SOLUTION
  // STUB: // a node: pick the fields · run one agent · throw what went wrong, or return the update   (about 8 lines)
  // STUB: return async () => {
  // STUB:   throw new Error("exercise 09.3: write your answer here");
  // STUB: };
  return async (state, config) => {
    const slice = Object.fromEntries(needs.map((field) => [field, state[field]]));
    const { results } = await runMultiAgentSystem({
      agents: [agent(think, 0, slice as Slice)],
      executor: "worker-threads",
      announce: false,
      ...(config?.signal && { signal: config.signal }),
    });
    const [{ success, result, error }] = results;
    if (!success) throw error;
    return result as Update;
  };
  // END SOLUTION
}

/** The nodes that the check below calls. Leave them as they are. */
const threadNodes = {
  rate: onThread(rate, ["text", "rounds"]),
  rateFirst: onThread(rate, ["text"]),
  meetTwice: twice(onThread(meet, ["bell"])),
  spinCancelled: cancelled(onThread(spin, []), 200),
};

// %% tags=["check"]
await check("09.3");

// %% [markdown] tags=["hint"]
// A node is an async function of `(state, config)`. So `onThread` returns such a function. All the work happens when the
// *graph* calls it, not when you call `onThread`.

// %% [markdown] tags=["hint"]
// A swarm of one agent is enough: `think` is the agent, the needed fields are its input. What does
// `runMultiAgentSystem` do with an agent that fails? It does not throw. So the node has to.

// %% [markdown] tags=["hint"]
// For the fields: make a new object out of the names in `needs`. If you hand over the whole state, one function in it is
// enough to have the agent refused.

// %% [markdown] tags=["hint"]
// For cancelling, hand the graph's `signal` on to the swarm, where the option has the same name. The swarm then asks the
// agent, kills it if it does not listen, and gives you a result without success. Its `error` is what the node throws.

// %% [markdown] tags=["explanation"]
// The graph still sees a function that promises an update. That is the whole trick: **the place where a node computes is
// not the graph's business.** What you had to care about are the edges of the thread: what goes in (only what is needed),
// what comes out (an update or an error), and what happens when nobody wants the result any more.
//
// A second way hands the work to a pool that stays open, instead of a new swarm for each call. Then a node does not pay
// for starting a thread, which takes tens of milliseconds. The lab's `onWorkers` does that.

// %% [markdown]
// The same graph, the same function, on threads. Not a line of `swarmGraph` has changed:

// %% tags=["raises-exception"]
await onThread(analyse, ["rounds"])({ rounds: 1_000 }); // one call that does not count
const onThreads = await observeGraph(onThread(analyse, ["rounds"]), rounds);
console.log(`on ${onThreads.threads} threads, the join ran: ${onThreads.isComplete}`);
await barChart(
  [
    { label: "event loop: the whole graph", value: onLoop.seconds },
    { label: "your threads: the whole graph", value: onThreads.seconds },
    { label: "event loop: blocked at a stretch", value: onLoop.blocked },
    { label: "your threads: blocked at a stretch", value: onThreads.blocked },
  ],
  {
    title: `${cores} ${cores === 1 ? "core" : "cores"}: ${(onLoop.seconds / onThreads.seconds).toFixed(1)} times as fast as on the event loop`,
    axisTitle: "seconds, less is better",
    format: (seconds) => `${seconds.toFixed(2)} s`,
  },
);

// %% [markdown]
// (With one core, or on a busy machine, the graph is not faster. But look at the other two bars: the program can breathe.)
//
// The last two bars are often worth more than the first two. A program that answers while it computes is a program that
// nobody restarts by mistake.
//
// ### The grown-up version
//
// `onWorkers` of the lab makes such a node in one line. All its nodes share one **warm** swarm: threads that stay ready when a
// node is done. What that saves, you see with a node that has next to nothing to do:

// %% tags=["raises-exception"]
/** Milliseconds for one call of a node: the median of nine, after one that does not count. */
async function callMilliseconds(node: AnalysisNode): Promise<number> {
  await node({ rounds: 10 });
  const times: number[] = [];
  while (times.length < 9) {
    const start = performance.now();
    await node({ rounds: 10 });
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[4];
}
const callCosts = {
  "plain function": await callMilliseconds(analyse),
  "your onThread": await callMilliseconds(onThread(analyse, ["rounds"])),
  "onWorkers, warm": await callMilliseconds(onWorkers(analyse, { input: ["rounds"] })),
};
for (const [way, milliseconds] of Object.entries(callCosts))
  console.log(`${way.padEnd(16)} ${milliseconds.toFixed(3).padStart(8)} ms a call`);

// %% [markdown]
// `onWorkers` also has a timeout, retries and a policy, and it refuses what cannot travel when the graph is *built*. Where a
// node runs is one word:
//
// | `executor` | for nodes that … |
// |---|---|
// | `"event-loop"` | wait |
// | `"worker-threads"` | compute |
// | `"child-processes"` | may crash, or that you do not trust |
//
// Here is a graph with one of each, and one agent that brings its process down. `onFailure: "value"` makes a failure a value
// in the state. `watchGraph` draws the graph while it runs:

// %%
/** Waits, as for a model. */
async function ask({ topic }: { topic: string }): Promise<string> {
  await pause(150);
  return `an answer about ${topic}`;
}

/** Brings its process down, as a bug in native code does. */
function crash(_: object, { worker }: AgentContext): string {
  if (!worker.startsWith("process")) throw new Error("runs only in a process of its own");
  process.kill(process.pid, "SIGKILL");
  return "never";
}

const Mixed = Annotation.Root({
  topic: Annotation<string>(),
  rounds: Annotation<number>(),
  asked: Annotation<unknown>(),
  counted: Annotation<unknown>(),
  parsed: Annotation<unknown>(),
  summary: Annotation<string>(),
});
const onFailure = "value";
const mixedGraph = new StateGraph(Mixed)
  .addNode("ask", onWorkers(ask, { executor: "event-loop", output: "asked", onFailure }))
  .addNode("count", onWorkers(analyse, { input: ["rounds"], output: "counted", onFailure }))
  .addNode("parse", onWorkers(crash, { executor: "child-processes", output: "parsed", onFailure }))
  .addNode("sum", (state) => ({
    summary: `${state.asked}; ${(state.parsed as { error?: { code: string } }).error?.code}`,
  }))
  .addEdge(START, "ask")
  .addEdge(START, "count")
  .addEdge(START, "parse")
  .addEdge(["ask", "count", "parse"], "sum")
  .addEdge("sum", END)
  .compile();
const watched = await watchGraph(mixedGraph, { title: "Three nodes, three places, one crash" });
const mixedState = await mixedGraph.invoke({ topic: "threads", rounds }, { callbacks: [watched] });
console.log(mixedState.summary);

// %% [markdown]
// The process is gone, and its siblings never noticed. The picture is made of this run: who ran when and on which thread,
// what each node read and wrote, and where the time went. In the lab's words, such a failure is the value
// `{ error: { code, message, node, … } }`.

// %% [markdown]
// ## When a branch fails
//
// Three branches: `quick` is done after 0.03 s. `bad` fails after 0.08 s: its source is gone. `slow` is still at work
// then. After all three comes a join. What do you have in your hands afterwards? What becomes of `slow`? The next cell
// asks every way of running branches that is here. Say what you expect of LangGraph.js before you run it. (Each way gets the
// same three branches and a join: `labs/examples/branches` shows how.)

// %%
const sayWay = (way: string) => process.stdout.write(`${way} · `);
const endings: Record<string, Ending> = await tryWays(branchWays, sayWay);
console.table(endings);

// %% [markdown]
// Read it line by line. (`no: …` stands for a failure that you got as a value.)
//
// - **`Promise.all`** gives you the error and nothing else. `slow` works on, and nobody will ever read its answer.
// - **LangGraph.js** gives you the error, and nothing else either. At least it tells `slow` to stop. What `quick` had
//   found is thrown away, unless the graph keeps checkpoints: then it is saved, and a second try does not repeat it.
// - **`errorHandler`** keeps the siblings. But look at the join: it *did not run*, and no error says so. The edge waits for
//   `bad`, and `bad` never got as far as to pass it on. Only a handler that says `goto` leads on to the join.
// - **A swarm** gives you a value for everybody, whatever happened. Its policy says who is stopped.
//
// Two more frameworks have no graph: there a *model* decides what runs next, by calling tools. When it calls three at once,
// these are three branches, and the model's next turn is the join. A scripted model stands in for a real one here. (The
// lessons do not need these two packages. Where they are not installed, the cell says so.)

// %%
for (const [way, run] of Object.entries(toolWays)) {
  sayWay(way);
  try {
    endings[way] = await tryWay(run);
  } catch (error) {
    console.log((error as Error).message); // a package is missing, and its name
  }
}
const withTools = Object.entries(endings).filter(([way]) => way.includes("tools"));
if (withTools.length > 0) console.table(Object.fromEntries(withTools));

// %% [markdown]
// Whoever builds on tools gets failures as values, because a model can read them and try something else. Siblings are kept,
// and the join runs, unless you ask for the error itself.
//
// And the frameworks that do not run in this notebook? This is what their sources say (read in August 2026):
//
// | framework | branches run | when one fails |
// |---|---|---|
// | LangGraph 1.2, Python | `async` nodes on an event loop, others on a pool of threads | as here: the error comes out; with checkpoints, what siblings had finished is saved |
// | CrewAI 1.15, Python 3.10 to 3.13 | a task with `async_execution` on a thread of its own | results are collected in order, and the first error comes out of `kickoff()`. The other threads work on, and what they find is lost |
// | Mastra, TypeScript | `.parallel([…])` with `Promise.all`, on the event loop | all of them end. Then the workflow counts as failed; each step's result can be read in `steps` |
//
// CrewAI and LangGraph are often compared as if one had to choose between fast and slow. When agents wait for models they
// are equally fast. **LangGraph** is a graph that you draw: every edge is yours, and you can save it, resume it and step
// through it. **CrewAI** is a team that you describe: roles, goals, tasks, and the order follows from them. There is no
// CrewAI for TypeScript (the npm package of that name is somebody else's), and for Python without a global lock it is not
// there yet: its latest release does not install on Python 3.14.
//
// > **CoLearning challenge**
// >
// > "Here is my table of what happens when a branch fails: *(paste it)*. Pick one line, and describe a product in which
// > exactly that behaviour costs a user something. I say which line of the table I would want instead, and what it would
// > cost. Then change roles."
// >
// > *Expected outcome:* a product for which stopping everybody is right, and one for which it is not. You can say which
// > of your own graphs belongs where.

// %% [markdown]
// ## Exercise 09.4 · Keep what the others found
//
// *10 minutes · read, then repair.*
//
// The way out that works in every framework: **a failed node is a value in the state.** Then no sibling is stopped, the
// join runs, and whoever writes the report knows what is missing.
//
// `keepGoing(name, node)` wraps a node for that. As it stands, it hides failures. Repair it:
//
// - What the node returns, now or later, is passed on as it is. The node gets the state *and the config*.
// - A node that fails, in whichever way, gives the update `{ failures: [{ node: name, reason }] }`. The reason is the
//   error's message; whatever was thrown instead of an `Error` is the reason as a text.
// - When the whole graph has been **cancelled** (`config.signal.aborted`), what the node throws is no failure of its own.
//   It is passed on, the same object.
// - LangGraph also throws **on purpose**: `interrupt()` stops the graph until a person has answered. Such an error has
//   `is_bubble_up: true`. It is passed on as well, else nobody is ever asked.

// %% tags=["exercise"]
// exercise 09.4 · Keep what the others found
interface Failure {
  readonly node: string;
  readonly reason: string;
}

type AnyNode<State, Result> = (state: State, config?: NodeConfig) => Result | Promise<Result>;

function keepGoing<State, Result extends object>(
  name: string,
  node: AnyNode<State, Result>,
): AnyNode<State, Result | { readonly failures: readonly Failure[] }> {
  // BEGIN SOLUTION
  // STUB: return async (state) => {
  // STUB:   try {
  // STUB:     return await node(state);
  // STUB:   } catch {
  // STUB:     return { failures: [] };
  // STUB:   }
  // STUB: };
  return async (state, config) => {
    try {
      return await node(state, config);
    } catch (thrown) {
      const isOnPurpose = (thrown as { is_bubble_up?: unknown } | null)?.is_bubble_up === true;
      if (isOnPurpose || config?.signal?.aborted) throw thrown;
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      return { failures: [{ node: name, reason }] };
    }
  };
  // END SOLUTION
}

// %% tags=["check"]
await check("09.4");

// %% [markdown] tags=["hint"]
// Two things are lost before anything fails: look at what the node is called with, and compare it with what a graph
// calls it with. Without it, a node that waits is never told to stop.

// %% [markdown] tags=["hint"]
// A `catch` that does not name what it caught cannot tell anybody. Give it a name, and decide with it: is this a failure
// of the node, or does somebody *want* the graph to stop?

// %% [markdown] tags=["hint"]
// Two cases are thrown again, as they came: when the signal says `aborted`, and when the thrown value carries that
// marker. There may be no config, and the thrown value may be `null` or a text: ask with `?.`.

// %% [markdown] tags=["hint"]
// All other cases return an update with one failure: the name from outside, and the reason. `thrown instanceof Error`
// says whether there is a message; for anything else `String(…)` makes a text of it.

// %% [markdown] tags=["explanation"]
// Catching is easy. The craft is in what you do *not* catch: a cancelled graph has to end, and an interrupt has to reach
// whoever can answer it. A wrapper that swallows these is worse than none, and such wrappers are common.
//
// A second way is LangGraph's own `errorHandler` with a `goto`, as in the table. It runs after the retries of a node, and
// keeps interrupts apart by itself. But it names the next node, so it has to know the graph. Yours does not.

// %% [markdown]
// Your wrapper in the same trial. The state gets one more field, whose reducer collects the failures:

// %% tags=["raises-exception"]
const Kept = Annotation.Root({
  ...Notes.spec,
  failures: Annotation<readonly Failure[]>({
    reducer: (before, added) => [...before, ...added],
    default: () => [],
  }),
});
endings["LangGraph.js, your keepGoing"] = await tryWay(async (branches) => {
  const graph = new StateGraph(Kept)
    .addNode("quick", keepGoing("quick", branches.quick))
    .addNode("bad", keepGoing("bad", branches.bad))
    .addNode("slow", keepGoing("slow", branches.slow))
    .addNode("join", branches.join)
    .addEdge(["quick", "bad", "slow"], "join")
    .addEdge("join", END);
  for (const name of ["quick", "bad", "slow"] as const) graph.addEdge(START, name);
  const { notes, failures } = await graph.compile().invoke({ notes: [] });
  return [{ notes }, ...(failures as Failure[]).map((one) => ({ notes: [`no: ${one.reason}`] }))];
});
console.table({
  "LangGraph.js": endings["LangGraph.js"],
  "LangGraph.js, your keepGoing": endings["LangGraph.js, your keepGoing"],
});

// %% [markdown]
// ## A lead and its workers
//
// The **Research Swarm** of the articles: a lead hands out tasks, three workers research them, and a report is written from
// what they found. Its lead waits for all three. When one of them hangs, there is no report.
//
// Often *enough* is enough: two of three sources, three of five votes. That is a **quorum**, and you know it as a policy
// of swarms (lesson 06). In a graph of supersteps it cannot be drawn: the barrier waits for every node of the step, also
// for those that nobody needs any more. So the fan-out and the collecting go into **one node**, the lead.
//
// ```mermaid
// flowchart LR
//   subgraph lead["one node: the lead"]
//     hand[hand out] --> w1[worker 1] --> q{enough?}
//     hand --> w2[worker 2] --> q
//     hand --> w3[worker 3] --> q
//   end
//   plan --> lead --> write
// ```
//
// *The diagram in words: between the nodes `plan` and `write` stands one node, the lead. Inside it, the tasks are handed
// out to three workers, and their answers are counted until there are enough.*

// %% [markdown]
// ## Exercise 09.5 · A lead with a quorum
//
// *15 minutes · build.*
//
// Write `lead(assignments, enough)`.
//
// - All assignments are started at once.
// - As soon as `enough` of them have answered, those that still run are told to `stop()`, each once. `lead` waits until
//   they have ended, and then resolves. What they say after they were stopped does not count any more.
// - It resolves with the `answers`, and with those `missing` and the reason of each: the message of its error, or
//   `"stopped"`. Both lists are in the order of the assignments.
// - When so many have failed that `enough` cannot be reached any more, the others are stopped in the same way, and `lead`
//   rejects with a `QuorumError` that has the list `missing`. There, too, nobody waits for those who cannot help.
// - A quorum that makes no sense (less than 1, or more than there are assignments) is a `RangeError`, before anything is
//   started. That includes a lead that has planned nothing.
// - Both errors have a message, for whoever reads the log.
//
// An assignment may fail already in `start()`, and two of them may have the same task. Whoever is told to stop ends, sooner
// or later, in whichever way.

// %% tags=["exercise"] forbids=["quorum", "runMultiAgentSystem", "streamMultiAgentSystem", "openSwarm", "resumeMultiAgentSystem"]
// exercise 09.5 · A lead with a quorum
interface Assignment {
  readonly task: string;
  /** Its promise settles when the worker has ended. */
  start(): Promise<string>;
  /** Asks the worker to end. */
  stop(): void;
}

interface Collected {
  readonly answers: readonly { readonly task: string; readonly answer: string }[];
  readonly missing: readonly { readonly task: string; readonly reason: string }[];
}

class QuorumError extends Error {
  readonly code = "QUORUM";
  readonly missing: Collected["missing"];

  constructor(message: string, missing: Collected["missing"]) {
    super(message);
    this.missing = missing;
  }
}

async function lead(assignments: readonly Assignment[], enough: number): Promise<Collected> {
  // BEGIN SOLUTION
  // STUB: // start all · count each end while it counts · stop the rest once it is decided · wait for all   (about 25 lines)
  // STUB: throw new Error("exercise 09.5: write your answer here");
  if (!(enough >= 1 && enough <= assignments.length))
    throw new RangeError(`${enough} of ${assignments.length} assignments is no quorum`);

  const running = new Set(assignments);
  const answers: { task: string; answer: string }[] = [];
  const reasons = new Map<Assignment, string>();
  const answerOf = new Map<Assignment, string>();
  const isDecided = () => answerOf.size >= enough || reasons.size > assignments.length - enough;

  const follow = async (one: Assignment): Promise<void> => {
    const end = await outcomeOf(one);
    running.delete(one);
    if (isDecided()) return;
    if (end.failed) reasons.set(one, end.text);
    else answerOf.set(one, end.text);
    if (isDecided()) for (const other of running) other.stop();
  };
  await Promise.all(assignments.map(follow));

  const missing: { task: string; reason: string }[] = [];
  for (const one of assignments) {
    const answer = answerOf.get(one);
    if (answer === undefined) missing.push({ task: one.task, reason: reasons.get(one) ?? "stopped" });
    else answers.push({ task: one.task, answer });
  }
  if (answers.length < enough) throw new QuorumError(`${answers.length} of ${enough} answers came`, missing);
  return { answers, missing };
  // END SOLUTION
}

/** Given, if you like to use it: starts an assignment and turns its end into a value. It never throws. */
async function outcomeOf(one: Assignment): Promise<{ failed: boolean; text: string }> {
  try {
    return { failed: false, text: await one.start() };
  } catch (error) {
    return { failed: true, text: error instanceof Error ? error.message : String(error) };
  }
}

// %% tags=["check"]
await check("09.5");

// %% [markdown] tags=["hint"]
// Two questions are easily mixed up: *is it decided?* and *have all ended?* The first one says when to stop the others.
// The second one says when `lead` is over. `Promise.race` and its relatives answer neither.

// %% [markdown] tags=["hint"]
// Write a small async function that follows *one* assignment from its start to its end: wait for its outcome, count it if
// it still counts, and look whether that decides it. Then `lead` is that function for every assignment, and one wait for
// all of them.

// %% [markdown] tags=["hint"]
// It is decided in two cases: enough answers, or too many failures. How many may fail while a quorum of 2 among 5 is still
// within reach? Write that as a small function, and ask it twice: before you count an end (then it came too late), and
// after (then it was the one that decides).

// %% [markdown] tags=["hint"]
// Keep a `Set` of those that run: at first all of them, and each is deleted as soon as it has ended. When the decision
// falls, call `stop()` on everybody who is left in it. Afterwards walk through the assignments *in their order*, and sort
// them into answers and missing: no answer and no reason means that it was stopped.

// %% [markdown] tags=["explanation"]
// Every assignment has one follower, and the followers share two lists and one question. Because each of them waits for
// the *real* end of its worker, `lead` is not over before everybody is: no zombies, no late answers, no surprises.
//
// A second way uses one `new Promise` for the decision: every end counts up, and whoever reaches the quorum resolves it.
// Then a `Promise.allSettled` waits for the rest. It reads well, and the stop has a place of its own between the two.
//
// In the lab it is one option: `runMultiAgentSystem({ policy: quorum(2) })`. It counts successes, and stops the others in
// two phases. And it kills whoever does not listen, which yours leaves to the workers.

// %% [markdown]
// Your lead with real workers, on threads. Five of them read for a while. One will fail, and one takes far too long. Three
// answers are enough:

// %% tags=["raises-exception"]
function read({ seconds, source }: { seconds: number; source: string }, context: AgentContext): string {
  const end = performance.now() + seconds * 1000;
  let lines = 0;
  while (performance.now() < end && !context.stopRequested) lines += 1;
  if (source === "") throw new Error("there is no source");
  return `${source}: ${lines > 0 ? "read" : "nothing read"}`;
}

const leadRecorder = new Recorder();
function assignmentFor(task: string, seconds: number, source: string): Assignment {
  const stopping = new AbortController();
  const start = async () => {
    const { results } = await runMultiAgentSystem({
      agents: [agent(read, 0, { seconds, source })],
      signal: stopping.signal,
      announce: false,
    });
    if (results[0].error) throw results[0].error;
    return String(results[0].result);
  };
  return { task, start: leadRecorder.record(task, start), stop: () => stopping.abort() };
}

const collected = await lead(
  [
    assignmentFor("market trends", 0.2, "exchange"),
    assignmentFor("competitors", 0.3, ""),
    assignmentFor("news", 0.3, "agency"),
    assignmentFor("patents", 3, "office"),
    assignmentFor("forums", 0.4, "archive"),
  ],
  3,
);
console.table(collected.answers);
console.table(collected.missing);
await timelineChart(leadRecorder.run, { title: "Three of five are enough: who was stopped, and when" });

// %% [markdown]
// The lead went on while the slow worker was still at it. That one was told to stop, and looked at its shutdown flag, so
// it ended at once. In a graph the lead is one node, and what it returns is an update: the answers, and who is missing.
//
// ### The Research Swarm
//
// The lab's own research swarm works like that, over real texts: a lead plans questions, researchers on threads read into
// one knowledge base, a writer composes, and a critic compares every citation with its source. There is no language model
// in it, so each sentence is a quotation. Its corpus here is what this project has installed of Node's documentation:

// %%
const here = process.cwd();
const nodeTypes = createRequire(join(here, "cell.js")).resolve("@types/node/package.json");
const researched = await runResearch({
  question: "How do I stop a worker thread?",
  corpus: relative(here, dirname(nodeTypes)),
  workers: 6,
  onProgress: ({ step, done, total }) => {
    if (done === total) console.log(`${step}: ${total} ${total === 1 ? "agent" : "agents"} done`);
  },
});
console.log(String(researched));

// %% [markdown]
// Open one of the sources, and compare. A citation that does not stand in its file, letter by letter, goes back to the writer.
//
// > **CoLearning challenge**
// >
// > "Here is my `lead`. Play its workers: tell me one incident at a time (one answers late, two fail in the same moment, one
// > does not end when it is told to). After each I say what my lead does, and what the report will say. Then you look in
// > my code for the place where I am wrong."
// >
// > *Expected outcome:* an incident that your lead handles otherwise than you said. The worker that never ends is a good
// > candidate. You can say what lesson 06 would do about it.

// %% [markdown]
// ## Try with AI
//
// | minutes | ask | expected outcome |
// |---|---|---|
// | 4 | "Draw the agents of my system as a graph: *(describe them)*. Then ask me which edges are joins, and which node I would look at first if the whole thing is too slow." | A graph with at least one join, and its critical path. You can say what a barrier costs in it. |
// | 5 | "Here is my graph runner: *(paste `runGraph`)*. Give me a graph on which a runner with a barrier takes twice as long, and one on which both take the same time. I predict both numbers first." | Two graphs and four numbers, which you check by running them. |
// | 5 | "Compare LangGraph, CrewAI and one more framework for *(your product)*. For each claim name the file in its source, or say that you guess." | Fewer claims than in the first answer, and at least one that you have refuted with your own table. |

// %% [markdown]
// ## When worker output is late or missing
//
// - A node that computes on the event loop prints nothing until it is done, and neither does anybody else.
// - What an agent prints on a thread comes through the main thread, after it is free. Return it in the update instead.
// - A join that does not run prints nothing, and raises no error. Look whether every node in front of it has really
//   *returned*: one that was handled elsewhere counts as not done.
// - Does LangGraph complain about a *recursion limit*? Then your graph runs in a circle, and nothing leads out of it.
//
// ## Recap
//
// - Orchestration decides which agent runs when, and what it gets to see. Nodes return updates, reducers merge them.
// - LangGraph works in supersteps. The barrier between them buys the same result each time, checkpoints and circles. It
//   costs waiting for the slowest sibling.
// - The critical path says how long a graph takes: the slowest node of each superstep, or, without a barrier, the longest way.
// - A graph on an event loop makes nothing parallel. A node that computes belongs on a thread, and the graph does not
//   have to know.
// - When a branch fails, look at three things: what you have, what becomes of the others, and whether the join runs.
// - A failure that is a value in the state costs nobody else anything. A cancelled graph and an interrupt are no failures.
// - A quorum does not fit between barriers. It belongs inside one node, the lead.
//
// All words of the course stand in the [glossary](glossary.md).
//
// ## Quiz yourself
//
// <details><summary>1. Two branches of a graph take 1 s + 9 s and 9 s + 1 s. How long do both take together, with supersteps and without?</summary>
//
// With supersteps 9 + 9 = 18 s: in each step somebody is slow. Without a barrier 10 s.
// </details>
//
// <details><summary>2. A node of your graph runs twice, with half of its inputs the first time. What do you look for?</summary>
//
// Two plain edges into it where a join is meant, from branches of different length.
// </details>
//
// <details><summary>3. Your graph of eight nodes that parse documents is exactly as fast as a loop over eight documents. Why?</summary>
//
// They compute, on one event loop. Supersteps run them together, and the one thread takes them in turn.
// </details>
//
// <details><summary>4. Somebody wraps every node in <code>try … catch</code> and returns an empty update. Name two things that are broken now.</summary>
//
// Nobody hears of failures, so the report is silently incomplete. Cancelling and interrupts end in that `catch` as well.
// </details>
//
// <details><summary>5. Why can a step of a graph with a barrier not go on after three of five answers?</summary>
//
// The barrier waits for all nodes of the step. Let one node ask the five, stop the rest, and return three answers.
// </details>
//
// **Next:** [10 · From three agents to thousands](10-from-three-agents-to-thousands.ipynb): a swarm that watches 500 services.
// **Back:** [08 · When threads don't win](08-when-threads-lose.ipynb) · [06 · Failure isolation](06-failure.ipynb).
//
// *To read on: [LangGraph's graph API](https://docs.langchain.com/oss/javascript/langgraph/graph-api),
// [Pregel](https://research.google/pubs/pregel-a-system-for-large-scale-graph-processing/),
// [bulk synchronous parallel](https://en.wikipedia.org/wiki/Bulk_synchronous_parallel),
// [topological sorting](https://en.wikipedia.org/wiki/Topological_sorting).*
