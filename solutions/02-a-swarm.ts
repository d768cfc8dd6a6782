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
//     lesson: "02"
//     title: A swarm
//     minutes: 65
// ---

// %% [markdown]
// # 02 · A swarm
//
// *About 65 minutes. You need lessons 00 and 01.*
//
// In a real product, 83 agents shared one event loop. Once it did not come round for 24.7 seconds ([openclaw
// #86750](https://github.com/openclaw/openclaw/issues/86750)). While a loop stands still, so does everything on it.
// Agents on an event loop have one thread between them, however many there are.
//
// In this lesson you see that on your own machine, and you build what does better.
//
// **After this lesson you can**
//
// - name the four jobs in a swarm: launch, wait, collect, coordinate,
// - run the same agents in three ways, and read from the timelines what happened,
// - compute a speedup that is honest, and spot one that is not,
// - size the work so that threads are worth it, and say what limits them,
// - run agents of a type you wrote in a cell on real threads.

// %%
import { check, coteach, hint } from "@swarmlab/kit";
import {
  AIAgent,
  agent,
  DataAnalyst,
  ResultCollector,
  runMultiAgentSystem,
  runtimeStatus,
  type SwarmRun,
  speedupChart,
  streamMultiAgentSystem,
  timelineChart,
} from "@swarmlab/labs";

/** How long one agent takes: the quickest of three tries, since that one was disturbed least. */
async function quickest(howMany: number): Promise<number> {
  const scout = new DataAnalyst(0);
  const tries = [await scout.reason(howMany), await scout.reason(howMany), await scout.reason(howMany)];
  return Math.min(...tries.map((result) => result.duration));
}

/** How many squares keep one agent busy for at least so many seconds, on this machine. */
async function sizeFor(seconds: number): Promise<number> {
  let size = 50_000;
  while (size < 300_000_000 && (await quickest(size)) < seconds) size = Math.ceil(size * 1.4);
  return size;
}

const size = await sizeFor(0.1);
console.log(`One agent adds up ${size.toLocaleString("en")} squares. ${runtimeStatus()}`);

// %% [markdown]
// We asked your machine how much work keeps one agent busy for a moment. A fast machine gets more, a slow one less.
// So the pictures below look alike everywhere, and the figures are *yours*.

// %% [markdown]
// ## Three ways to run the same agents
//
// - **sequential**: one agent, then the next. The base of every comparison.
// - **event loop**: launch all at once with `Promise.all`, in one thread.
// - **worker threads**: launch all at once, on as many threads as there are cores.
//
// Before you see it: what do you expect?

// %% [markdown]
// ## Exercise 02.1 · How many at the same moment?
//
// *3 minutes · predict.*
//
// Four agents of equal work compute without ever waiting for anything. **How many of them compute at the same moment,
// at most?** Write a number in place of each `"?"`.
//
// | name | the way | the machine |
// |---|---|---|
// | `sequential` | sequential | 2 cores |
// | `eventLoop` | event loop | 2 cores |
// | `threadsOn2` | worker threads | 2 cores |
// | `threadsOn8` | worker threads | 8 cores |

// %% tags=["exercise"]
// exercise 02.1 · How many at the same moment?
const atTheSameMoment: Record<"sequential" | "eventLoop" | "threadsOn2" | "threadsOn8", number | "?"> = {
  // BEGIN SOLUTION
  // STUB: sequential: "?",
  // STUB: eventLoop: "?",
  // STUB: threadsOn2: "?",
  // STUB: threadsOn8: "?",
  sequential: 1,
  eventLoop: 1,
  threadsOn2: 2,
  threadsOn8: 4,
  // END SOLUTION
};

// %% tags=["check"]
await check("02.1");

// %% [markdown] tags=["hint"]
// To compute, an agent needs two things: a thread that runs it, and a core that runs the thread. Count both, for each
// row.

// %% [markdown] tags=["hint"]
// The event loop *launches* all four at once. But it is one thread, and one thread does one thing at a time. When
// does it get to the second agent, if the first never waits?

