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
//     lesson: "08"
//     title: When threads don't win
//     minutes: 75
// ---

// %% [markdown]
// # 08 · When threads don't win
//
// *About 75 minutes. You need lessons 00 to 02. Lessons 05 and 07 help, but you can go without.*
//
// So far more threads meant more speed. Here are twelve agents that each ask a language model somewhere else, and wait
// a tenth of a second for its answer. (A timer stands in for the network, so that everybody waits equally long.)
//
// One thread against a pool of workers. Who wins?

// %%
import { setTimeout as sleep } from "node:timers/promises";
import { check, coteach, hint } from "@swarmlab/kit";
import {
  type AgentContext,
  agent,
  amdahlSpeedup,
  barChart,
  Channel,
  comparePoolSizes,
  compareTinyTasks,
  DataAnalyst,
  fitAmdahl,
  fitUsl,
  lineChart,
  loopsOnAllCores,
  Mutex,
  measureHandOver,
  runMultiAgentSystem,
  runtimeStatus,
  type SwarmRun,
  timelineChart,
  uslSpeedup,
} from "@swarmlab/labs";

const { cores } = runtimeStatus();
/** As many workers as there are cores, four at most: so the pictures look alike everywhere. */
const workers = Math.min(4, cores);

async function askModel(seconds: number, context: AgentContext): Promise<string> {
  await sleep(seconds * 1000, undefined, { signal: context.signal });
  return "an answer";
}

const asking = Array.from({ length: 12 }, (_, id) => agent(askModel, id, 0.1));
// One run that does not count: whatever is done for the first time takes longer.
await runMultiAgentSystem({ agents: asking.slice(0, 1), executor: "event-loop", announce: false });
const waitingOnLoop = await runMultiAgentSystem({ agents: asking, executor: "event-loop", announce: false });
const waitingOnThreads = await runMultiAgentSystem({
  agents: asking,
  executor: "worker-threads",
  concurrency: workers,
  announce: false,
});
await timelineChart(
  { "event loop, one thread": waitingOnLoop, [`worker threads, a pool of ${workers}`]: waitingOnThreads },
  { lanes: "agent" },
);

// %%
const slower = waitingOnThreads.totalSeconds / waitingOnLoop.totalSeconds;
console.log(`The pool took ${slower.toFixed(1)} times as long as a single thread.`);

// %% [markdown]
// The pool lost, and by far. Nothing was wrong with it. In this lesson you find out when threads lose, why, and *by how
// much*, before you have built the wrong thing.
//
// **After this lesson you can**
//
// - tell waiting from computing, and give each what it needs,
// - say how small an agent may be until handing it out costs more than it brings,
// - build a hybrid: wait on the event loop, compute on threads,
// - choose the size of a pool,
// - see the ceiling of a speedup before you reach it, and judge what others claim,
// - fill in a decision table with your own numbers.

// %% [markdown]
// ## Waiting needs no core
//
// An agent that waits for a network, a disk or a person is **I/O-bound** (input and output). While it waits, it does
// nothing: no thread has to sit there for it. The event loop notes "wake this one when its answer is here", and
// turns to the next. Twelve waits or twelve thousand, they all wait at the same time.
//
// A worker of a pool takes **one agent at a time**. While that agent waits, the worker waits with it, and the next
// agent is not even asked.
//
// An agent that computes is **CPU-bound**. It needs a thread and a core, all the time. There it is the other way round.
//
// ```mermaid
// flowchart TB
//   q{"What does the agent do\nmost of the time?"}
//   q -- "it waits" --> l["event loop: all wait at once"]
//   q -- "it computes" --> t["worker threads: one for each core"]
//   q -- "first one, then the other" --> h["both: wait on the loop, compute on threads"]
// ```
//
// *The diagram in words: who waits belongs on the event loop, who computes belongs on threads, and who does both does
// each in its place.*

// %% [markdown]
// ## Exercise 08.1 · How long in all?
//
// *4 minutes · predict.*
//
// Twelve agents, **one second** each: either a second of waiting, or a second of computing. The machine has 4 cores.
// How many seconds does the whole swarm take, about? Write a number in place of each `"?"`.
//
// | name | the agents | the way |
// |---|---|---|
// | `waitOnLoop` | wait | event loop |
// | `waitOn4Threads` | wait | a pool of 4 worker threads |
// | `waitOn12Threads` | wait | a pool of 12 worker threads |
// | `computeOnLoop` | compute | event loop |
// | `computeOn4Threads` | compute | a pool of 4 worker threads |
// | `computeOn12Threads` | compute | a pool of 12 worker threads |

// %% tags=["exercise"]
// exercise 08.1 · How long in all?
const secondsInAll: Record<
  | "waitOnLoop"
  | "waitOn4Threads"
  | "waitOn12Threads"
  | "computeOnLoop"
  | "computeOn4Threads"
  | "computeOn12Threads",
  number | "?"
> = {
  // BEGIN SOLUTION
  // STUB: waitOnLoop: "?",
  // STUB: waitOn4Threads: "?",
  // STUB: waitOn12Threads: "?",
  // STUB: computeOnLoop: "?",
  // STUB: computeOn4Threads: "?",
  // STUB: computeOn12Threads: "?",
  waitOnLoop: 1,
  waitOn4Threads: 3,
  waitOn12Threads: 1,
  computeOnLoop: 12,
  computeOn4Threads: 3,
  computeOn12Threads: 3,
  // END SOLUTION
};

