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
//     lesson: "06"
//     title: Failure isolation
//     minutes: 85
// ---

// %% [markdown]
// # 06 · Failure isolation
//
// *About 85 minutes. You need lessons 00 to 02.*
//
// Eight agents are about to start. Four of them do honest work. The other four go wrong on purpose: one throws an
// error, one answers with something that no thread can send, one calls `process.exit()`, and one never stops
// computing.
//
// How many honest answers do you expect? Say a number, then run the cells.

// %%
import { setTimeout as pause } from "node:timers/promises";
import { check, coteach, hint } from "@swarmlab/kit";
import {
  type AgentContext,
  AIAgent,
  agent,
  barChart,
  DataAnalyst,
  deadline,
  failFast,
  lineChart,
  openSwarm,
  quorum,
  runMultiAgentSystem,
  type SwarmProgress,
  settle,
  timelineChart,
} from "@swarmlab/labs";
import { observe, ThreadAgent } from "@swarmlab/labs/instruments";
import { containmentTable, faults, Saboteur } from "@swarmlab/labs/swarm/chaos";

const honest = 40_000_000;
const mixedTeam = [
  agent(DataAnalyst, 0, honest),
  agent(Saboteur, 1, "throws"),
  agent(DataAnalyst, 2, honest),
  agent(Saboteur, 3, "uncloneable"),
  agent(Saboteur, 4, "exits"),
  agent(DataAnalyst, 5, honest),
  agent(Saboteur, 6, "spins"),
  agent(DataAnalyst, 7, honest),
];
const survivors = await runMultiAgentSystem({ agents: mixedTeam, executor: "worker-threads", timeout: 1.5 });
await timelineChart(survivors, { title: "Four saboteurs among eight agents, on worker threads" });

// %%
for (const { agentId, agentType, success, error } of survivors.results) {
  console.log(`${success ? "✓" : "✗"} agent ${agentId} (${agentType}) ${success ? "answered" : error?.code}`);
}

// %% [markdown]
// A cross is an agent that failed. All four honest answers are there. Four other agents went wrong in four different
// ways, and each of them got a result that says how: a code, and a reason.
//
// On the event loop the same eight agents would not have given you a single answer. Neither would this notebook: it
// would be gone. We will try that too, in a place where nothing is lost.
//
// **After this lesson you can**
//
// - predict how far the damage of a failure reaches, and see it in a table made on your machine,
// - stop an agent in two phases, and leave nothing running behind,
// - try again without making things worse,
// - say when a swarm has seen enough,
// - say when threads are not enough, and only a process will do,
// - build a supervisor that does all of this.

// %% [markdown]
// ## Three walls
//
// A **fault** is one way in which an agent goes wrong. To **contain** a fault means: every other agent still answers,
// the failed one gets an error that says why, and the swarm goes on with all its workers.
//
// There are three walls that can stop a fault. Each encloses more than the one before.
//
// ```mermaid
// flowchart LR
//   subgraph process["process"]
//     subgraph main["main thread"]
//       coordinator[coordinator]
//     end
//     subgraph one["thread 1"]
//       try1["try { agent }"]
//     end
//     subgraph two["thread 2"]
//       try2["try { agent }"]
//     end
//     coordinator ~~~ try1 ~~~ try2
//   end
//   subgraph other["another process"]
//     subgraph three["its main thread"]
//       try3["try { agent }"]
//     end
//   end
//   try2 ~~~ try3
// ```
//
// *The diagram in words: each agent runs inside a `try`. A thread encloses a `try`. A process encloses several
// threads, the coordinator's among them. Another process stands beside it.*
//
// | wall | what is inside belongs to it alone | what it still has in common with others |
// |---|---|---|
// | `try` | the error that is thrown while it waits | everything else |
// | **thread** | its call stack, its event loop, its variables. In a worker thread even `process.exit()` ends the thread only. | the process: one memory, one engine |
// | **process** | memory, engine, everything | the machine |
//
// The three executors are built of these walls: the event loop has the `try` alone, worker threads add the second
// wall, child processes the third.

// %% [markdown]
// ## Exercise 06.1 · Who survives what?
//
// *5 minutes · predict.*
//
// Seven faults. Which executors contain them? Write `"all three"`, `"not the event loop"` or `"only processes"` in
// place of each `"?"`. The swarm has a timeout wherever the executor can keep one.
//
// | name | the agent … |
// |---|---|
// | `throws` | throws an error |
// | `rejects` | waits a moment, and then its promise is rejected |
// | `lateTimer` | answers, but leaves a timer behind, which throws after that |
// | `exits` | calls `process.exit()` |
// | `spins` | computes for ever |
// | `growingMap` | fills a `Map` until the memory is used up |
// | `killed` | brings the whole process down, as a bug in native code does |

// %% tags=["exercise"]
// exercise 06.1 · Who survives what?
type Survivors = "all three" | "not the event loop" | "only processes" | "?";

const containedBy: Record<
  "throws" | "rejects" | "lateTimer" | "exits" | "spins" | "growingMap" | "killed",
  Survivors
> = {
  // BEGIN SOLUTION
  // STUB: throws: "?",
  // STUB: rejects: "?",
  // STUB: lateTimer: "?",
  // STUB: exits: "?",
  // STUB: spins: "?",
  // STUB: growingMap: "?",
  // STUB: killed: "?",
  throws: "all three",
  rejects: "all three",
  lateTimer: "not the event loop",
  exits: "not the event loop",
  spins: "not the event loop",
  growingMap: "only processes",
  killed: "only processes",
  // END SOLUTION
};

// %% tags=["check"]
await check("06.1");

// %% [markdown] tags=["hint"]
// For each fault ask: which is the *smallest* wall that still stands afterwards? The table of walls says what each of
// them keeps apart.

// %% [markdown] tags=["hint"]
// A `try` catches what is thrown *while it waits*. Two of the seven are thrown while it waits. One is thrown when the
// `try` has long been left, so it belongs to nobody. Who hears of an error that nobody catches?