// %% [markdown] tags=["hint"]
// In each row, take the smallest of three numbers: how many agents there are, how many threads, how many cores. A
// worker-threads swarm has a thread for each core.

// %% [markdown] tags=["explanation"]
// The smallest of *agents*, *threads* and *cores* decides. The event loop has one thread, so it makes no difference
// how many cores stand by. On 8 cores there are only four agents to run, and four cores have nothing to do.
//
// A second way to find it: look. The next cell measures it in your own runs.

// %% [markdown]
// Now run them. Three runs, three pictures, one time axis:

// %%
const four = [0, 1, 2, 3].map((id) => agent(DataAnalyst, id, size));
const oneByOne = await runMultiAgentSystem({ agents: four, executor: "sequential" });
const looped = await runMultiAgentSystem({ agents: four, executor: "event-loop" });
const threaded = await runMultiAgentSystem({ agents: four, executor: "worker-threads" });

await timelineChart({ sequential: oneByOne, "event loop": looped, "worker threads": threaded });

// %% [markdown]
// Compare the first two. *They are the same picture.* `Promise.all` promised to wait for all of them. It never
// promised to run them in parallel.
//
// (Did worker threads not win, though you have more than one core? Then other programs keep your cores busy. Run the
// cell again in a quiet moment.)
//
// And this is how many bars lie above one another, counted from your runs:

// %%
/** The largest number of agents that were at work at one moment. */
function mostAtOnce(run: SwarmRun): number {
  const { results } = run;
  const underWay = (moment: number) =>
    results.filter((r) => r.startedAt <= moment && moment < r.endedAt).length;
  return Math.max(0, ...results.map((r) => underWay(r.startedAt)));
}

for (const run of [oneByOne, looped, threaded]) {
  console.log(
    `${run.executor.padEnd(15)} at most ${mostAtOnce(run)} at once, ${run.totalSeconds.toFixed(2)} s in all`,
  );
}

// %%
await speedupChart([
  { label: "sequential", seconds: oneByOne.totalSeconds },
  { label: "event loop", seconds: looped.totalSeconds },
  { label: "worker threads", seconds: threaded.totalSeconds },
]);

// %% [markdown]
// > **AI co-learning prompt**
// >
// > "Explain how a multi-agent system differs from a program that just uses several threads. What makes an agent an
// > independent unit? Then ask me which of my own programs has such units in it, and help me find them."

// %% [markdown]
// ## Who does what in a swarm
//
// `runMultiAgentSystem` hides four jobs. You will write them yourself soon, so here they are:
//
// | job | what it does |
// |---|---|
// | **launch** | starts every agent, before it waits for any |
// | **wait** | until the last one is done |
// | **collect** | takes each result as it comes, and keeps it under its agent |
// | **coordinate** | does these three, and answers for the whole |
//
// ```mermaid
// sequenceDiagram
//   participant C as coordinator (main thread)
//   participant A as thread 1
//   participant B as thread 2
//   participant K as collector (main thread)
//   C->>A: launch agent 0
//   C->>B: launch agent 1
//   Note over A,B: both compute at the same time
//   B-->>K: result of agent 1
//   C->>B: launch agent 2
//   A-->>K: result of agent 0
//   B-->>K: result of agent 2
//   K-->>C: all results, in the agents' order
// ```
//
// *The diagram in words: the coordinator launches an agent on each thread. The agents compute at the same time. Each
// result goes to the collector when it is ready, and the free thread gets the next agent. In the end the coordinator
// has all results, in the order of the agents.*
//
// Results arrive in the order in which agents *finish*. The list you get is in the order in which you *named* them.
// Watch both, with agents of different size. (With a single core the two orders are the same.)