// %% tags=["check"]
await check("08.1");

// %% [markdown] tags=["hint"]
// Go row by row and ask: how many of the twelve can be under way at the same time? Then count the rounds.

// %% [markdown] tags=["hint"]
// For agents that wait, only one thing limits how many are under way. Is it cores, or is it something else? On the
// event loop, is there any limit at all?

// %% [markdown] tags=["hint"]
// For agents that compute, the smallest of three numbers decides: agents, threads, cores. Twelve threads on four cores
// take turns. Does taking turns make the total any shorter?

// %% [markdown] tags=["explanation"]
// Waiting is limited by *who may wait*: everybody on the loop, one each worker in a pool. Computing is limited by
// *cores*. Twelve threads on four cores share them, and the total stays what it was.
//
// `waitOn12Threads` is as fast as the event loop, so threads *can* wait well. But each of them is an isolate with
// megabytes of its own. Try that with twelve thousand.
//
// A second way to see it: rounds × seconds. The number of rounds is ⌈agents ÷ how many at a time⌉.

// %% [markdown]
// ## A pitfall: one who computes among those who wait
//
// So the event loop it is, for everything that waits. Now a thirteenth agent joins. It does not wait: it works through a
// large file, right there on the loop. It comes *last*, when all others have asked already. Watch the others:

// %%
/** Works through a file for so long, without a pause. */
function workThrough(seconds: number): number {
  const end = performance.now() + seconds * 1000;
  let lines = 0;
  while (performance.now() < end) lines += 1;
  return lines;
}

const mixed = [...asking, agent(workThrough, 12, 0.4)];
const blocked = await runMultiAgentSystem({ agents: mixed, executor: "event-loop", announce: false });
await timelineChart({ without: waitingOnLoop, "with one that computes": blocked }, { lanes: "agent" });

// %%
const lastWaiter = (run: SwarmRun) =>
  Math.max(...run.results.filter(({ agentId }) => agentId < 12).map(({ endedAt }) => endedAt));
console.log(
  `The last answer was there after ${(lastWaiter(waitingOnLoop) * 1000).toFixed(0)} ms without it,`,
);
console.log(`and after ${(lastWaiter(blocked) * 1000).toFixed(0)} ms with it. All twelve were late.`);

// %% [markdown]
// All twelve had asked, and their answers had long been there. But the one thread that could have taken them in was busy. In a real product,
// tools that computed on the event loop kept it from answering health checks, and whole agents were thought to be dead
// and started anew ([mcp-mesh #819](https://github.com/dhyansraj/mcp-mesh/pull/819)).
//
// **async is for waiting.** It makes nothing that computes any faster, and one computation makes all waiting worse.

// %% [markdown]
// ## Tiny tasks
//
// Handing an agent to a thread costs something: a message there, a message back, two threads to wake. Here are agents
// of a few *microseconds* each. They compute, so threads should win:

// %%
const tiny = await compareTinyTasks({ agents: 500, rounds: 1 });
const tinySeconds = (way: string) => tiny.rows.find((row) => row.way === way)?.secondsPerAgent ?? Number.NaN;
tiny;

// %% [markdown]
// What you see is the price of the trip, not of the work. A process costs more than a thread, and a thread more than
// staying at home. Sending a hundred in one message (a **chunk**) shares the price among them. (It was a single round.
// On a busy machine neighbours may change places; the note below the chart says when. Then run it again.)
//
// *Chatty* agents are the same thing in disguise: they do not travel often, but they talk all the time. One agent
// computes while another one waits for its reports. It is the same work, with more and more messages in between:

// %%
/** So many squares as one agent adds up in about so many seconds, here and now. */
async function squaresFor(seconds: number): Promise<number> {
  const scout = new DataAnalyst(0);
  await scout.reason(5_000_000);
  const tries = [await scout.reason(20_000_000), await scout.reason(20_000_000)];
  return Math.ceil((20_000_000 * seconds) / Math.min(...tries.map(({ duration }) => duration)));
}

interface Chat {
  readonly reports: Channel<number>;
  readonly messages: number;
}
const chattyWork = await squaresFor(0.05);

async function chatter(squares: number, context: AgentContext): Promise<void> {
  const { reports, messages } = context.shared as Chat;
  const analyst = new DataAnalyst(1);
  for (let i = 0; i < messages; i += 1) {
    await analyst.reason(Math.ceil(squares / messages));
    reports.send(i);
  }
}
function listener(_: null, context: AgentContext): number {
  const { reports, messages } = context.shared as Chat;
  let heard = 0;
  while (heard < messages) {
    reports.receive();
    heard += 1;
  }
  return heard;
}

const chats: { label: string; value: number }[] = [];
for (const messages of [1, 100, 1_000, 10_000]) {
  const shared: Chat = { reports: new Channel<number>({ capacity: 1, slotBytes: 64 }), messages };
  const { totalSeconds } = await runMultiAgentSystem({
    agents: [agent(chatter, 1, chattyWork), agent(listener, 2, null)],
    concurrency: 2,
    shared,
    timeout: 20,
    announce: false,
  });
  const label = messages === 1 ? "1 message" : `${messages.toLocaleString("en")} messages`;
  chats.push({ label, value: totalSeconds * 1000 });
}
await barChart(chats, {
  title: "The same work, with more and more talking",
  axisTitle: "milliseconds, less is better",
  format: (milliseconds) => `${milliseconds.toFixed(0)} ms`,
});