// %% [markdown] tags=["hint"]
// A loop that never ends holds one thread. The question is whether the coordinator lives on that thread or on
// another. And memory: how many memories does a process have, however many threads are in it?

// %% [markdown] tags=["explanation"]
// The rule behind all seven: **a fault is contained by the smallest wall that it cannot break.** An error breaks no
// wall at all. An exit, an endless loop and a stray error break out of the `try`, but not out of the thread. Memory
// and native code belong to the process, so a thread is no wall for them.
//
// A second way to know it: ask the executor. `findExecutor("worker-threads").contains` is the promise that each
// executor publishes. Promises are good. The next cell tests them.

// %% [markdown]
// ## See it happen
//
// `containmentTable` tries faults for real. For every square of the table it starts a process that is **there to be
// lost**: at most 256 MB, ended when it takes too long. Inside it a small swarm runs, with saboteurs among honest
// agents. Then we look at what is left of it. Nothing of it happens in this notebook.
//
// It takes ten to twenty seconds, time enough to decide which row will surprise you. Each mark is one trial; a cross
// means that the swarm in it was lost.

// %%
const everyFault = false; // true: all faults there are, which takes about a minute

const table = await containmentTable({
  faults: everyFault
    ? faults.map(({ name }) => name)
    : ["spins", "throws", "rejects", "late-timer", "exits", "growing-map", "kills-itself"],
  executors: ["event-loop", "worker-threads", "child-processes"],
  timeout: 1.5,
  seconds: 6,
  onProgress: ({ trial }) => process.stdout.write(trial.verdict === "contained" ? "· " : "✗ "),
});
table;

// %% [markdown]
// Read it row by row and compare it with your prediction. *Everything died* means that honest results were computed,
// and nobody was left to hand them out. *Hung* is worse: nobody tells you. (Is a square *damaged*, against a promise,
// or did the Map on threads *hang*? Then the machine was too busy for the trial to end in its time. Run the cell again
// in a quiet moment.)
//
// Two rows deserve a second look.
//
// - **The timer.** The agent had answered, and all was well. A moment later something that it had left behind threw an
//   error. On the event loop that ends the process. On a thread it ends the thread, and the swarm hires another.
// - **The Map.** A worker thread has a heap of its own, and Node.js even lets you limit it (`resourceLimits`). Yet the
//   whole process died: some shapes of memory pass that limit without being looked at, and Buffers are not counted at
//   all ([nodejs/node #47224](https://github.com/nodejs/node/issues/47224)). **Threads isolate errors and processor
//   time. Only processes isolate memory.**
//
// > **AI co-learning prompt**
// >
// > "I have a table that shows which faults are contained by an event loop, by worker threads and by child processes.
// > I paste it here: *(your table)*. Ask me about one row at a time: what exactly was lost, and which wall would have
// > held? Do not tell me before I have answered."

// %% [markdown]
// ## The failure that nobody sees
//
// All these faults make noise. The most dangerous one does not. You may have read the advice "test it with an agent
// that divides by zero". In Python that throws an error. Watch what it does here:

// %%
class MeanFinder extends AIAgent<readonly number[], number> {
  protected override think(values: readonly number[]): number {
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  }
}

const batches = [[4, 6], [], [1, 2, 3]];
const means = await runMultiAgentSystem({
  agents: batches.map((batch, id) => agent(MeanFinder, id, batch)),
  announce: false,
});
for (const { agentId, success, result } of means.results)
  console.log(`agent ${agentId}: success ${success}, mean ${result}`);
console.log(
  "mean of all:",
  means.results.reduce((sum, r) => sum + Number(r.result), 0) / means.results.length,
);

// %% [markdown]
// Zero divided by zero is `NaN`, *not a number*, and JavaScript goes on. The agent reports a success, and one bad value
// has spread to the total. **No wall can stop a failure that does not look like one.** An agent has to say no itself:

// %%
class CarefulMeanFinder extends AIAgent<readonly number[], number> {
  protected override think(values: readonly number[]): number {
    if (values.length === 0) throw new RangeError("there is no mean of no values");
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  }
}

const carefulMeans = await runMultiAgentSystem({
  agents: batches.map((batch, id) => agent(CarefulMeanFinder, id, batch)),
  announce: false,
});
carefulMeans;

// %% [markdown]
// Should the whole system stop because one agent failed? No. It goes on with what it has, tells you what is missing,
// and leaves the decision to whoever asked. That is called to **degrade gracefully**.
//
// > **CoLearning challenge**
// >
// > Ask your AI co-teacher: "Here is my swarm. Let us add one agent that fails on purpose, in a way that is *not* an
// > error thrown at once. Before I run it, ask me: which of the other results will be there, and what will the failed
// > one say?"
// >
// > *Expected outcome:* all other results are there. You can say which wall held, and what whoever reads the results
// > has to do with the gap.

// %% [markdown]
// ## Stop in two phases
//
// An agent takes too long. What now? Killing its worker always works, and always costs: what it had found is lost, and
// the worker has to be replaced. So a swarm does it in two phases.
//
// ```mermaid
// stateDiagram-v2
//   direction LR
//   [*] --> running
//   running --> answered: done in time
//   running --> asked: timeout is over
//   asked --> answered: it listens
//   asked --> killed: grace is over
// ```
//
// *The diagram in words: an agent that is done in time has answered. After the timeout it is asked to stop. If it
// listens, it answers with what it has. When the **grace period** is over, it is killed.*
//
// There are two ways to be asked. The **abort signal** is for agents that *wait*: hand `context.signal` to a timer or
// to `fetch`, and the waiting ends. The **shutdown flag** is for agents that *compute*: `context.stopRequested` looks at
// a number in shared memory.
//
// Why two? Four agents try, and none of them would ever end by itself. Which ones stop when they are asked?

// %%
/** A small piece of work. */
function searchOnePiece(): void {
  for (let i = 0; i < 1_000; i += 1) Math.sqrt(i);
}