// %%
const uneven = [4, 1, 2, 1].map((times, id) => agent(DataAnalyst, id, Math.ceil((size * times) / 4)));
const collector = new ResultCollector();
const arrivals: number[] = [];
for await (const result of streamMultiAgentSystem({
  agents: uneven,
  executor: "worker-threads",
  announce: false,
})) {
  arrivals.push(result.agentId);
  collector.add(result);
}
const collected = collector.all().map((result) => result.agentId);
console.log("arrived:  ", arrivals.join(", "));
console.log("collected:", collected.join(", "));

// %% [markdown]
// ### Why the collector needs no lock
//
// A worker thread is an **isolate**: it has memory of its own. Nothing it computes is visible from outside until it
// *sends* it, and what it sends is copied. Results arrive at the main thread as messages, one after the other. So
// only one thread ever writes to the collector, and nobody can come in between.
//
// *If you come from Python:* there, threads share all objects, so a list of results needs a lock around it.
// JavaScript has no global interpreter lock that one could take away. It never let threads share objects in the first
// place. What they can share is raw memory, and then locks are needed here too. That is [lesson 04](04-locks.ipynb).

// %% [markdown]
// ## How much faster? An honest speedup
//
// **Speedup** is how many times faster a run is than the base: *base time ÷ time*. It sounds simple. Here is how
// people get it wrong.
//
// This agent type is polite. After every bit of work it steps aside with an `await`, so that others get their turn.
// Four of them run on the event loop, in **one** thread:

// %%
class PoliteResearcher extends AIAgent<number, number> {
  protected override async think(howMany: number): Promise<number> {
    let found = 0;
    const bit = Math.ceil(howMany / 20);
    for (let from = 0; from < howMany; from += bit) {
      for (let i = from; i < Math.min(from + bit, howMany); i += 1) found += (i * i) % 7;
      await new Promise((resolve) => setImmediate(resolve)); // after you!
    }
    return found;
  }
}

const politeSize = Math.ceil(size / 6);
const polite = [0, 1, 2, 3].map((id) => agent(PoliteResearcher, id, politeSize));
const politeBase = await runMultiAgentSystem({ agents: polite, executor: "sequential", announce: false });
const politeLoop = await runMultiAgentSystem({ agents: polite, executor: "event-loop", announce: false });
await timelineChart({ sequential: politeBase, "event loop, polite agents": politeLoop }, { lanes: "agent" });

// %% [markdown]
// The lower picture looks wonderfully parallel: four long bars above one another. Look at the **total** instead.
// Nothing got faster. Each bar is long because it includes the time in which the agent stood aside for the others.
// That is what *concurrent* looks like.
//
// > **A pitfall: the flattering formula.** You will meet "speedup" computed as *the sum of all agents' durations ÷
// > total time*. Here is what it says about this run, and what the clock says:

// %%
const summed = politeLoop.results.reduce((sum, result) => sum + result.duration, 0);
console.log(
  `sum of durations ÷ total: ${(summed / politeLoop.totalSeconds).toFixed(2)} times as fast (flattering)`,
);
console.log(
  `base time ÷ total:        ${(politeBase.totalSeconds / politeLoop.totalSeconds).toFixed(2)} times as fast (honest)`,
);

// %% [markdown]
// ## Exercise 02.2 · An honest speedup
//
// *7 minutes · complete.*
//
// Complete `honestSpeedup(base, run)`. It returns two numbers:
//
// - `speedup`: how many times faster `run` was than `base`, by the clock on the wall,
// - `efficiency`: how much of its workers the run put to use. A speedup of 3 with 4 workers is an efficiency of 0.75.
//   A run's number of workers is its `concurrency`.
//
// One more rule. An agent that fails early makes a run *fast*. So if any agent of either run failed, the two are not
// comparable: throw an error that names the id of such an agent.

// %% tags=["exercise"]
// exercise 02.2 · An honest speedup
interface TimedRun {
  readonly totalSeconds: number;
  readonly concurrency: number;
  readonly results: readonly {
    readonly agentId: number;
    readonly success: boolean;
    readonly duration: number;
  }[];
}