// %% [markdown]
// ## Exercise 08.2 · Worth the trip?
//
// *8 minutes · complete.*
//
// When is an agent large enough for a thread? Here is a simple model. One coordinator hands the agents out, one after
// the other, and each trip costs it `trip` seconds. The workers then share the work evenly. So for `agents` agents of
// `work` seconds each:
//
// - at home, in one thread: `agents × work`
// - on `workers` threads: `agents × trip + agents × work ÷ workers`
// - on threads, with `chunk` agents in one message: a trip is paid for once a chunk
//
// Write three functions:
//
// - `secondsOnThreads(agents, work, trip, workers)` gives the second line.
// - `smallestWork(trip, workers)` gives the work at which both are equal: with more, threads win. With a single worker
//   they never win: `Infinity`.
// - `smallestChunk(work, trip, workers)` gives the smallest chunk, a whole number, with which threads are **faster**
//   than home. Suppose that there are agents enough to fill every chunk. Again `Infinity` when nothing helps.

// %% tags=["exercise"]
// exercise 08.2 · Worth the trip?
function secondsOnThreads(agents: number, work: number, trip: number, workers: number): number {
  // BEGIN SOLUTION
  // STUB: throw new Error("exercise 08.2: write your answer here");
  return agents * trip + (agents * work) / workers;
  // END SOLUTION
}

function smallestWork(trip: number, workers: number): number {
  // BEGIN SOLUTION
  // STUB: throw new Error("exercise 08.2: write your answer here");
  return workers === 1 ? Number.POSITIVE_INFINITY : (trip * workers) / (workers - 1);
  // END SOLUTION
}

function smallestChunk(work: number, trip: number, workers: number): number {
  // BEGIN SOLUTION
  // STUB: throw new Error("exercise 08.2: write your answer here");
  if (workers === 1) return Number.POSITIVE_INFINITY;
  const saved = work - work / workers;
  return Math.floor(trip / saved) + 1;
  // END SOLUTION
}

// %% tags=["check"]
await check("08.2");

// %% [markdown] tags=["hint"]
// The first one is the second line of the model, as it stands. What can be shared among the workers, the trips or the
// work? Only that is divided.

// %% [markdown] tags=["hint"]
// For the second, look at a single agent: at home it costs `work`, on threads `trip + work ÷ workers`. Set them equal
// and solve for `work`. Try it with 2 workers first: half the work is saved, and the trip eats the half up.

// %% [markdown] tags=["hint"]
// For the third, ask what a thread *saves* for one agent: `work` at home, `work ÷ workers` there. A chunk of 10 saves
// ten times that, and pays for one trip. How many does it take until the saving is **more** than the trip? Exactly
// equal is not faster yet.

// %% [markdown] tags=["hint"]
// Whole numbers: the smallest chunk that is larger than 16 is 17. The smallest that is larger than 16.5 is 17 as well.
// Rounding up does the second, but not the first.

// %% [markdown] tags=["explanation"]
// The trip is paid in full, the work is shared: that is all there is to it. With two workers an agent must be worth two
// trips, with very many workers hardly more than one. A chunk makes one agent out of many.
//
// A second way finds `smallestChunk` by trying: count up from 1 until `trip ÷ chunk + work ÷ workers < work`. It is
// slower and easier to trust.
//
// It is a *model*: real trips overlap with work, and workers wake at their own pace. Use it to know whether an agent is
// a hundred times too small. Then measure.

// %% [markdown]
// The model with your own numbers from above:

// %% tags=["raises-exception"]
const microseconds = (seconds: number) => `${(seconds * 1e6).toFixed(0)} µs`;
const trip = Math.max(0, tinySeconds("worker threads") - tinySeconds("sequential") / workers);
console.log(`A trip to a thread costs about ${microseconds(trip)} here.`);
for (const many of [2, 4, 16])
  console.log(
    `with ${many} workers an agent should compute for more than ${microseconds(smallestWork(trip, many))}`,
  );
console.log(`agents of 5 µs, 2 workers: at least ${smallestChunk(5e-6, trip, 2)} in one message`);

// %% [markdown]
// ## Hybrid: wait here, compute there
//
// Most agents of our days are **hybrid**: they ask a model, wait, and then work on the answer. Parse it, search it, score
// it. Where do they belong? On the event loop they wait well and compute badly. On threads they compute well, and block
// a worker while they wait.
//
// The answer is not a compromise. Take the agent apart: **all the waiting on the event loop, all the computing on
// threads**.
//
// > **AI co-learning prompt**
// >
// > "My agent does this: *(describe one of yours)*. Ask me for each step whether it waits or computes, and for how
// > long. Then let me say which steps go on the event loop and which on a thread, and check my reasoning with numbers."

// %% [markdown]
// ## Exercise 08.3 · Wait here, compute there
//
// *12 minutes · build.*
//
// Write `waitThenThink(asks, workers)`.
//
// - Each of `asks` is a function that asks somebody and promises a text. Call **each once, all of them at once**, on the
//   event loop.
// - Hand the texts to `digest`, which computes, in **one** swarm of so many worker threads.
// - Return a list of `Finding`s in the order of the asks: success, the result (or `null`), the error (or `null`), and
//   the `worker` it was computed on (or `null` when it never got that far).
// - A failed ask costs its own finding and nobody else's. So does a text that `digest` cannot digest.