class LooksAtFlag extends AIAgent<null, string> {
  protected override think(_: null, context: AgentContext): string {
    let pieces = 0;
    for (; !context.stopRequested; pieces += 1) searchOnePiece();
    return `${pieces} pieces so far`;
  }
}

class LooksAtSignal extends AIAgent<null, string> {
  protected override think(_: null, context: AgentContext): string {
    const { signal } = context;
    let pieces = 0;
    for (; !signal.aborted; pieces += 1) searchOnePiece();
    return `${pieces} pieces so far`;
  }
}

class WaitsWithSignal extends AIAgent<null, string> {
  protected override async think(_: null, context: AgentContext): Promise<string> {
    await pause(60_000, undefined, { signal: context.signal });
    return "the reply after a minute";
  }
}

class NeverLooks extends AIAgent<null, string> {
  protected override think(): string {
    for (;;) searchOnePiece();
  }
}

const kinds = [LooksAtFlag, LooksAtSignal, WaitsWithSignal, NeverLooks];
const asked = await runMultiAgentSystem({
  agents: kinds.map((kind, id) => agent(kind, id, null)),
  executor: "worker-threads",
  concurrency: 4,
  timeout: 0.5,
  grace: 0.5,
  announce: false,
});
await timelineChart(asked, { lanes: "agent", title: "Asked to stop after 0.5 s, killed 0.5 s later" });

// %%
for (const { agentType, success, result, error, duration } of asked.results) {
  const outcome = success ? `answered: ${result}` : `${error?.code}, ${error?.message}`;
  console.log(`${agentType.padEnd(16)} ${duration.toFixed(2)} s  ${outcome}`);
}

// %% [markdown]
// Two stopped when they were asked. The other two had to be killed, and one of them *did* look, all the time. It looked
// at the wrong thing: an abort signal changes when its thread hears a message, and a thread in a loop hears nothing.
// Shared memory is different. It changes while the loop runs.
//
// Only the agent that looked at the flag still gave an answer, with what it had by then. **An agent that computes looks
// at the shutdown flag. An agent that waits hands on the signal.**
//
// *If you come from Python:* there you cannot kill a thread at all, with or without a global lock, so the flag (a
// `threading.Event`) is all you have. Here a worker thread can be ended from outside, even in the middle of a loop.

// %% [markdown]
// ## A pitfall: the zombie
//
// This is how a timeout is often written, and most assistants will give you just that:
//
// ```ts
// const answer = await Promise.race([work, timeoutAfter(400)]);
// ```
//
// It looks right. `Promise.race` takes whichever comes first. Let us look at the *work* for a while after the race is
// over. For that we need an agent whose processor time we can read: the lab's `ThreadAgent`, on a bare worker thread. `start`
// gives a promise of its answer, `ask` raises a flag in shared memory, `kill` ends the thread. A `"deaf"` one never looks at the
// flag. `observe` looks at its processor time ten times a second.

// %%
const zombie = new ThreadAgent("deaf");
const work = zombie.start();
work.catch(() => {}); // it will be killed in the end, and that is fine
const observing = observe(zombie, 1.3);

const raced = await Promise.race([work, pause(400).then(() => "timed out, we moved on")]);
console.log("the race says:", raced);
const cpuWhenAbandoned = await zombie.cpuSeconds();
const abandoned = await observing;
const cpuAfterwards = (await zombie.cpuSeconds()) - cpuWhenAbandoned;
await zombie.kill();

console.log(`processor time the agent used after we had moved on: ${cpuAfterwards.toFixed(2)} s`);
await lineChart(
  { "the agent that was abandoned": abandoned },
  {
    title: "The promise is over. The work is not.",
    xTitle: "seconds since the start",
    yTitle: "processor time used, in seconds",
    guide: {
      name: "Promise.race gives up",
      points: [
        { x: 0.4, y: 0 },
        { x: 0.4, y: Math.max(0.01, ...abandoned.map(({ y }) => y)) },
      ],
    },
  },
);

// %% [markdown]
// At the dashed line the program moved on, and the curve does not even bend. This is a **zombie**: nobody waits for it
// any more, and it still burns a core. `Promise.race` stops *waiting*. It does not stop *working*.
//
// What does a zombie cost the others? One zombie for each core, and then a quick honest swarm:

// %%
const honestSwarm = [0, 1, 2, 3].map((id) => agent(DataAnalyst, id, honest));
const undisturbed = await runMultiAgentSystem({ agents: honestSwarm, announce: false });

const zombies = Array.from({ length: undisturbed.status.cores }, () => new ThreadAgent("deaf"));
for (const each of zombies) each.start().catch(() => {});
await pause(100);
const haunted = await runMultiAgentSystem({ agents: honestSwarm, announce: false });
for (const each of zombies) await each.kill();

await timelineChart(
  { "nobody else": undisturbed, "a zombie on each core": haunted },
  {
    title: `The same swarm takes ${(haunted.totalSeconds / undisturbed.totalSeconds).toFixed(1)} times as long`,
  },
);

// %% [markdown]
// No error, no warning, no line in a log. Only everything is slower, and stays slower until somebody restarts the
// program. Zombies pile up: one more with each timeout.

// %% [markdown]
// ## Exercise 06.2 · A timeout that leaves nothing behind
//
// *10 minutes · read, then repair.*
//
// `withTimeout` runs a work and gives it `timeout` seconds. As it stands it is the race from above. Repair it:
//
// - Work that ends **in time** is left alone. Its answer, or its error, is yours.
// - Work that is **late** is asked. If it answers within `grace` seconds, that answer counts.
// - If it fails instead of answering, or says nothing, it is a `TimeoutError`. In the second case it is killed first.
// - When `withTimeout` is over, so is the work. Nothing is left running.
//
// `sleep` resolves after so many seconds. Use it instead of timers of your own: then a test can let an hour pass in no
// time.

// %% tags=["exercise"]
// exercise 06.2 · A timeout that leaves nothing behind
interface Work<Result> {
  /** Its promise settles when the work has really ended, in whichever way. */
  start(): Promise<Result>;
  /** First phase: asks it to stop. It may answer, fail, or not listen. */
  ask(): unknown;
  /** Second phase: ends it by force. Wait for it: it takes a moment. */
  kill(): unknown;
}