function honestSpeedup(base: TimedRun, run: TimedRun): { speedup: number; efficiency: number } {
  // BEGIN SOLUTION
  // STUB: // about 4 lines
  // STUB: throw new Error("exercise 02.2: write your answer here");
  const failed = [...base.results, ...run.results].find((result) => !result.success);
  if (failed) throw new Error(`agent ${failed.agentId} failed, so these runs cannot be compared`);
  const speedup = base.totalSeconds / run.totalSeconds;
  return { speedup, efficiency: speedup / run.concurrency };
  // END SOLUTION
}

// %% tags=["check"]
await check("02.2");

// %% [markdown] tags=["hint"]
// Which of the two times goes on top? Test your formula with plain numbers: the base took 8 seconds, the run took 2.
// It was four times as fast.

// %% [markdown] tags=["hint"]
// Both times are `totalSeconds`. The agents' durations are a trap here, as the polite agents have shown. And a run
// that is *slower* than the base is told so, with a number below 1.

// %% [markdown] tags=["hint"]
// For the failures, put the results of both runs into one list and look for the first one without success. `find`
// gives it to you, or `undefined` when there is none. Do this before you compute anything.

// %% [markdown] tags=["explanation"]
// Two totals, one division, and the refusal to compare what is not comparable. That refusal is the part most
// benchmarks forget.
//
// A second way checks with `some` or a loop, and computes the efficiency directly: base time ÷ (time × workers). It
// is the share of the paid-for processor time that did useful work.

// %% [markdown]
// Your function on your runs:

// %% tags=["raises-exception"]
const { speedup, efficiency } = honestSpeedup(oneByOne, threaded);
const crew = threaded.concurrency === 1 ? "1 worker" : `${threaded.concurrency} workers`;
console.log(
  `speedup ${speedup.toFixed(2)} with ${crew}, an efficiency of ${(efficiency * 100).toFixed(0)} %`,
);
console.log(
  threaded.concurrency === 1
    ? "With one core there is nobody to share the work with: about 1 is all there is, and a little less is normal."
    : `${Math.min(4, threaded.concurrency)} would be perfect. Where the rest went is the next question.`,
);

// %% [markdown]
// ## What limits the speedup
//
// **1. The work is too small.** Starting threads costs time. A swarm starts them *before* its clock, and tells you
// what that took as `startupSeconds`. When the work is large, you hardly notice. Now give four agents about 1, 10 and
// 100 milliseconds of work each. A notebook keeps the threads of one run for the next (*Warm workers*, it said), so
// each of these runs asks for new ones:

// %%
const sweep: Record<string, Record<string, number>> = {};
const inMilliseconds = (seconds: number) => Number((seconds * 1000).toFixed(1));
for (const milliseconds of [1, 10, 100]) {
  const sized = await sizeFor(milliseconds / 1000);
  const agents = [0, 1, 2, 3].map((id) => agent(DataAnalyst, id, sized));
  const alone = await runMultiAgentSystem({ agents, executor: "sequential", announce: false });
  const newThreads = { executor: "worker-threads", swarm: false, announce: false } as const;
  const together = await runMultiAgentSystem({ agents, ...newThreads });
  const wholeSeconds = together.startupSeconds + together.totalSeconds;
  sweep[`about ${milliseconds} ms an agent`] = {
    "sequential (ms)": inMilliseconds(alone.totalSeconds),
    "start threads (ms)": inMilliseconds(together.startupSeconds),
    "work on threads (ms)": inMilliseconds(together.totalSeconds),
    "speedup of the whole": Number((alone.totalSeconds / wholeSeconds).toFixed(2)),
  };
}
console.table(sweep);

// %% [markdown]
// A speedup below 1 is a slowdown. Compare the column *start threads* with the work: it hardly changes from row to
// row, so small agents pay most for it. Ten milliseconds an agent is next to nothing.
//
// **Size the work to the machine.** Give an agent enough to do, put many small tasks into one agent, or start the
// threads once and keep them for many runs. In a program, `openSwarm` does that.
//
// **2. One agent has more to do than the others.** A swarm is not done before its longest agent is, however many
// cores are free by then:

// %%
const lopsided = [6, 1, 1, 1].map((times, id) => agent(DataAnalyst, id, Math.ceil((size * times) / 6)));
const lopsidedBase = await runMultiAgentSystem({ agents: lopsided, executor: "sequential", announce: false });
const lopsidedRun = await runMultiAgentSystem({
  agents: lopsided,
  executor: "worker-threads",
  announce: false,
});
const longestAgent = Math.max(...lopsidedBase.results.map((result) => result.duration));
console.log(
  `even with a thousand cores: at most ${(lopsidedBase.totalSeconds / longestAgent).toFixed(2)} times as fast`,
);
await timelineChart({ sequential: lopsidedBase, "worker threads": lopsidedRun });

// %% [markdown]
// **3. The machine.** More threads than cores take turns. Cores share their memory and their power supply, so two
// busy cores are each a bit slower than one alone. And whatever else runs on your machine takes its part.
//
// **4. What cannot be shared out.** Preparing the inputs and putting the results together happens in one thread. The
// more cores you add, the more this part weighs. This has a name: *Amdahl's law*. If a tenth of the work stays in one
// thread, ten times as fast is the end, with any number of cores.

// %% [markdown]
// > **A good place to stop.** You can tell turns from parallel work, and say what a speedup is worth and what limits it.
// > In the second half you build the coordinator, and bring agents of your own. About 30 minutes lie behind you, and 35 before you. When you come back, click the
// > next cell and choose *Run ▸ Run All Above Selected Cell*: it brings back all that stands above.

// %% [markdown]
// ## Exercise 02.3 · A coordinator of your own
//
// *12 minutes · build.*
//
// Write the four jobs. `coordinate` gets a list of functions. Calling one **launches** its agent and gives a promise
// of the result. It may fail.
//
// - Launch all agents before you wait for any.
// - Wait for all of them, also when one has failed.
// - Collect one outcome for each agent, in the agents' order: `success`, its `result` (or `null`), its `error` (or
//   `null`).
// - Measure `totalSeconds`, from the first launch to the last result, in seconds.
//
// The coordinator of the lab is off limits.

// %% tags=["exercise"] forbids=["runMultiAgentSystem", "streamMultiAgentSystem", "openSwarm", "resumeMultiAgentSystem"]
// exercise 02.3 · A coordinator of your own
interface Outcome<Result> {
  readonly success: boolean;
  readonly result: Result | null;
  readonly error: Error | null;
}

async function coordinate<Result>(
  agents: readonly (() => Promise<Result>)[],
): Promise<{ outcomes: readonly Outcome<Result>[]; totalSeconds: number }> {
  // BEGIN SOLUTION
  // STUB: // launch · wait · collect · measure   (about 10 lines)
  // STUB: throw new Error("exercise 02.3: write your answer here");
  const start = performance.now();
  const collect = async (launch: () => Promise<Result>): Promise<Outcome<Result>> => {
    try {
      return { success: true, result: await launch(), error: null };
    } catch (thrown) {
      return {
        success: false,
        result: null,
        error: thrown instanceof Error ? thrown : new Error(String(thrown)),
      };
    }
  };
  const outcomes = await Promise.all(agents.map(collect));
  return { outcomes, totalSeconds: (performance.now() - start) / 1000 };
  // END SOLUTION
}

// %% tags=["check"]
await check("02.3");

// %% [markdown] tags=["hint"]
// A loop with `await launch()` inside waits for the first agent before it launches the second. So launch in one step
// and wait in another: first you have a list of functions, then a list of promises, then a list of outcomes.

// %% [markdown] tags=["hint"]
// `Promise.all` gives up as soon as one promise fails, and takes the good results with it. Either no promise in the
// list may fail, because each agent's failure has been caught and made a value, or you use its relative that waits
// for everyone.

// %% [markdown] tags=["hint"]
// Both `Promise.all` and `Promise.allSettled` keep the order of the list, whoever finishes first. If you `push` into
// an array whenever an agent is done, you get the order of arrival: then you have to write to the agent's own
// position instead.