// %% tags=["exercise"]
// exercise 08.3 · Wait here, compute there
interface Finding {
  readonly success: boolean;
  readonly result: number | null;
  readonly error: Error | null;
  readonly worker: string | null;
}

/** Given: computes a number from a text, the longer the text the longer it takes. An empty text is an error. */
function digest(text: string): number {
  if (text === "") throw new RangeError("there is nothing to digest in an empty text");
  let sum = 7;
  for (let round = 0; round < 100; round += 1)
    for (let i = 0; i < text.length; i += 1)
      sum = (Math.imul(sum ^ (sum >>> 13), 31) + text.charCodeAt(i)) | 0;
  return sum;
}

async function waitThenThink(
  asks: readonly (() => Promise<string>)[],
  workers: number,
): Promise<readonly Finding[]> {
  // BEGIN SOLUTION
  // STUB: // wait for all of them here · compute there · put both together   (about 12 lines)
  // STUB: throw new Error("exercise 08.3: write your answer here");
  const answers = await Promise.allSettled(asks.map((ask) => ask()));
  const thinkers = answers.flatMap((answer, id) =>
    answer.status === "fulfilled" ? [agent(digest, id, answer.value)] : [],
  );
  const thought = new Map<number, Finding>();
  if (thinkers.length > 0) {
    const swarm = await runMultiAgentSystem({ agents: thinkers, concurrency: workers, announce: false });
    for (const { agentId, success, result, error, worker } of swarm.results)
      thought.set(agentId, { success, result: result as number | null, error, worker });
  }
  return answers.map((answer, id): Finding => {
    if (answer.status === "fulfilled") return thought.get(id) as Finding;
    return { success: false, result: null, error: answer.reason, worker: null };
  });
  // END SOLUTION
}

// %% tags=["check"]
await check("08.3");

// %% [markdown] tags=["hint"]
// Two halves, one after the other. The first: call every function and wait for all promises, also when some fail. You
// have built that in lesson 02. Which relative of `Promise.all` waits for everyone?

// %% [markdown] tags=["hint"]
// The second half: one `agent(digest, id, text)` for each text that came. If the id is the *place in the list*, you will
// find your way back easily.

// %% [markdown] tags=["hint"]
// Putting together: walk through the asks in their order. Either the ask failed, and its reason is the error. Or there
// is a result of the swarm with that id, and it has everything a `Finding` needs.

// %% [markdown] tags=["hint"]
// The parts you need: `Promise.allSettled` over the list of all calls. `flatMap` over its answers, which keeps only the
// fulfilled ones and makes agents of them. `runMultiAgentSystem` with these agents, where the number of workers is called
// `concurrency`; but only if there are any agents, for nobody may have answered. And a `Map` from the place to the
// finding, so that the last walk through the answers finds each again.

// %% [markdown] tags=["explanation"]
// The loop waits for all, the threads compute for all, and each is used for what it is good at. Failures are values in
// both halves, so the two lists can be put together by place.
//
// A second way starts computing as soon as the *first* answers are there, in small groups, instead of waiting for the
// last one. That is worth it when the answers come at very different times. Frameworks have the same idea: a graph of
// nodes on an event loop, where some nodes are given to a pool of threads.

// %% [markdown]
// Twenty-four hybrid agents: a tenth of a second of waiting, then some computing. All three ways, timed from outside,
// with starting the threads included:

// %% tags=["raises-exception"]
digest("warming up ".repeat(2_000));
const digestStart = performance.now();
digest("x".repeat(50_000));
const digestSeconds = (performance.now() - digestStart) / 1000;
const modelAnswer = "x".repeat(Math.ceil((50_000 * 0.06) / digestSeconds)); // about 60 ms of work

async function askAndDigest(text: string): Promise<number> {
  await sleep(100);
  return digest(text);
}

async function wallSeconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

const hybrids = Array.from({ length: 24 }, (_, id) => agent(askAndDigest, id, modelAnswer));
const hybridSeconds: Record<string, number> = {
  "event loop": await wallSeconds(() =>
    runMultiAgentSystem({ agents: hybrids, executor: "event-loop", announce: false }),
  ),
  "worker threads": await wallSeconds(() =>
    runMultiAgentSystem({ agents: hybrids, concurrency: workers, announce: false }),
  ),
  "hybrid, yours": await wallSeconds(() =>
    waitThenThink(
      hybrids.map(() => async () => {
        await sleep(100);
        return modelAnswer;
      }),
      workers,
    ),
  ),
};
const bars = Object.entries(hybridSeconds).map(([label, value]) => ({ label, value }));
const quickestHybrid = [...bars].sort((a, b) => a.value - b.value)[0];
await barChart(bars, {
  title: `24 hybrid agents on ${workers} workers: fastest is ${quickestHybrid.label}`,
  axisTitle: "seconds, less is better",
  format: (seconds) => `${seconds.toFixed(2)} s`,
});

// %% [markdown]
// (With one core there is nothing to share, so hybrid and event loop differ only by the price of the thread. The more
// cores you have, the further the hybrid gets ahead. Did it not win? Then other programs keep your cores busy.)

// %% [markdown]
// > **A good place to stop.** You know two cases in which threads lose: agents that wait, and agents that have next to
// > nothing to do. The second half is about how many workers are enough, and ends with your decision table. About 45 minutes lie behind you, and 30 before you. When
// > you come back, click the next cell and choose *Run ▸ Run All Above Selected Cell*: it brings back all that stands
// > above.