class TimeoutError extends Error {
  readonly code = "TIMEOUT";
}

type Sleep = (seconds: number) => Promise<unknown>;

async function withTimeout<Result>(
  work: Work<Result>,
  limits: { readonly timeout: number; readonly grace: number },
  sleep: Sleep,
): Promise<Result> {
  // BEGIN SOLUTION
  // STUB: const late = async () => {
  // STUB:   await sleep(limits.timeout);
  // STUB:   throw new TimeoutError(`took longer than ${limits.timeout} s`);
  // STUB: };
  // STUB: return Promise.race([work.start(), late()]);
  const ended = work.start().then(
    (result) => ({ success: true as const, result }),
    (error: unknown) => ({ success: false as const, error }),
  );
  const endedWithin = (seconds: number) => Promise.race([ended, sleep(seconds).then(() => undefined)]);

  const inTime = await endedWithin(limits.timeout);
  if (inTime?.success) return inTime.result;
  if (inTime) throw inTime.error;

  await work.ask();
  const inGrace = await endedWithin(limits.grace);
  if (inGrace?.success) return inGrace.result;
  if (!inGrace) await work.kill();
  throw new TimeoutError(`took longer than ${limits.timeout} s`);
  // END SOLUTION
}

// %% tags=["check"]
await check("06.2");

// %% [markdown] tags=["hint"]
// `Promise.race` itself is not the mistake. What is missing is everything that has to happen *after* the race, when
// the sleep has won. Write down in words what that is, one line for each step, before you write code.

// %% [markdown] tags=["hint"]
// There are two races, one after the other: work against `timeout`, then work against `grace`. It is the same work in
// both, so start it once and keep its promise. And you have to know *who* won: let the losing side of the race resolve
// with a value that no work can answer with.

// %% [markdown] tags=["hint"]
// In the second race the work may also fail, because it was asked in the middle of something. A failed promise that
// wins a race makes the race throw. Either catch it there, or turn the promise of the work into a value first: "ended
// well, with this" or "ended badly, with that". Lesson 02 did that in `coordinate`.

// %% [markdown] tags=["hint"]
// One word decides whether something is left running: the killing takes a moment, and `withTimeout` is not over before
// it is done, so wait for `work.kill()`. The whole order is: race against `limits.timeout`, `work.ask()`, race against
// `limits.grace`, and only if that is lost as well the kill. At the end of both ways out of the second race, except an
// answer, stands the same `TimeoutError`.

// %% [markdown] tags=["explanation"]
// Two races instead of one, and between them a question. The order is the point: **ask, wait, kill, wait, and only then
// tell**. Whoever gets your error can rely on the core being free again.
//
// A second way has no race at all: a `new Promise` in which the work resolves, and a timer asks and kills. It needs one
// more care: a timer that comes after the end must find nobody to ask.
//
// The lab's swarm does the same in `labs/swarm/cancellation.ts`, with one clock for all agents instead of two timers for each.

// %% [markdown]
// Your timeout on real threads. The same deaf agent as before, and one that listens. As long as your answer leaves
// work behind, all lines go up to the end. When it is right, two of them turn flat:

// %% tags=["raises-exception"]
const realSleep: Sleep = (seconds) => pause(seconds * 1000);

const curves: Record<string, { x: number; y: number }[]> = { "abandoned by Promise.race": abandoned };
for (const habit of ["deaf", "listens"] as const) {
  const subject = new ThreadAgent(habit);
  const observed = observe(subject, 1.3);
  try {
    const pieces = await withTimeout(subject, { timeout: 0.4, grace: 0.3 }, realSleep);
    console.log(`${habit}: answered with ${pieces} pieces`);
  } catch (error) {
    console.log(`${habit}: ${(error as Error).message}`);
  } finally {
    curves[`${habit}, with your withTimeout`] = await observed;
    await subject.kill();
  }
}
await lineChart(curves, {
  title: "A line that turns flat is a core that is free again",
  xTitle: "seconds since the start",
  yTitle: "processor time used, in seconds",
});

// %% [markdown]
// > **A good place to stop.** You have seen who survives what, how a stop has two phases, and why a race is no timeout.
// > The second half is about trying again, about having seen enough, and about an agent that watches others. About 35 minutes lie behind you, and 50 before you. When
// > you come back, click the next cell and choose *Run ▸ Run All Above Selected Cell*: it brings back all that stands
// > above.

// %% [markdown]
// ## Try again
//
// Some failures pass: a full queue, a lost connection, a model that was not loaded yet. It helps to try once more. A
// swarm does that for you with `retries`. Watch two agents: one fails twice and then works, the other takes its worker
// down each time.

// %%
class SlowStarter extends AIAgent<number, string> {
  protected override think(failures: number, { agentId, shared }: AgentContext): string {
    // A new worker knows nothing of earlier tries. What has to be remembered lies in shared memory.
    const tries = shared as Int32Array;
    const soFar = Atomics.add(tries, agentId, 1);
    if (soFar < failures) throw new Error("the model is not loaded yet");
    return `worked at try ${soFar + 1}`;
  }
}

const retried = await runMultiAgentSystem({
  agents: [agent(DataAnalyst, 0, honest), agent(SlowStarter, 1, 2), agent(Saboteur, 2, "exits")],
  retries: 10,
  shared: new Int32Array(new SharedArrayBuffer(16)),
  announce: false,
  onProgress: ({ kind, agentId, reason }: SwarmProgress) => {
    if (kind === "retrying") console.log(`agent ${agentId} is tried again: ${reason}`);
  },
});
for (const { agentId, success, result, error } of retried.results)
  console.log(`agent ${agentId}: ${success ? result : `${error?.code}, ${error?.message}`}`);