// %% [markdown] tags=["hint"]
// Write a small async function for *one* agent: launch it in a `try`, and turn both ends into an outcome. It never
// fails, so a list of them can be waited for without any care. Then the clock: it starts before the launch and is
// read after the wait.

// %% [markdown] tags=["explanation"]
// Turning failure into a value *inside* each agent's own little function is what makes the rest easy: `Promise.all`
// cannot give up on promises that do not fail.
//
// A second way uses `Promise.allSettled`, and maps `fulfilled` and `rejected` to outcomes afterwards. A third counts
// down a number of agents still missing and writes each outcome to its own position. All three launch first and wait
// later, and that is what counts.
//
// Your coordinator is concurrent. Whether it is *parallel* is up to what it launches: on the event loop it is not, on
// threads it is. The lab's own is in `labs/swarm`: the same four jobs.

// %% [markdown]
// Your coordinator conducts four agents of the lab. One of them gets an impossible task:

// %% tags=["raises-exception"]
const conducted = await coordinate(
  [10, 20, -1, 40].map((howMany) => async () => {
    if (howMany < 0) throw new RangeError(`there are no ${howMany} numbers to add up`);
    return (await new DataAnalyst(howMany).reason(howMany)).result;
  }),
);
for (const { success, result, error } of conducted.outcomes)
  console.log(success ? `✓ ${result}` : `✗ ${error?.message}`);

// %% [markdown]
// ## Agents of your own on real threads
//
// So far the agents came with the lab. A class that you write **in a cell** runs on worker threads just as well. The
// swarm sends its source code to the thread, with everything it refers to: functions, constants, imports. There the
// agent is built again.

// %%
const secretWord = "swarm";
function spell(word: string): string {
  return [...word].join("-");
}

class Speller extends AIAgent<number, string> {
  protected override think(times: number): string {
    return Array.from({ length: times }, () => spell(secretWord)).join(" ");
  }
}

const spelled = await runMultiAgentSystem({
  agents: [agent(Speller, 1, 1), agent(Speller, 2, 3)],
  executor: "worker-threads",
  announce: false,
});
for (const { agentId, worker, result } of spelled.results)
  console.log(`agent ${agentId} on ${worker}: ${result}`);

// %% [markdown]
// `spell` and `secretWord` travelled along. They are copies: if an agent changed its copy, nobody else would notice.
//
// Some things cannot travel. A local variable of a function has no name outside of it, so no thread can find it. The
// swarm refuses before anything starts, and says what to do:

// %%
function makeGreeter() {
  const greeting = "hello";
  return (name: string) => `${greeting} ${name}`;
}

try {
  await runMultiAgentSystem({ agents: [agent(makeGreeter(), 1, "you")], executor: "worker-threads" });
} catch (error) {
  console.log((error as Error).message);
}

// %% [markdown]
// ## Exercise 02.4 · Your own agents on every core
//
// *15 minutes · build.*
//
// Write an agent type and send a swarm of it to work.
//
// **`PrimeCounter`** gets a limit, and counts the prime numbers **below** it. (A prime has no divisors but 1 and
// itself. The first are 2, 3, 5, 7, 11.) Below 10 there are four. A limit that is negative or no whole number, such as
// 2.5, `NaN` or `Infinity`, is a failure: throw an error that names the limit, and let `AIAgent` do the rest.
//
// **`countPrimes(limits, threads)`** makes one `PrimeCounter` for each limit, with the ids 0, 1, 2 …, runs all of
// them in **one** swarm on so many worker threads, and returns the run. The option for the number of threads is
// called `concurrency`.