// %% [markdown]
// ## How large should the pool be?
//
// "One thread for each agent" is a tempting rule, and you will find it in many tutorials. Let the pool grow beyond your
// cores, with agents that compute:

// %%
const poolSizes = await comparePoolSizes({
  sizes: [1, 2, 4, 8],
  agents: 8,
  secondsPerAgent: 0.06,
  rounds: 1,
});
poolSizes;

// %%
console.table(
  poolSizes.rows.map(({ workers: size, seconds, startupSeconds, peakMemoryMB }) => ({
    workers: size,
    "seconds of work": seconds?.toFixed(2),
    "seconds to start": startupSeconds?.toFixed(2),
    "memory, MB": peakMemoryMB?.toFixed(0),
  })),
);

// %% [markdown]
// Up to the number of cores each worker helps. Beyond it, they take turns. But every single one has to be started, and
// each takes memory for a heap of its own. (A single run each, so that you need not wait: small differences are noise.)
//
// - Agents that **compute**: as many workers as cores. If the machine has other things to do, one fewer.
// - Agents that **wait**: not a pool at all. The event loop.
// - **Very many** small agents: still as many workers as cores, and chunks.
//
// For a few isolates on an ordinary laptop that comes to *four to eight*, a rule you will also hear. Now you know where
// it comes from: from the cores of the laptop.

// %% [markdown]
// ## The ceiling: Amdahl's law
//
// A swarm never consists of parallel work alone. Somebody reads the input, splits it, puts the results together. This
// **serial share** takes as long as ever, however many workers there are. With a serial share *s* and *p* workers:
//
// > time = *s* + (1 − *s*) ÷ *p*  (of the time of one worker)
//
// > speedup = 1 ÷ (*s* + (1 − *s*) ÷ *p*)
//
// This is **Amdahl's law** (1967). See what it does to three swarms that differ in nothing else:

// %%
const upTo64 = [1, 2, 4, 8, 12, 16, 24, 32, 48, 64];
const lawFor = (share: number) => upTo64.map((p) => ({ x: p, y: amdahlSpeedup(p, share) }));
await lineChart(
  { "1 % serial": lawFor(0.01), "5 % serial": lawFor(0.05), "20 % serial": lawFor(0.2) },
  {
    title: "A few percent decide how many workers are worth it",
    xTitle: "workers",
    yTitle: "times as fast as one worker",
    guide: { name: "perfect", points: upTo64.map((p) => ({ x: p, y: p })) },
  },
);

// %% [markdown]
// ## Exercise 08.4 · Under the ceiling
//
// *10 minutes · complete.*
//
// Write the law and read it backwards.
//
// - `amdahl(workers, serialShare)`: the speedup that the law allows.
// - `ceiling(serialShare)`: the speedup that no number of workers can exceed. Without a serial share there is none:
//   `Infinity`.
// - `serialShareOf(workers, speedup)`: somebody measured this speedup with so many workers. Which share of their work is
//   serial, according to the law? Measurements are noisy: never less than 0, never more than 1. From a single worker
//   nothing can be learned: throw an error.
//
// The lab's own laws are off limits: `amdahlSpeedup` and `fitAmdahl`, and their relatives `uslSpeedup`, `fitUsl` and
// `fitScaling`.

// %% tags=["exercise"] forbids=["amdahlSpeedup", "fitAmdahl", "uslSpeedup", "fitUsl", "fitScaling"]
// exercise 08.4 · Under the ceiling
function amdahl(workers: number, serialShare: number): number {
  // BEGIN SOLUTION
  // STUB: throw new Error("exercise 08.4: write your answer here");
  return 1 / (serialShare + (1 - serialShare) / workers);
  // END SOLUTION
}

function ceiling(serialShare: number): number {
  // BEGIN SOLUTION
  // STUB: throw new Error("exercise 08.4: write your answer here");
  return 1 / serialShare;
  // END SOLUTION
}

function serialShareOf(workers: number, speedup: number): number {
  // BEGIN SOLUTION
  // STUB: // about 3 lines
  // STUB: throw new Error("exercise 08.4: write your answer here");
  if (workers <= 1) throw new RangeError("the speedup of one worker says nothing about the serial share");
  const share = (workers / speedup - 1) / (workers - 1);
  return Math.min(1, Math.max(0, share));
  // END SOLUTION
}

// %% tags=["check"]
await check("08.4");

// %% [markdown] tags=["hint"]
// `amdahl` is the formula above, letter by letter. Test it with what you know for sure: one worker is once as fast; with
// nothing serial it is as many times as there are workers; with everything serial it is once.

// %% [markdown] tags=["hint"]
// For the ceiling, let the workers become more and more. What happens to (1 − s) ÷ p? What remains?

// %% [markdown] tags=["hint"]
// Backwards: begin with 1 ÷ speedup = s + (1 − s) ÷ p and collect everything with s on one side. Multiply by p first; it
// gets simpler. Then test it against your own `amdahl`: the share that goes in should come out.

// %% [markdown] tags=["hint"]
// Solved for s, it is a fraction: above the line p ÷ speedup less one, below the line p less one. With one worker the line
// below is zero, so throw an error before you divide. And a speedup of 5 with 4 workers would give a share below zero:
// `Math.max` and `Math.min` keep it between 0 and 1.