// %% [markdown]
// Both were allowed ten retries. The second one was given up much earlier. An agent that takes its worker down each
// time is a **poison pill**: whoever tries it again loses a worker again. So a swarm counts the workers, too.
//
// > **A pitfall: doing it twice.** An agent books 10 credits, and *then* something fails. What does the second try do?

// %%
class Booker extends AIAgent<number, string> {
  protected override think(credits: number, { agentId, shared }: AgentContext): string {
    const { ledger, tries } = shared as { ledger: Int32Array; tries: Int32Array };
    Atomics.add(ledger, 0, credits);
    if (Atomics.add(tries, agentId, 1) === 0) throw new Error("the receipt was lost");
    return "booked";
  }
}

class CarefulBooker extends AIAgent<number, string> {
  protected override think(credits: number, { agentId, shared }: AgentContext): string {
    const { ledger, tries } = shared as { ledger: Int32Array; tries: Int32Array };
    Atomics.store(ledger, agentId, credits); // a place for each booking: writing it twice changes nothing
    if (Atomics.add(tries, agentId, 1) === 0) throw new Error("the receipt was lost");
    return "booked";
  }
}

for (const type of [Booker, CarefulBooker]) {
  const memory = {
    ledger: new Int32Array(new SharedArrayBuffer(16)),
    tries: new Int32Array(new SharedArrayBuffer(16)),
  };
  const agents = [0, 1, 2, 3].map((id) => agent(type, id, 10));
  const run = await runMultiAgentSystem({ agents, retries: 1, shared: memory, announce: false });
  const booked = memory.ledger.reduce((sum, credits) => sum + credits, 0);
  const successes = run.results.filter(({ success }) => success).length;
  console.log(`${type.name}: ${successes} of 4 succeeded, 40 credits were to be booked, ${booked} are.`);
}

// %% [markdown]
// Every agent of the first swarm reports a success, and the sum is wrong. What may be tried again has to be
// **idempotent**: doing it twice is the same as doing it once. *Set the booking number 3 to 10* is idempotent, *add 10*
// is not.
//
// Two more rules make retries kind to others.
//
// - **Back off.** Wait before you try again, and each time longer. Whoever is overloaded needs a rest, not more
//   requests.
// - **Keep a budget.** Three retries are fine for one agent. When all hundred fail at once, something bigger is wrong,
//   and three hundred retries will not mend it. A **retry budget** is a number of retries that all agents share.

// %% [markdown]
// ## Exercise 06.3 · Try again, but not for ever
//
// *10 minutes · complete.*
//
// Complete `retry`. It calls `attempt` until that succeeds, and returns what it gave.
//
// - After a failure it waits and tries again, at most `plan.retries` times.
// - The first wait is `plan.firstWait` seconds. Each wait is twice as long as the one before, but never longer than
//   `plan.longestWait`. There is a wait *between* two tries, and nowhere else.
// - An error that carries `permanent: true` will not pass. It is not tried again.
// - Each *retry* takes one from the budget, before it waits. `budget.take()` says whether there was one left.
// - When it gives up, the **last error of the attempt** comes out, as it is.

// %% tags=["exercise"]
// exercise 06.3 · Try again, but not for ever
class RetryBudget {
  left: number;

  constructor(left: number) {
    this.left = left;
  }

  /** Takes one retry out of the budget. False when none is left. */
  take(): boolean {
    if (this.left <= 0) return false;
    this.left -= 1;
    return true;
  }
}

interface RetryPlan {
  readonly retries: number;
  readonly firstWait: number;
  readonly longestWait: number;
}

async function retry<Result>(
  attempt: () => Promise<Result>,
  plan: RetryPlan,
  budget: RetryBudget,
  sleep: (seconds: number) => Promise<unknown>,
): Promise<Result> {
  // BEGIN SOLUTION
  // STUB: // try · give up, or wait and try again   (about 10 lines)
  // STUB: throw new Error("exercise 06.3: write your answer here");
  let wait = plan.firstWait;
  for (let retries = 0; ; retries += 1) {
    try {
      return await attempt();
    } catch (error) {
      const isPermanent = (error as { permanent?: boolean } | null)?.permanent === true;
      if (isPermanent || retries >= plan.retries || !budget.take()) throw error;
      await sleep(Math.min(wait, plan.longestWait));
      wait *= 2;
    }
  }
  // END SOLUTION
}

// %% tags=["check"]
await check("06.3");

// %% [markdown] tags=["hint"]
// Begin with a loop, and in it a `try` that returns as soon as an attempt succeeds. (Wait for the attempt *inside* the
// `try`.) When it fails there is one question: *is there another try?* If not, throw. If there is, wait, and let the
// loop go round.

// %% [markdown] tags=["hint"]
// Three reasons to give up: the error is permanent, this agent has used up its retries, the budget is empty. All three
// end the same way, so they can stand in one condition. Mind the order: `take()` changes the budget, so ask it last,
// when nothing else speaks against another try.

// %% [markdown] tags=["hint"]
// With `retries: 2` there are three tries in all. Count on paper: try, wait, try, wait, try, give up. How many waits
// are that?

// %% [markdown] tags=["hint"]
// In the `catch`: throw the `error` as it is when it is `permanent`, when there have been `plan.retries` retries, or
// when `budget.take()` says no. Else wait. For the waits keep a variable that begins at `plan.firstWait`, and double it
// each time. `Math.min` keeps what goes into `sleep` below `plan.longestWait`, the first time too. (With `2 ** n`, where n
// counts the retries, a first wait of 0 becomes `NaN` after 1,024 of them: 0 times `Infinity`.)

// %% [markdown] tags=["explanation"]
// The whole policy is one condition and one wait. What makes it safe is what it does *not* do: it does not retry what
// cannot succeed, it does not wait when nobody will try again, and it does not replace the agent's own error by "too
// many retries", which would help nobody.
//
// A second way is recursive: `retry` calls itself with one retry less and twice the wait. It reads well, and for a
// handful of retries it costs nothing.

// %% [markdown]
// Does the waiting matter? Here is a service with two seats. Whoever comes while both are taken is turned away. Twelve
// clients arrive at the same moment, each with your `retry`. First they try again at once, then with back-off:

// %% tags=["raises-exception"]
function smallService(seats: number) {
  const log = { calls: 0, taken: 0 };
  const call = async (): Promise<string> => {
    log.calls += 1;
    if (log.taken >= seats) throw new Error("all seats are taken");
    log.taken += 1;
    await pause(25);
    log.taken -= 1;
    return "served";
  };
  return { log, call };
}

const calls: { label: string; value: number; note: string }[] = [];
for (const [label, firstWait] of [
  ["at once", 0],
  ["with back-off", 0.02],
] as const) {
  const { log, call } = smallService(2);
  const plan = { retries: 2_000, firstWait, longestWait: 0.5 };
  // Each waits a little more or less than planned: else those who were turned away together come back together.
  const jitter: Sleep = (seconds) => pause(seconds * 1000 * (0.5 + Math.random()));
  const start = performance.now();
  const budget = new RetryBudget(20_000);
  await Promise.all(Array.from({ length: 12 }, () => retry(call, plan, budget, jitter)));
  const seconds = (performance.now() - start) / 1000;
  calls.push({ label, value: log.calls, note: `all served after ${seconds.toFixed(2)} s` });
}
await barChart(calls, {
  title: "How often did 12 clients have to call?",
  axisTitle: "calls, less is better",
});

// %% [markdown]
// Twelve calls are what it takes. The rest is noise, and in a real service that noise is work: it is what keeps an
// overloaded service overloaded. Back-off buys quiet, and pays with time.
//
// The small random part of each wait is called **jitter**. Without it, clients that were turned away together come back
// together.

// %% [markdown]
// ## When has a swarm seen enough?
//
// So far every swarm waited for everybody. That is a choice, called a **policy**. There are four:
//
// | policy | the swarm ends | good for |
// |---|---|---|
// | `settle` | when everyone has ended, well or badly | reports: take what there is, name what is missing |
// | `failFast` | at the first failure | steps that only make sense together |
// | `quorum(n)` | at the `n`-th success | votes; the same question to several models |
// | `deadline(s)` | after `s` seconds | a user is waiting |
//
// Six look-ups, of which one fails early. The same six under each policy:

// %%
class Lookup extends AIAgent<{ seconds: number; fails?: boolean }, string> {
  protected override async think(
    { seconds, fails }: { seconds: number; fails?: boolean },
    context: AgentContext,
  ) {
    await pause(seconds * 1000, undefined, { signal: context.signal });
    if (fails) throw new Error("not found");
    return "found";
  }
}

const lookups = [{ seconds: 0.3 }, { seconds: 0.15, fails: true }, 0.1, 0.4, 0.2, 0.3].map((input, id) =>
  agent(Lookup, id, typeof input === "number" ? { seconds: input } : input),
);
const policies = { settle, failFast, "quorum(2)": quorum(2), "deadline(0.35)": deadline(0.35) };
const byPolicy: Record<string, typeof survivors> = {};
// Four runs on the same three threads: an open swarm starts them once. Each run has its own policy.
const desk = await openSwarm({ concurrency: 3, announce: false });
for (const [name, policy] of Object.entries(policies)) {
  byPolicy[name] = await desk.run({ agents: lookups, policy });
}
await desk.close();
await timelineChart(byPolicy, { title: "The same six agents under four policies" });

// %%
for (const [name, { results }] of Object.entries(byPolicy)) {
  const codes = results.map(({ success, error }) => (success ? "✓" : error?.code));
  console.log(`${name.padEnd(14)} ${codes.join(" · ")}`);
}

// %% [markdown]
// Compare the lengths, then the codes. Nobody is silently missing: an agent that was stopped, or never got its turn,
// has a result that says so (`CANCELLED`, `DEADLINE`). Whoever was running was asked first, as you have seen: these
// look-ups hand on the signal, so they stop at once.

// %% [markdown]
// ## When only a process will do
//
// Threads are quick to start and can share memory. Two rows of your table say when that is not enough: **memory** and
// **native crashes**. Add a third reason, **code that you do not trust**, to which we come in a moment.
//
// Here is a swarm with an agent that eats memory and one that crashes like a broken native library. Each runs in a
// process of its own, and `memoryLimit` gives every one 100 MB:

// %%
class Glutton extends AIAgent<null, number> {
  protected override think(_: null, { worker }: AgentContext): number {
    // On a thread this would take the notebook with it, so it refuses.
    if (!worker.startsWith("process")) throw new Error("runs only in a process of its own");
    const eaten = new Map<number, number>();
    while (eaten.size < 8_000_000) eaten.set(eaten.size, eaten.size);
    return eaten.size;
  }
}

class Crasher extends AIAgent<null, never> {
  protected override think(_: null, { worker }: AgentContext): never {
    if (!worker.startsWith("process")) throw new Error("runs only in a process of its own");
    process.kill(process.pid, "SIGSEGV"); // what the system sends to a program that touches memory it must not
    for (;;) searchOnePiece();
  }
}

const walled = await runMultiAgentSystem({
  agents: [
    agent(DataAnalyst, 0, honest),
    agent(Glutton, 1, null),
    agent(DataAnalyst, 2, honest),
    agent(Crasher, 3, null),
    agent(DataAnalyst, 4, honest),
  ],
  executor: "child-processes",
  memoryLimit: 100,
  timeout: 10,
});
await timelineChart(walled, { title: "A glutton and a crash among honest agents, in child processes" });

// %%
walled;

// %% [markdown]
// Ask threads for the same promise, and they refuse before anything starts. An executor that cannot keep a promise says
// so, and names one that can:

// %%
try {
  await runMultiAgentSystem({ agents: honestSwarm, executor: "worker-threads", memoryLimit: 100 });
} catch (error) {
  console.log((error as Error).message);
}

// %% [markdown]
// What does the stronger wall cost? Starting it, and copying everything that goes in and out. Here is the first part,
// on your machine:

// %%
const tinySwarm = [0, 1, 2, 3].map((id) => agent(DataAnalyst, id, 1_000));
for (const executor of ["worker-threads", "child-processes"]) {
  // New workers, and not those that this notebook keeps.
  const fresh = { agents: tinySwarm, executor, swarm: false, announce: false } as const;
  const { startupSeconds } = await runMultiAgentSystem(fresh);
  console.log(`${executor.padEnd(15)} ready after ${(startupSeconds * 1000).toFixed(0)} ms`);
}

// %% [markdown]
// So: **threads for speed and sharing, processes where a failure must not spread.** It is no contest. Many systems use
// both.
//
// Two things that are often told wrong:
//
// - *"A pool of threads survives a crashing agent."* It survives an exception. It does not survive a native crash, and it
//   does not survive a memory that is used up, in Python as little as here.
// - *"A process makes untrusted code safe."* It contains accidents. Code that *wants* to do harm may still read your
//   files and use your network, because the process runs in your name. Against that you need a wall of the operating
//   system: a container, a sandbox, another user.
//
// > **Worn-out workers.** Some agents leave a little memory behind each time. No single one breaks a limit, and after a
// > week the worker does. `maxTasksPerWorker` replaces workers *before* they break:

// %%
const recycled = await runMultiAgentSystem({
  agents: [0, 1, 2, 3, 4, 5].map((id) => agent(DataAnalyst, id, 1_000)),
  concurrency: 1,
  maxTasksPerWorker: 2,
  announce: false,
});
console.log(recycled.results.map(({ agentId, worker }) => `agent ${agentId} on ${worker}`).join(", "));

// %% [markdown]
// ## Exercise 06.4 · A supervisor
//
// *15 minutes · build.*
//
// A **supervisor** does no work itself. That is why it always has time to watch those who do. Build one from what you
// have: `withTimeout` and `retry`.
//
// `run(agents, plan, sleep)` starts **all** agents, and resolves with an outcome for each, in their order. Failures are
// values.
//
// - A try that fails, or is late, is repeated as `plan` allows. All agents of a run share a budget of `plan.budget`
//   retries.
// - An outcome says how many `tries` were started.
// - `shutdown` is the flag, a number in **shared memory**. Every agent gets it when it starts, so that even a loop on
//   another thread can look at it. `shutDown()` raises it.
// - Once it is raised, no further try begins. Whoever is running looks at the flag itself, and whoever does not meets
//   its timeout.
//
// Mind `this`: call an agent's methods *on* the agent.

// %% tags=["exercise"]
// exercise 06.4 · A supervisor
interface Supervised<Result> {
  start(shutdown: Int32Array): Promise<Result>;
  ask(): unknown;
  kill(): unknown;
}

interface Plan extends RetryPlan {
  readonly budget: number;
  readonly timeout: number;
  readonly grace: number;
}

interface SupervisedOutcome<Result> {
  readonly success: boolean;
  readonly result: Result | null;
  readonly error: Error | null;
  readonly tries: number;
}

class Supervisor {
  /** 0, and 1 once everybody is to stop. */
  // BEGIN SOLUTION
  // STUB: readonly shutdown = new Int32Array(1); // who can see this?
  readonly shutdown = new Int32Array(new SharedArrayBuffer(4));
  // END SOLUTION

  shutDown(): void {
    // BEGIN SOLUTION
    // STUB: throw new Error("exercise 06.4: write your answer here"); // about 1 line
    Atomics.store(this.shutdown, 0, 1);
    // END SOLUTION
  }

  async run<Result>(
    agents: readonly Supervised<Result>[],
    plan: Plan,
    sleep: Sleep,
  ): Promise<SupervisedOutcome<Result>[]> {
    // BEGIN SOLUTION
    // STUB: // a budget for all · for each agent: retry a withTimeout, count, turn the end into an outcome   (about 16 lines)
    // STUB: throw new Error("exercise 06.4: write your answer here");
    const budget = new RetryBudget(plan.budget);
    const supervise = async (one: Supervised<Result>): Promise<SupervisedOutcome<Result>> => {
      let tries = 0;
      const attempt = () => {
        if (Atomics.load(this.shutdown, 0) === 1)
          throw Object.assign(new Error("was not started again: the swarm shuts down"), { permanent: true });
        tries += 1;
        const once = { start: () => one.start(this.shutdown), ask: () => one.ask(), kill: () => one.kill() };
        return withTimeout(once, plan, sleep);
      };
      try {
        return {
          success: true,
          result: await retry(async () => attempt(), plan, budget, sleep),
          error: null,
          tries,
        };
      } catch (thrown) {
        const error = thrown instanceof Error ? thrown : new Error(String(thrown));
        return { success: false, result: null, error, tries };
      }
    };
    return Promise.all(agents.map(supervise));
    // END SOLUTION
  }
}

// %% tags=["check"]
await check("06.4");

// %% [markdown] tags=["hint"]
// Write it for *one* agent first: a small async function that returns an outcome and never throws. Then `run` is that
// function for each agent, with one wait for all of them, as in lesson 02.

// %% [markdown] tags=["hint"]
// From the inside out: a try is `withTimeout` around one start. Trying again is `retry` around that. An outcome is a
// `try … catch` around both. Each layer knows nothing of the others.

// %% [markdown] tags=["hint"]
// `withTimeout` wants a work whose `start()` takes nothing, and your agent's `start` wants the flag. Give it a small
// object with three functions, each of which calls the agent's own.

// %% [markdown] tags=["hint"]
// Where does the shutdown come in? Each try begins with a look at the flag. When it is raised, what has to happen so
// that `retry` does not try again? You have taught it a kind of error for which it never does.

// %% [markdown] tags=["hint"]
// An `Int32Array` over an ordinary buffer is *copied* when it goes to another thread, and nobody ever sees your one.
// Which kind of buffer is shared instead? Write to it with `Atomics.store`, and look with `Atomics.load`.