// %% tags=["exercise"]
// exercise 02.4 · Your own agents on every core
class PrimeCounter extends AIAgent<number, number> {
  protected override think(limit: number): number {
    // BEGIN SOLUTION
    // STUB: // refuse an impossible limit, then count   (about 8 lines)
    // STUB: throw new Error("exercise 02.4: write your answer here");
    if (!Number.isInteger(limit) || limit < 0)
      throw new RangeError(`the limit must be a whole number from 0 on, not ${limit}`);
    let primes = 0;
    for (let candidate = 2; candidate < limit; candidate += 1) {
      let divisor = 2;
      while (divisor * divisor <= candidate && candidate % divisor !== 0) divisor += 1;
      if (divisor * divisor > candidate) primes += 1;
    }
    return primes;
    // END SOLUTION
  }
}

async function countPrimes(limits: readonly number[], threads: number): Promise<SwarmRun> {
  // BEGIN SOLUTION
  // STUB: // describe the agents, run them   (about 2 lines)
  // STUB: throw new Error("exercise 02.4: write your answer here");
  const agents = limits.map((limit, id) => agent(PrimeCounter, id, limit));
  return runMultiAgentSystem({ agents, executor: "worker-threads", concurrency: threads });
  // END SOLUTION
}

// %% tags=["check"]
await check("02.4");

// %% [markdown] tags=["hint"]
// Do the counting first, and try it in a cell of your own: `await new PrimeCounter(1).reason(10)` should find 4. Only
// then write the swarm. One thing at a time.

// %% [markdown] tags=["hint"]
// For each candidate from 2 on, look for a divisor. A divisor larger than the square root would have a partner
// smaller than it, and that one you would have met before. So how far do you have to look? And is the square root
// itself included? Test it with 4, 9 and 25.

// %% [markdown] tags=["hint"]
// The limit itself does not count: below 7 there are 2, 3 and 5. For the impossible limits, `Number.isInteger`
// answers one half of the question. Throw. Do not return -1 or 0, or the swarm reports a success.

// %% [markdown] tags=["hint"]
// The swarm is the same as `launch` in lesson 00, with your own class in place of `DataAnalyst` and one option more.
// If the check says that a name cannot travel, your class uses a variable that lives inside a function: move it to
// the top level of the cell, or into the class.

// %% [markdown] tags=["explanation"]
// Your class, written in a cell, has just run on real threads. You never wrote a worker file, a message or a
// `postMessage`: an agent is its class and its input, and both travel.
//
// A second way to count is the **sieve of Eratosthenes**: mark all multiples of 2, of 3, of 5, and count what
// remains. It is far faster for large limits, and needs memory for all numbers below the limit. A better algorithm
// often beats more cores. The best programs have both.

// %% [markdown]
// Your own agents, in one thread and on all cores. The last two limits are impossible, and the swarm survives them.
// Can you see in the picture which agents had most to do?

// %% tags=["raises-exception"]
const cores = runtimeStatus().cores;
const hunt = [900_000, 700_000, 500_000, 300_000, -1, 2.5];
const oneThread = await countPrimes(hunt, 1);
const allCores = await countPrimes(hunt, cores);
for (const { agentId, success, result, error } of allCores.results) {
  console.log(success ? `✓ agent ${agentId}: ${result} primes` : `✗ agent ${agentId}: ${error?.message}`);
}
const timesAsFast = oneThread.totalSeconds / allCores.totalSeconds;
console.log(
  `one thread ${oneThread.totalSeconds.toFixed(2)} s, all cores ${allCores.totalSeconds.toFixed(2)} s: ${timesAsFast.toFixed(2)} times as fast`,
);
await timelineChart({ "one thread": oneThread, "all cores": allCores }, { title: "The prime hunt" });

// %% [markdown]
// > **CoLearning challenge**
// >
// > Ask your AI co-teacher: "My swarm counts primes in equal steps: agent 0 takes 0 to 250,000, agent 1 takes 250,000
// > to 500,000, and so on. Without running it: which agent is done first, and why? Help me find two ways to share the
// > work out more fairly. Ask me questions, do not give me the code."
// >
// > *Expected outcome:* you can say why equal ranges are not equal work, and your timeline ends in a straighter edge
// > than before.
//
// > **CoLearning challenge**
// >
// > "Add an agent to my swarm that fails on purpose, halfway through its work. Before I run it, ask me: what will the
// > other agents report, and what will the timeline show?"
// >
// > *Expected outcome:* all the other results are there, the failed bar is drawn differently, and you can explain who
// > caught the error, and where.