// %% [markdown] tags=["explanation"]
// 1 ÷ s is the ceiling: a tenth serial, and ten times is the end. The reverse is a lie detector. From one measured
// speedup it tells how much of the work must have been serial, and so what *more* workers could bring.
//
// A second way finds the share by trying many and taking the one whose `amdahl` comes nearest. With *several*
// measurements, that is the right idea: the lab's `fitAmdahl` takes the share with the smallest error over all of them.

// %% [markdown]
// ### Your own ceiling
//
// A real job on your own cores. One thread prepares the work, which takes a while; then agents compute in parallel. We
// measure with 1, 2, … up to as many workers as you have cores, each three times, and let the law find the serial share:

// %%
const jobPiece = await squaresFor(0.05);
const pieces = Array.from({ length: 12 }, (_, id) => agent(DataAnalyst, id, jobPiece));

/** Prepares in one thread, then computes on so many. Starting the threads is left out. */
async function jobSeconds(concurrency: number): Promise<number> {
  const start = performance.now();
  await new DataAnalyst(99).reason(jobPiece * 2); // what nobody can share
  const prepared = (performance.now() - start) / 1000;
  const run = await runMultiAgentSystem({ agents: pieces, concurrency, announce: false });
  return prepared + run.totalSeconds;
}
const quickestOf3 = async (concurrency: number) =>
  Math.min(await jobSeconds(concurrency), await jobSeconds(concurrency), await jobSeconds(concurrency));

const baseSeconds = await quickestOf3(1);
const measuredPoints = [{ workers: 1, speedup: 1 }];
for (let p = 2; p <= Math.min(cores, 8); p += p < 4 ? 1 : 2)
  measuredPoints.push({ workers: p, speedup: baseSeconds / (await quickestOf3(p)) });
const last = measuredPoints[measuredPoints.length - 1];
console.log(
  `With ${last.workers === 1 ? "1 worker" : `${last.workers} workers`}: ${last.speedup.toFixed(2)} times as fast.`,
);

// %% [markdown]
// And what your own two functions make of it:

// %% tags=["raises-exception"]
if (last.workers === 1) {
  console.log("With one core there is nothing to measure here. The next section works on any machine.");
} else {
  const fitted = fitAmdahl(measuredPoints) ?? 0;
  console.log(`That is a serial share of ${(serialShareOf(last.workers, last.speedup) * 100).toFixed(1)} %,`);
  const most = ceiling(fitted);
  console.log(
    Number.isFinite(most)
      ? `and a ceiling of ${most.toFixed(1)} times, with any number of workers.`
      : "and no ceiling at all. That is luck: run the cell above once more.",
  );
}

// %% tags=["raises-exception"]
const ownShare = fitAmdahl(measuredPoints) ?? 0;
await lineChart(
  {
    "you measured": measuredPoints.map((point) => ({ x: point.workers, y: point.speedup })),
    "your law": upTo64.map((p) => ({ x: p, y: amdahl(p, ownShare) })),
  },
  {
    title: `Your serial share of ${(ownShare * 100).toFixed(1)} %, and where it leads`,
    xTitle: "workers",
    yTitle: "times as fast as one worker",
    xScale: "log",
    ...(ownShare > 0 && {
      guide: { name: "your ceiling", points: upTo64.map((p) => ({ x: p, y: ceiling(ownShare) })) },
    }),
  },
);

// %% [markdown]
// The job was built so that two of fourteen pieces, about 14 %, are serial. Did your machine find more? Then the rest is
// what no formula knows: cores that share their memory and their power, other programs, handing out and collecting.
//
// ### The machine's own ceiling
//
// Two cores are not always twice one core. Here are two loops that add numbers. Four sums that do not need each other keep
// a core's adders busy. In a chain each addition waits for the one before, and the adders mostly have nothing to do. Each
// runs alone, and then on all cores at once. No swarm, nothing shared, nothing serial:

// %%
const loops = await loopsOnAllCores();
console.log(`${loops}`);

// %% [markdown]
// Did the chain get about as many times done as you have cores, and the sums less? Then your cores **share execution
// units**: two of them are hyper-threads of one, or two virtual cores of a rented machine. What the adders already do for
// one, they cannot do for the other. No program gets that back, with threads or with processes. (Both equal, near your
// number of cores? Then each core has adders of its own. Both lower? Cores slow down when all are busy, or other programs ran.)
//
// So ask of a speedup not only how far it is from the number of cores, but how far it is from what *this machine* can do
// with *this work*. `npm run bench` measures that, as the same agents in bare processes, and prints it as **of ceiling**.
//
// ### A lie detector
//
// Now turn it on what people claim. These are figures from articles on agent swarms. What serial share must their
// programs have had?

// %% tags=["raises-exception"]
const claims = [
  { claim: "3.2 times as fast on 4 cores", p: 4, speedup: 3.2 },
  { claim: "3.5 to 4 times on 4 cores, at least", p: 4, speedup: 3.5 },
  { claim: "8 s become 1.1 s on 8 cores", p: 8, speedup: 8 / 1.1 },
  { claim: "10 to 14 times on 16 cores, at least", p: 16, speedup: 10 },
  { claim: "10 to 14 times on 16 cores, at most", p: 16, speedup: 14 },
];
console.table(
  claims.map(({ claim, p, speedup }) => {
    const share = serialShareOf(p, speedup);
    return {
      claim,
      "serial share": `${(share * 100).toFixed(1)} %`,
      "no more than": `${ceiling(share).toFixed(0)}x`,
      "with 64 workers": `${amdahl(64, share).toFixed(1)}x`,
    };
  }),
);