// %% [markdown] tags=["explanation"]
// Three layers, each of which you can test alone: `withTimeout` makes sure that a try ends, `retry` decides whether
// there is another, the supervisor turns the end into a value. The shutdown needs no message to anybody: it is a number
// that everyone looks at.
//
// A second way is a plain loop: `while (tries <= plan.retries && Atomics.load(this.shutdown, 0) === 0)`, with the wait
// and the budget inside. It is shorter by one layer, and longer by one place where a mistake can hide.
//
// A supervisor that holds real processes has more states than yours: starting, ready, busy, asked, gone. Read
// `labs/swarm/processes/supervised-process.ts`: it also hears a heartbeat, and ends a process whose heart has stopped.

// %% [markdown]
// Your supervisor with agents on real threads. One works, one breaks each time, one is deaf. The fourth would go on for
// ever, but it listens. After a while we raise your flag from here, in the middle of its loop. (Until your answer is
// written, this cell fails with what is missing.)

// %% tags=["raises-exception"]
const supervisor = new Supervisor();
const habits = ["quick", "breaks", "deaf", "listens"] as const;
const subjects = habits.map((habit) => new ThreadAgent(habit));
const plan = { retries: 2, budget: 10, firstWait: 0.05, longestWait: 0.2, timeout: 1.2, grace: 0.2 };
setTimeout(() => supervisor.shutDown(), 600);
try {
  const outcomes = await supervisor.run(subjects, plan, realSleep);
  outcomes.forEach(({ success, result, error, tries }, at) => {
    const told = success ? `✓ ${result} pieces` : `✗ ${error?.message}`;
    console.log(`${habits[at]?.padEnd(8)} ${told} (${tries} ${tries === 1 ? "try" : "tries"})`);
  });
} finally {
  for (const subject of subjects) await subject.kill();
}

// %% [markdown]
// The deaf one met its timeout and was killed. It was not tried again, because by then the flag was up. The last one
// saw the flag long before its timeout, and answered with what it had.
//
// > **CoLearning challenge**
// >
// > "Here is my `Supervisor`. Play the production system: tell me one incident at a time (a deaf agent, an agent that
// > exits, a service that is down for a minute, a shutdown in the middle of a back-off). After each I say what my
// > supervisor does, second by second. Then you look in my code for the place where I am wrong."
// >
// > *Expected outcome:* at least one incident that your supervisor handles differently from what you said. What it does
// > with a shutdown during a wait is a good candidate.

// %% [markdown]
// ## Try with AI
//
// | minutes | ask | expected outcome |
// |---|---|---|
// | 4 | "Write a function that runs a task with a timeout in TypeScript." Then: "What is the task doing one second after the timeout?" | A `Promise.race`, and the admission that the task is still running. You know what to add. |
// | 4 | "Which of these may be tried again without harm: sending a mail, setting a status, adding a row, deleting a file, charging a card? How do I make each of the others idempotent?" | A key for each operation, chosen by whoever asks, so that the second time is recognised. |
// | 5 | *(Paste your containment table.)* "For each of my agents *(list them)* choose threads or processes, and give the row of the table that decides it." | A reason for each choice that comes from your table, not from taste. |

// %% [markdown]
// ## When worker output is late or missing
//
// - What a killed agent had printed may be lost on the way. What it *returned* is not: either its result is there, or
//   an error with a code.
// - A process or a thread that died wrote its last words, if it had any, into the error's message. Print
//   `error.message` and `error.cause` before you look anywhere else.
// - Does a cell of this lesson say that something is not defined? Then the kernel was restarted, or a cell skipped: run
//   the first cell, and then from the top of the section.
//
// ## Recap
//
// - A fault is contained by the smallest wall that it cannot break: `try`, thread, process.
// - Threads isolate errors and processor time. Only processes isolate memory and native crashes.
// - Stop in two phases: ask (signal for those who wait, flag for those who compute), then kill. Wait until it is over.
// - `Promise.race` stops waiting, not working. What it leaves behind is a zombie.
// - Try again what may pass and is idempotent. Back off, with jitter, and keep a budget.
// - A policy says when a swarm has seen enough. Nobody is silently missing.
// - A failure that does not look like one passes every wall. An agent has to say no itself.
//
// All words of the course stand in the [glossary](glossary.md).
//
// ## Quiz yourself
//
// <details><summary>1. Your service has a timeout on every request, and it still gets slower from day to day. A restart helps. What do you look for?</summary>
//
// Work that goes on after its timeout. Count threads and their processor time when nobody asks for anything.
// </details>
//
// <details><summary>2. Why does a loop not see that <code>signal.aborted</code> has become true?</summary>
//
// The signal changes when its thread handles a message. A thread in a loop handles none. A flag in shared memory needs
// no message.
// </details>
//
// <details><summary>3. An agent adds a row to a table and then fails. You try it again. What can be wrong, and how do you prevent it?</summary>
//
// The row is there twice. Give it a key, and write *this row is so*, not *one more row*.
// </details>
//
// <details><summary>4. Fifty agents ask one model, which is down for ten seconds. Each may retry five times, at once. What happens?</summary>
//
// Two hundred and fifty retries in a moment, all in vain. Then nobody has any left when the model is back. Back-off,
// jitter, and a budget for all of them together.
// </details>
//
// <details><summary>5. Which policy for: three models vote on an answer; a nightly report of 500 services; a step that needs all four parts; a chat that must answer within two seconds?</summary>
//
// `quorum(2)`, `settle`, `failFast`, `deadline(2)`.
// </details>
//
// <details><summary>6. You want to run code that strangers send you. Are child processes enough?</summary>
//
// No. They contain accidents. Against ill will you need a wall of the operating system around the process.
// </details>
//
// **Next:** [07 · The three-way benchmark](07-three-ways.ipynb): what does all of this cost? Measured.
// **Back:** [05 · Queues and channels](05-channels.ipynb) · [02 · A swarm](02-a-swarm.ipynb).
//
// *To read on: [worker threads in the Node.js manual](https://nodejs.org/api/worker_threads.html),
// [AbortSignal](https://developer.mozilla.org/en-US/docs/Web/API/AbortSignal),
// [exponential backoff and jitter](https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).*