// %% [markdown]
// ## Try with AI
//
// | minutes | ask | expected outcome |
// |---|---|---|
// | 3 | "I am building a multi-agent system in TypeScript. My coordinator works like this: *(describe yours from memory)*. Ask me what I left out." | You named launch, wait and collect, and you noticed which of them you forgot. |
// | 3 | "On the event loop my speedup is *(yours)*, on worker threads it is *(yours)*, on *(yours)* cores. Why? Explain with what a JavaScript thread is, without mentioning any lock." | An explanation with isolates and cores. If a global interpreter lock comes up, correct your assistant: that is another language. |
// | 6 | *(Paste your table of 1, 10 and 100 milliseconds.)* "Which part of these times does not shrink with more cores? What do you predict for 8 agents, and for twice as many cores?" | A prediction with a number in it. Run it, and see who was right. |
// | 8 | "How would this swarm go to production? Walk me through: (1) Kubernetes: how many pods, and what crosses from one to another; (2) Ray: my agents as actors on several machines; (3) what threads save against a process for each agent; (4) what I would watch. Ask me after each what I would try first." | A drawing with two machines on it, and one number that you would watch. Lesson 11 builds it. |

// %% [markdown]
// ## When worker output is late or missing
//
// - What an agent prints with `console.log` on a thread arrives through the main thread. While the main thread is
//   busy, it waits. So it may come late, or all at once.
// - Return what matters as part of the result. Printing is for people, results are for programs.
//
// ## Recap
//
// - **Launch** all, **wait** for all, **collect** each under its agent: that is a coordinator.
// - The event loop is concurrent: total time stays. Worker threads are parallel: with more than one core, total time
//   shrinks.
// - Speedup is base time ÷ time, of runs in which every agent did its work. A sum of durations flatters.
// - Small work, one long agent, too few cores, and what stays in one thread: these limit the speedup.
// - A worker thread is an isolate. What goes in and comes out is copied, so the collector needs no lock.
// - A class from a cell runs on threads, with everything it refers to.
//
// All words of the course stand in the [glossary](glossary.md).
//
// ## Quiz yourself
//
// <details><summary>1. Eight agents start at the same moment on the event loop and end at nearly the same moment. Was that parallel?</summary>
//
// You cannot tell from the bars. Compare the total with a sequential run. On one thread it was concurrent at best.
// </details>
//
// <details><summary>2. Your swarm has a speedup of 0.7. What do you look at first?</summary>
//
// How long one agent works. If it is a few milliseconds, starting threads costs more than they bring.
// </details>
//
// <details><summary>3. Why does <code>for (const launch of agents) await launch();</code> make no swarm?</summary>
//
// It waits inside the loop. The second agent is launched when the first is done, whatever it runs on.
// </details>
//
// <details><summary>4. Nine agents take 1 second each, a tenth takes 9 seconds. How much faster can this get at best?</summary>
//
// Twice. It is 18 seconds of work, and the longest agent alone needs 9.
// </details>
//
// <details><summary>5. An agent on a thread changes a variable of your notebook. What do you see in the next cell?</summary>
//
// Nothing. It changed its own copy. Only the result comes back.
// </details>
//
// **Next:** [03 · Specialists](03-specialists.ipynb). Agents that differ, and who of them goes first. **Back:** [01 · One
// agent](01-one-agent.ipynb) · [00 · Start here](00-start-here.ipynb). The file `checklist.md` of the project says what
// your system can do by now, and what is still to come.
//
// *To read on: [worker threads in the Node.js manual](https://nodejs.org/api/worker_threads.html),
// [Promise.allSettled](https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Promise/allSettled),
// [Amdahl's law](https://en.wikipedia.org/wiki/Amdahl%27s_law).*