// %% [markdown]
// None of these is impossible. All of them need work that is nearly free of serial parts: independent, CPU-bound, large,
// and a machine whose cores have nothing else to do. Ask for that when you read such a figure.
//
// And beware of figures with **another base**. "3.4 times faster than with processes" is no speedup over one worker. It
// says how much the processes lost by copying, and nothing about cores. "75 % less cost" came from a use of the
// processor of 25 % that became 95 %: one machine for four, *if* every agent computes all the time. Agents that wait for
// a model would have reached the same with an event loop.

// %% [markdown]
// > **AI co-learning prompt**
// >
// > "I benchmarked my system. With *(yours)* workers the speedup is *(yours)*. Ask me three questions whose answers would
// > tell whether the rest was lost to a serial share, to small tasks, or to the machine. Do not tell me which, let me
// > find out."

// %% [markdown]
// ## Worse than a ceiling: more workers, slower
//
// Amdahl's law only ever rises. Real swarms can *fall*. When workers have to agree with each other, each new one talks
// to all the others, and that grows faster than the work shrinks. The **Universal Scalability Law** (Gunther, 1993) adds
// one more share to Amdahl's:
//
// - **contention**: waiting for one another, as at a lock,
// - **coherence**: keeping each other informed, which grows with every *pair*.
//
// Here it happens on any machine, even with one core. Each of 24 tasks waits 15 ms for somebody else's computer. Then it
// takes a lock and writes down what it found, and tells every other worker about it: 1 ms for the note, and 1 ms for
// each worker that has to know.

// %%
const workerCounts = [1, 2, 4, 8, 16];

async function talkativeSeconds(count: number): Promise<number> {
  const oneAtATime = new Mutex();
  const task = async () => {
    await sleep(15);
    await oneAtATime.runExclusiveAsync(() => sleep(count));
  };
  const agents = Array.from({ length: 24 }, (_, id) => agent(task, id, null));
  const run = await runMultiAgentSystem({
    agents,
    executor: "event-loop",
    concurrency: count,
    announce: false,
  });
  for (const { error } of run.results) if (error) throw error;
  return run.totalSeconds;
}

const talkative: { workers: number; speedup: number }[] = [];
const aloneSeconds = await talkativeSeconds(1);
for (const count of workerCounts) {
  const seconds = count === 1 ? aloneSeconds : await talkativeSeconds(count);
  talkative.push({ workers: count, speedup: aloneSeconds / seconds });
}

const usl = fitUsl(talkative) ?? { contention: 0, coherence: 0 };
const amdahlShare = fitAmdahl(talkative) ?? 0;
const upTo32 = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32];
const bestCount = Math.sqrt((1 - usl.contention) / usl.coherence);
const verdict = Number.isFinite(bestCount)
  ? `best with about ${bestCount.toFixed(0)} workers`
  : "no hump this time";
await lineChart(
  {
    measured: talkative.map((point) => ({ x: point.workers, y: point.speedup })),
    "Amdahl's law": upTo32.map((p) => ({ x: p, y: amdahlSpeedup(p, amdahlShare) })),
    "Universal Scalability Law": upTo32.map((p) => ({ x: p, y: uslSpeedup(p, usl) })),
  },
  {
    title: `Contention ${(usl.contention * 100).toFixed(0)} %, coherence ${(usl.coherence * 100).toFixed(1)} %: ${verdict}`,
    xTitle: "workers",
    yTitle: "times as fast as one worker",
  },
);

// %% [markdown]
// Amdahl's law cannot bend down, so it misses the points. The Universal Scalability Law finds the hump, and tells where
// the best number of workers is: at √((1 − contention) ÷ coherence).
//
// What to do about it? Let workers talk less: share once at the start, send in chunks, keep a container for each agent
// and collect at the end. *Every worker knows everything at any time* is the most expensive wish you can have.

// %% [markdown]
// ## Your decision table
//
// All of this lesson in one table, with the figures that **your machine** gave in it. A few more measurements first:
// agents that only compute, and one large context for all of them.

// %%
const computePiece = await squaresFor(0.06);
const computing = Array.from({ length: 8 }, (_, id) => agent(DataAnalyst, id, computePiece));
const secondsOf = async (executor: string, concurrency?: number) =>
  (
    await runMultiAgentSystem({
      agents: computing,
      executor,
      announce: false,
      ...(concurrency && { concurrency }),
    })
  ).totalSeconds;
const handOver = await measureHandOver({ bytes: 16_000_000, receivers: 2 });
const handOverSeconds = (way: string) => handOver.find((cost) => cost.way === way)?.seconds ?? Number.NaN;

/** What was measured, way by way, in seconds, and what follows from it. */
const measurements: Record<string, Record<string, number>> = {
  "only wait": {
    "event loop": waitingOnLoop.totalSeconds,
    "worker threads": waitingOnThreads.totalSeconds,
  },
  "only compute, 60 ms each": {
    "event loop": await secondsOf("event-loop"),
    "worker threads": await secondsOf("worker-threads"),
    "child processes": await secondsOf("child-processes"),
  },
  "compute for microseconds": {
    sequential: tinySeconds("sequential"),
    "worker threads": tinySeconds("worker threads"),
    "threads, in chunks": tinySeconds("worker threads, 100 a message"),
    "child processes": tinySeconds("child processes"),
  },
  "need a large context": {
    "threads, shared": handOverSeconds("share"),
    "threads, cloned": handOverSeconds("clone"),
    "child processes": handOverSeconds("process"),
  },
};

function showDecisions(all: Record<string, Record<string, number>>): void {
  console.table(
    Object.entries(all).map(([agents, ways]) => {
      const [first, second] = Object.entries(ways).sort((a, b) => a[1] - b[1]);
      const ahead = second[1] / first[1];
      return {
        "agents that …": agents,
        "belong on": ahead < 1.15 ? `${first[0]} or ${second[0]}` : first[0],
        "because the next one is": `${second[0]}`,
        "which took": `${ahead.toFixed(ahead < 10 ? 1 : 0)} times as long`,
      };
    }),
  );
}
showDecisions(measurements);

// %% [markdown]
// And one line more, with your hybrid:

// %% tags=["raises-exception"]
showDecisions({ "wait, then compute": hybridSeconds });

// %% [markdown]
// Do you find a line that surprises you? Then it is worth more than any rule. (Differences below 15 % are called a tie:
// single runs cannot tell more.) And three lines that no stopwatch shows:
//
// | agents that … | belong on | because |
// |---|---|---|
// | run code you do not trust, or that may eat all memory | child processes | only a process can be ended without harm to the others |
// | add to common knowledge while they work | worker threads | processes share no memory |
// | are few, quick, and run now and then | wherever it is simplest | your own time is worth more |

// %% [markdown]
// > **CoLearning challenge**
// >
// > "Here is my decision table: *(paste it)*. Invent a swarm that none of its lines covers well, and let me decide where
// > it belongs. Then argue against me as well as you can. Afterwards, help me write the measurement that settles it, in at
// > most ten lines."
// >
// > *Expected outcome:* one more line for your table, with a measured factor in it, and a case in which your first
// > instinct was wrong.

// %% [markdown]
// ## Try with AI
//
// | minutes | ask | expected outcome |
// |---|---|---|
// | 4 | "Claim that more threads always help, as convincingly as you can. I refute you with measurements: *(paste two of yours)*. Then tell me which of my refutations is the weaker one." | You have used the waiting agents or the tiny ones, and you know what your numbers do *not* show. |
// | 4 | "With *(yours)* workers my speedup is *(yours)*. If I scale to 8 agents, and then to 8 workers, which way do you expect to win, and why?" | A prediction with a number. You check it against `amdahl`, and against your pool sizes. |
// | 6 | *(Paste the code of one of your own programs.)* "Mark each line W for waiting or C for computing. I do the same first, and then we compare." | At least one line on which you differ, and a measurement that decides it. |

// %% [markdown]
// ## When worker output is late or missing
//
// - Agents on the event loop print when the loop comes round. While something computes there, nothing is shown: that *is*
//   the pitfall of this lesson.
// - What an agent on a thread prints arrives through the main thread, after it is free again. Return results instead.
// - The comparisons run in fresh processes and take some seconds. On a busy machine they measure again, and say so.
//
// ## Recap
//
// - **Waiting** needs no core and no thread: event loop. **Computing** needs both: as many workers as cores.
// - One computation on the event loop makes all who wait late.
// - A trip to a thread costs microseconds. Tiny agents are not worth it; put them in chunks, or stay at home.
// - **Hybrid** agents are taken apart: wait on the loop, compute on threads.
// - The **serial share** sets a ceiling of 1 ÷ s. A few percent matter more than many cores.
// - When workers must keep each other informed, more of them can be slower.
// - A claimed speedup has a base, a number of cores and a kind of work. Ask for all three.
//
// All words of the course stand in the [glossary](glossary.md).
//
// ## Quiz yourself
//
// <details><summary>1. Two hundred agents wait for a model for two seconds each, then add two numbers. What do you take?</summary>
//
// The event loop. The adding is nothing, and on a pool of 8 they would wait in 25 rounds.
// </details>
//
// <details><summary>2. A program is 3 times as fast with 4 workers. What will 16 workers bring?</summary>
//
// A serial share of (4 ÷ 3 − 1) ÷ 3 = 11 %. So 16 workers bring about 6 times, and no number of workers more than 9. It
// is a forecast: if the workers also talk, it gets worse.
// </details>
//
// <details><summary>3. Somebody makes every function <code>async</code> so that the program gets faster. Does it?</summary>
//
// Not if it computes. There is still one thread. It may even become slower, by all the taking turns.
// </details>
//
// <details><summary>4. Ten thousand agents of 20 µs. Threads lose. Name two things to try before you give up on them.</summary>
//
// Send many in one message (`chunk`), or make one agent do the work of a thousand.
// </details>
//
// <details><summary>5. Eight workers on a laptop with four cores were as fast as four. So nothing was lost?</summary>
//
// Not in time. But in memory, in the time to start them, and for everything else that wanted a core.
// </details>
//
// **Next:** [09 · Orchestration](09-orchestration.ipynb): which agent runs when, and what it gets to see. **Back:** [07 · The
// three-way benchmark](07-three-ways.ipynb) · [05 · Queues and channels](05-channels.ipynb).
//
// *To read on: [Amdahl's law](https://en.wikipedia.org/wiki/Amdahl%27s_law),
// [the Universal Scalability Law](https://www.perfdynamics.com/Manifesto/USLscalability.html),
// [do not block the event loop](https://nodejs.org/learn/asynchronous-work/dont-block-the-event-loop).*
