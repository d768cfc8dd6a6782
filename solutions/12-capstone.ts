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
//     lesson: "12"
//     title: "Capstone: a system of your own"
//     minutes: 235
// ---

// %% [markdown]
// # 12 · Capstone: a system of your own
//
// *About 235 minutes, in four steps. You need lessons 00 to 08.*
//
// This notebook is nearly empty. You fill it with a system that runs agents of your own on all cores, survives when one
// of them fails, measures itself in three ways, and says what it found on one page that you can show to a colleague.
//
// The system **is** the benchmark. You do not build a toy first and measure something else afterwards. The agents that
// do the work are the agents that are measured.
//
// **After this lesson you can**
//
// - put a team of different agents together, and run it on real threads,
// - collect what many agents find, without losing any of it,
// - show that one agent's failure stays its own,
// - measure the same team in three ways, with the setup outside of the clock,
// - say who won, and when to say that nobody did,
// - hand over a page with your own numbers, and a document for whoever runs your system.
//
// ## The plan
//
// | step | minutes | what | how it is judged |
// |---|---|---|---|
// | **1 Extend** | 60 | a team of your own agent types (12.1), their findings collected (12.2) | checks |
// | **2 Add resilience** | 40 | failures on purpose: the rest goes on (12.3) | checks |
// | **3 Measure and document** | 100 | the clock (12.4), three ways with 2, 4 and 8 agents (12.5), the winner (12.6), the page (12.7), your production document | checks; the document by a rubric |
// | **4 Validate** | 35 | go through it with a co-teacher, improve one thing, measure again | you |
//
// Parts A and B of the project are steps 1 to 3. Part C is the document. Any sound design passes: the checks look at
// what your system does, and not at how you wrote it. Take what you built in the lessons, or what `@swarmlab/labs` has,
// or start from an empty cell.
//
// ```mermaid
// flowchart LR
//   P["agent pool:<br/>the team"] --> C["coordinator<br/>(main thread)"]
//   C -- "a task each" --> T1["thread 1"]
//   C -- "a task each" --> T2["thread 2"]
//   T1 -- "findings" --> S["collector:<br/>safe under stress"]
//   T2 -- "findings" --> S
//   S --> R["results, in the<br/>agents' order"]
//   R --> D["table, winner,<br/>page"]
// ```
//
// *The diagram in words: the coordinator takes the team from the agent pool and gives each agent to a thread. What the
// agents find goes into a collector that many threads may use at once. Results come back in the agents' order, and
// become a table, a verdict and a page.*

// %%
import { check, coteach, hint } from "@swarmlab/kit";
import {
  type AgentContext,
  type AgentResult,
  type AgentTask,
  AIAgent,
  agent,
  barChart,
  DataAnalyst,
  ModelTrainer,
  median,
  openSwarm,
  PerAgentCollector,
  runMultiAgentSystem,
  runtimeStatus,
  timelineChart,
} from "@swarmlab/labs";

console.log(`${runtimeStatus()}`);

// %% [markdown]
// ## The foundation
//
// Four equal agents, launched, awaited and collected. That is all there is to begin with. You have built each part of
// it in lessons 01 and 02:

// %%
const foundation = await runMultiAgentSystem({
  agents: [0, 1, 2, 3].map((id) => agent(DataAnalyst, id, 3_000_000)),
  executor: "worker-threads",
});
for (const { agentId, success, duration, worker } of foundation.results) {
  console.log(`${success ? "✓" : "✗"} agent ${agentId} on ${worker}: ${(duration * 1000).toFixed(1)} ms`);
}
console.log(`the whole system: ${(foundation.totalSeconds * 1000).toFixed(1)} ms`);

// %% [markdown]
// A failed agent is a value here, and values are easily overlooked: nothing stops you from adding up what the others found.
// Where the whole is worth nothing without each part, ask for all of them. This is yours to use:

// %%
/** The results, if every agent succeeded. @throws Error that names the first one that did not, and says why */
function allSucceeded(results: readonly AgentResult[]): readonly AgentResult[] {
  const failed = results.find(({ success }) => !success);
  if (failed) throw new Error(`agent ${failed.agentId} failed: ${failed.error?.message}`);
  return results;
}

console.log(`${allSucceeded(foundation.results).length} agents, and none of them failed`);

// %% [markdown]
// > **AI co-learning prompt**
// >
// > "I am about to build a multi-agent system in TypeScript: agents of several types on worker threads, a collector,
// > failure handling and a benchmark. Ask me about my design, one question at a time: what makes my agents independent of
// > each other, who owns which data, and what happens when one of them never answers. Do not propose a design."

// %% [markdown]
// # Step 1 · Extend

// %% [markdown]
// ## Exercise 12.1 · A team of your own
//
// *30 minutes · build.*
//
// Real systems have agents of different kinds, and they take unequal time. Build a team of **three or more agent types**,
// at least **one of them your own**, and the system that runs it.
//
// - `teamOf(count, work)` gives so many agents, with the ids 0, 1, 2 …. With three or more agents, at least three types
//   are among them. `work` says how much each has to do: 1 is a few milliseconds, 10 about ten times as much. The same
//   team gives the same results again.
// - `runSystem(team)` prints one line of **status** first: how many cores there are, and how the agents will run. It runs
//   each agent on a **worker thread**, and gives a report: the status, the results in the agents' order, and the time from
//   the first agent's turn to the last one's end.
//
// The results are those of lesson 01: `agentId`, `agentType`, `result`, `duration`, `success`, `error`, `worker`,
// `startedAt`, `endedAt`, and nobody can change them.
//
// *What could your agents do?* Count primes. Score a text. Search a maze. Play ten thousand games of dice with a seed of
// their own. Choose something you would like to see on your page in the end.

// %% tags=["exercise"]
// exercise 12.1 · A team of your own
interface SystemReport {
  /** The line that was printed at the start. */
  readonly status: string;
  /** In the agents' order. */
  readonly results: readonly AgentResult[];
  readonly totalSeconds: number;
}

// BEGIN SOLUTION
// STUB: // Your agent types: classes that extend AIAgent.
// STUB:
// STUB: function teamOf(count: number, work: number): AgentTask[] {
// STUB:   throw new Error("exercise 12.1: write your answer here");
// STUB: }
// STUB:
// STUB: async function runSystem(team: readonly AgentTask[]): Promise<SystemReport> {
// STUB:   throw new Error("exercise 12.1: write your answer here");
// STUB: }
import { pbkdf2Sync } from "node:crypto";

/** Stretches its own name into a key, as a password is hashed before it is kept: slow on purpose, and alike every time. */
class KeyStretcher extends AIAgent<number, string> {
  protected override think(rounds: number): string {
    const name = String(this.agentId);
    return pbkdf2Sync(name, name, rounds, 32, "sha256").toString("hex");
  }
}

function teamOf(count: number, work: number): AgentTask[] {
  const kinds = [
    (id: number) => agent(DataAnalyst, id, Math.ceil(3_000_000 * work)),
    (id: number) => agent(ModelTrainer, id, { epochs: Math.ceil(150 * work) }),
    (id: number) => agent(KeyStretcher, id, Math.ceil(10_000 * work)),
  ];
  return Array.from({ length: count }, (_, id) => kinds[id % kinds.length](id));
}

async function runSystem(team: readonly AgentTask[]): Promise<SystemReport> {
  const status = `${team.length} agents on worker threads. ${runtimeStatus()}`;
  console.log(status);
  const { results, totalSeconds } = await runMultiAgentSystem({
    agents: team,
    executor: "worker-threads",
    announce: false,
  });
  return { status, results, totalSeconds };
}
// END SOLUTION

/** Your system with a team of so many agents. */
const runTeam = (count: number, work: number) => runSystem(teamOf(count, work));

// %% tags=["check"]
await check("12.1");

// %% [markdown] tags=["hint"]
// Begin with one agent type of your own, and try it alone: `await new MyType(1).reason(10)`. Only then build the team.
// Two of the three types may come from the lab.

// %% [markdown] tags=["hint"]
// A team is a list of `agent(Type, id, input)`. Which type comes next? `id % 3` goes 0, 1, 2, 0, 1, 2 …. A list of three
// small functions, each making one kind of agent, keeps it short.

// %% [markdown] tags=["hint"]
// `runMultiAgentSystem` with the executor `"worker-threads"` gives `results` and `totalSeconds` as they are asked for.
// What is left for you is the status: `runtimeStatus()` says it in a sentence, and you print it **before** the swarm starts.

// %% [markdown] tags=["hint"]
// "The same team gives the same results again" fails for one reason: chance. Use no `Math.random()` and no clock in an
// agent. A small generator with a seed, such as the agent's id, gives numbers that look random and come again.

// %% [markdown] tags=["explanation"]
// You have a pool of agents, a coordinator and results in order, with agents that differ in what they do and how long
// they take. Nothing in `runSystem` knows the types. That is why a fourth type will cost you one line.
//
// A second way needs no swarm of the lab at all: one `Worker` for each core, a shared counter that says which agent is
// next, and a message for each result. It is some forty lines, and the checks accept it.

// %% [markdown]
// Your team at work. Which type takes longest? Would another order be kinder to your cores?

// %% tags=["raises-exception"]
const teamRun = await runTeam(8, 4);
await timelineChart(
  { "my team": { results: teamRun.results, totalSeconds: teamRun.totalSeconds, executor: "worker-threads" } },
  { title: "My team at work" },
);

// %% [markdown]
// > **CoLearning challenge**
// >
// > Ask your AI co-teacher: "Here is my agent type *(paste it)*. I want a second one that shares nothing with it but the
// > interface. Ask me what it should do, then let me decide between inheriting from the first and composing both from
// > functions. Question my choice."
// >
// > *Expected outcome:* two different agent types with one interface, and a sentence of yours on why you inherited or
// > composed.

// %% [markdown]
// ## Exercise 12.2 · Nothing gets lost
//
// *20 minutes · build.*
//
// Agents rarely have one result. They find things while they work, and somebody has to keep what they find. Finding takes
// work, and this is yours to use. There is no short way to what it gives: each round needs the one before.

// %%
import { pbkdf2Sync as hashInRounds } from "node:crypto";

/** Where to look, and how much work each finding is. */
interface Site {
  readonly seed: string;
  readonly rounds: number;
}

/** What an agent finds at a site: its first find has the index 0. */
function unearth({ seed, rounds }: Site, agentId: number, index: number): string {
  return hashInRounds(`${agentId} ${index}`, seed, rounds, 12, "sha256").toString("hex");
}

console.log(unearth({ seed: "a small hill", rounds: 20_000 }, 0, 0));

// %% [markdown]
// Write `collectFindings(agents, each, site)`: so many agents run on **worker threads**, and each finds `each` things. It
// gives all findings, in any order. A finding says who found it, which of that agent's findings it is, counted from 0, and
// what was found. The thread that `worker` names is the one that called `unearth` for it. Agents run at the same time, on as
// many threads as you like. None of them fails here; if one did, some findings would be missing, so throw its error.
//
// The check makes many agents find a lot at the same time, again and again. Every finding has to be there once. How you
// keep them apart is up to you: a lock, a channel, a container for each agent, or results that travel home by themselves.

// %% tags=["exercise"]
// exercise 12.2 · Nothing gets lost
interface MyFinding {
  readonly agentId: number;
  /** 0, 1, 2 … for each agent. */
  readonly index: number;
  /** Who ran the agent: `context.worker`. */
  readonly worker: string;
  /** What `unearth` gave. */
  readonly found: string;
}

// BEGIN SOLUTION
// STUB: async function collectFindings(agents: number, each: number, site: Site): Promise<readonly MyFinding[]> {
// STUB:   throw new Error("exercise 12.2: write your answer here");
// STUB: }
function search(
  { each, site }: { each: number; site: Site },
  { agentId, worker }: AgentContext,
): MyFinding[] {
  return Array.from({ length: each }, (_, index) => ({
    agentId,
    index,
    worker,
    found: unearth(site, agentId, index),
  }));
}

async function collectFindings(agents: number, each: number, site: Site): Promise<readonly MyFinding[]> {
  const { results } = await runMultiAgentSystem({
    agents: Array.from({ length: agents }, (_, id) => agent(search, id, { each, site })),
    executor: "worker-threads",
    announce: false,
  });
  return allSucceeded(results).flatMap(({ result }) => result as MyFinding[]);
}
// END SOLUTION

// %% tags=["check"]
await check("12.2");

// %% [markdown] tags=["hint"]
// The safest shared state is none. What does an agent have to know of the others while it collects its own findings?

// %% [markdown] tags=["hint"]
// If each agent keeps a list of its own and gives it back as its `result`, only the main thread ever puts lists together.
// It does so one after the other.

// %% [markdown] tags=["hint"]
// If you share memory: which step can two threads do at once? Taking the next free place is a read and a write. Either
// one indivisible operation does both (`Atomics.add` gives you the old value), or a lock is held across both, or every agent
// has a region of its own.

// %% [markdown] tags=["explanation"]
// Guarded shared state, a queue, or a container for each agent: lesson 05 measured all three. The last one cannot race,
// since nobody shares anything while they work.
//
// A second way: `new PerAgentCollector({ agentIds, slotBytes })` from the lab, handed over as `shared`. Each agent adds its
// one result, with its list in it, to a slot of its own in shared memory. The main thread can look in **while** others still
// work. That is what it buys.

// %% [markdown]
// > **AI co-learning prompt**
// >
// > "My agents' findings come together like this: *(paste `collectFindings`)*. Explain the difference between shared state
// > guarded by a lock and a thread-safe queue, for exactly this code. Then ask me what would go wrong first with a thousand
// > agents, and let me find out."

// %% [markdown]
// # Step 2 · Add resilience

// %% [markdown]
// ## Exercise 12.3 · One fails on purpose
//
// *35 minutes · build.*
//
// Rehearse it before it happens. `rehearse(count, failingId, how, site)` runs `count` agents on worker threads, of which
// one fails on purpose. All the others do their work: each calls `unearth(site, id, 0)` with its own id, and what that
// gives is its result.
//
// | `how` | what the failing agent does |
// |---|---|
// | `"throw"` | divides by zero: `1n / 0n` throws (a plain `1 / 0` does not, it is `Infinity`) |
// | `"exit"` | calls `process.exit(1)` in the middle of its work |
// | `"spin"` | never ends: `for (;;) {}` |
//
// The report has one result for each agent, in their order; the failing one has `success: false` and an `error` whose
// message tells what happened. `survivors` counts those that succeeded. And it ends within a few seconds, however the agent fails.
// The failure is a real one: `"exit"` really ends its thread, and `"spin"` really keeps a core busy until it is ended. Agents run
// at the same time, and the one that fails takes no other's result with it.

// %% tags=["exercise"]
// exercise 12.3 · One fails on purpose
interface Rehearsal {
  readonly results: readonly AgentResult[];
  /** How many agents succeeded. */
  readonly survivors: number;
}

// BEGIN SOLUTION
// STUB: async function rehearse(
// STUB:   count: number,
// STUB:   failingId: number,
// STUB:   how: "throw" | "exit" | "spin",
// STUB:   site: Site,
// STUB: ): Promise<Rehearsal> {
// STUB:   throw new Error("exercise 12.3: write your answer here");
// STUB: }
const failures = {
  throw: () => 1n / 0n,
  exit: () => process.exit(1),
  spin: () => {
    for (;;) {}
  },
};

async function rehearse(
  count: number,
  failingId: number,
  how: "throw" | "exit" | "spin",
  site: Site,
): Promise<Rehearsal> {
  const dig = (at: Site, { agentId }: AgentContext) => unearth(at, agentId, 0);
  const team = Array.from({ length: count }, (_, id) =>
    id === failingId ? agent(failures[how], id, undefined) : agent(dig, id, site),
  );
  const { results } = await runMultiAgentSystem({
    agents: team,
    executor: "worker-threads",
    timeout: 2,
    grace: 0.2,
    announce: false,
  });
  return { results, survivors: results.filter(({ success }) => success).length };
}
// END SOLUTION

// %% tags=["check"]
await check("12.3");

// %% [markdown] tags=["hint"]
// Write the agent that fails first: one function for each way, or one class whose input says how. The others are a
// function as well: it gets the site, and knows its own id from the context. Then put the one that fails in its place.

// %% [markdown] tags=["hint"]
// `"throw"` and `"exit"` are contained by worker threads: the swarm turns both into a result with an `error`. If you run
// your own threads, the `exit` event of a `Worker` is all you will hear of the second.

// %% [markdown] tags=["hint"]
// Against `"spin"` no `catch` helps, because nothing is thrown, and no promise is ever settled. Somebody outside has to
// look at the clock and end the thread. Lesson 06 calls it `timeout`; leave the others enough time for their work.

// %% [markdown] tags=["explanation"]
// Three failures, three guards: `throw` is caught inside of the agent, `exit` is noticed by whoever started the thread, and
// `spin` is ended by somebody with a clock. Each becomes a value, and the others never hear of it.
//
// A second way: race each agent's promise against a timer and call `worker.terminate()` when the timer wins. Without
// the `terminate()` your code goes on and the core stays busy: that is the zombie of lesson 06.

// %% [markdown]
// The same team, whole and with agent 2 failing in each way:

// %% tags=["raises-exception"]
for (const how of ["throw", "exit", "spin"] as const) {
  const { results, survivors } = await rehearse(6, 2, how, { seed: "the usual place", rounds: 20_000 });
  const failed = results.find(({ success }) => !success);
  console.log(
    `${how.padEnd(6)} ${survivors} of 6 arrived; agent ${failed?.agentId}: ${failed?.error?.message}`,
  );
}

// %% [markdown]
// > **CoLearning challenge**
// >
// > Ask your AI co-teacher: "Add a test to my system in which one agent divides by zero. Before you write anything, ask me
// > what each other agent will report, and who catches the error. Then let me explain why this shows resilience, and tell me
// > one failure that my test does not cover."
// >
// > *Expected outcome:* a failing agent, complete results of all others, and one more failure on your list.

// %% [markdown]
// > **A good place to stop.** Your system runs, loses nothing, and survives its failures: that is Part A. What comes now
// > measures it and writes it down. About 95 minutes lie behind you, and 140 before you. When you come back, click the next cell and choose *Run ▸ Run All Above
// > Selected Cell*: it brings back all that stands above.

// %% [markdown]
// # Step 3 · Measure and document

// %% [markdown]
// ## Exercise 12.4 · The clock
//
// *10 minutes · complete.*
//
// You know the clock from exercise 07.2: setup outside, one warm-up, several rounds, the median. Take your own, if you like.
// What a swarm needs beside it is the last line: **a run in which an agent failed has no time.**
//
// Complete `timeRuns(prepare, run, rounds)`. In each round it calls `prepare()`, and hands what that gives to `run()`. Only `run`
// is on the clock. It gives the times in the order of the rounds, and their median. If any agent of a run has failed, also in the
// warm-up, it throws an error that says so. The lab's `median` is yours to use, and exercise 12.5 needs your `timeRuns`.

// %% tags=["exercise"]
// exercise 12.4 · The clock
interface Timing {
  /** One for each round that counts, in seconds. */
  readonly seconds: readonly number[];
  readonly median: number;
}

async function timeRuns<Prepared>(
  prepare: () => Promise<Prepared>,
  run: (prepared: Prepared) => Promise<readonly { readonly success: boolean }[]>,
  rounds: number,
): Promise<Timing> {
  // BEGIN SOLUTION
  // STUB: // prepare · start the clock · run · stop it   (about 10 lines)
  // STUB: throw new Error("exercise 12.4: write your answer here");
  const seconds: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const prepared = await prepare();
    const start = performance.now();
    const results = await run(prepared);
    const taken = (performance.now() - start) / 1000;
    const failed = results.filter(({ success }) => !success).length;
    if (failed > 0) throw new Error(`${failed} of ${results.length} agents failed: this time says nothing`);
    if (round > 0) seconds.push(taken); // the first round warms up
  }
  return { seconds, median: median(seconds) };
  // END SOLUTION
}

// %% tags=["check"]
await check("12.4");

// %% [markdown] tags=["hint"]
// Where does `performance.now()` stand? Between it and the call of `run` there should be nothing, and nothing between the end of
// `run` and the second reading.

// %% [markdown] tags=["hint"]
// The warm-up is a whole round: it prepares, it runs, and its time is thrown away. Failures in it count all the same.

// %% [markdown] tags=["hint"]
// `median` of the lab takes the list of times and leaves it as it is. Without it: the middle one of the sorted list, or the mean of
// the two in the middle. `sort()` without a function sorts numbers as text, and it changes the list you give out.

// %% [markdown] tags=["explanation"]
// Setup outside of the clock, a warm-up, several rounds, the median, and no time for a run that failed. Most benchmarks you
// will meet lack two of these five.
//
// A second way gathers times with `reduce` or recursion, or gives the warm-up a call of its own before the loop. What
// counts is what stands between the two readings.

// %% [markdown]
// What a benchmark finds out comes in rows. Exercises 12.5 to 12.7 all work with them:

// %%
interface BenchmarkRow {
  readonly approach: "sequential" | "event-loop" | "worker-threads" | "child-processes";
  readonly agents: number;
  /** What each round that counts took, in seconds. */
  readonly times: readonly number[];
  readonly seconds: number;
  readonly speedup: number;
  readonly cpuPercent: number;
  readonly memoryMB: number;
}

// %% [markdown]
// How busy the cores are, the system counts. This is yours to use, too:

// %%
import { cpus } from "node:os";

/** Milliseconds that all cores together have worked, and that they have been there, since the machine started. */
function coreTime(): { busy: number; all: number } {
  let idle = 0;
  let all = 0;
  for (const { times } of cpus()) {
    idle += times.idle;
    for (const time of Object.values(times)) all += time;
  }
  return { busy: all - idle, all };
}

// %% [markdown]
// ## Exercise 12.5 · Three ways, three sizes
//
// *20 minutes · build.*
//
// Now measure **your** team: what your `teamOf(count, work)` gives. `benchmark(counts, work, rounds)` calls it for each number of
// agents, and runs the team one agent after the other (`"sequential"`, the base) and in three ways: `"event-loop"`,
// `"worker-threads"`, `"child-processes"`. It gives a row for each.
//
// - `times` says how long each of the `rounds` took, without setup, and `seconds` is the median of them. A warm-up is in neither.
//   Rounds run one after the other, and each is timed by itself. A run in which an agent failed, in whichever way, has no
//   time: throw an error.
// - `speedup` is the base's seconds ÷ this row's seconds, **for the same number of agents**. The base has 1.
// - `cpuPercent` is how much of *all* cores was busy, from 0 to 100. `coreTime()`, read before and after, says what was busy.
// - `memoryMB` is the memory of *this* process when the run ended, or its peak, in megabytes. What child processes hold is not in
//   it. That is seen only from outside, as lesson 07 has shown: say so where you show the figure.

// %% tags=["exercise"]
// exercise 12.5 · Three ways, three sizes
// BEGIN SOLUTION
// STUB: async function benchmark(counts: readonly number[], work: number, rounds: number): Promise<BenchmarkRow[]> {
// STUB:   throw new Error("exercise 12.5: write your answer here");
// STUB: }
async function benchmark(counts: readonly number[], work: number, rounds: number): Promise<BenchmarkRow[]> {
  const rows: BenchmarkRow[] = [];
  for (const agents of counts) {
    for (const approach of ["sequential", "event-loop", "worker-threads", "child-processes"] as const) {
      // A swarm that stays open has its workers ready before the clock begins.
      await using swarm = await openSwarm({ executor: approach, announce: false });
      const before = coreTime();
      const { seconds: times, median: seconds } = await timeRuns(
        async () => teamOf(agents, work),
        async (team) => (await swarm.run(team)).results,
        rounds,
      );
      const after = coreTime();
      const base = rows.find((row) => row.agents === agents)?.seconds ?? seconds;
      rows.push({
        approach,
        agents,
        times,
        seconds,
        speedup: base / seconds,
        cpuPercent: (100 * (after.busy - before.busy)) / Math.max(1, after.all - before.all),
        memoryMB: process.memoryUsage().rss / 1e6,
      });
    }
  }
  return rows;
}
// END SOLUTION

// %% tags=["check"]
await check("12.5");

// %% [markdown] tags=["hint"]
// Two loops: over the numbers of agents, and over the four ways. The base has to come first for each number of agents,
// since the others are compared with it.

// %% [markdown] tags=["hint"]
// The lab's swarm runs any team in each of the four ways: the `executor` has just these names. Starting workers is setup. So open
// a swarm first (`openSwarm`), and let your `timeRuns` time runs on it. Or take a run's `totalSeconds`, which begins after the start.

// %% [markdown] tags=["hint"]
// For the CPU, read `coreTime()` before the rounds and after them. What became busier, divided by all that passed, is the share.
// It counts what other programs did, too, so measure in a quiet moment.

// %% [markdown] tags=["explanation"]
// Your own agents, measured in three ways and three sizes against an honest base, by your own clock.
//
// A second way asks `pidusage` for this process and its children while they work, which leaves other programs out. A third
// starts a fresh process for each run, so that no run warms up the next: `compareApproaches()` of the lab does that, as you
// saw in lesson 07.

// %% [markdown]
// Now the real thing, with enough work to be worth it. Close what else is running first. It takes about ten seconds, and
// longer with slow agents:

// %% tags=["raises-exception"]
const myRows = await benchmark([2, 4, 8], 14, 3);
console.table(
  myRows.map((row) => ({
    way: row.approach,
    agents: row.agents,
    ms: Math.round(row.seconds * 1000),
    speedup: Number(row.speedup.toFixed(2)),
    "cpu %": Math.round(row.cpuPercent),
  })),
);

// %% [markdown]
// > **AI co-learning prompt**
// >
// > "Show me how CPU and memory of a Node.js process and its children are measured from outside with `pidusage`, and how
// > often one may ask without disturbing the work. Ask me first what my own numbers leave out."

// %% [markdown]
// ## Exercise 12.6 · Who won, and why
//
// *15 minutes · build.*
//
// Numbers are not a finding yet. `analyse(rows)` looks at the rows with the **most** agents and gives
//
// - `winner`: the way with the lowest `seconds`, or `null` when the second is less than 5 % slower. A lead that small is noise.
// - `because`: sentences with the numbers behind it. At least one names the winner's speedup, and one its share of the CPU. When
//   nobody won, one names those that were too close.
// - `table`: every row as text with six things (way, agents, seconds, speedup, CPU, memory), and a heading that names each of them.
//   All lines have the same length, so that columns line up.
//
// The verdict follows from the rows, whatever they say. On other machines, with other work, the event loop may win.

// %% tags=["exercise"]
// exercise 12.6 · Who won, and why
interface Analysis {
  readonly winner: string | null;
  readonly because: readonly string[];
  readonly table: string;
}

// BEGIN SOLUTION
// STUB: function analyse(rows: readonly BenchmarkRow[]): Analysis {
// STUB:   throw new Error("exercise 12.6: write your answer here");
// STUB: }
function analyse(rows: readonly BenchmarkRow[]): Analysis {
  const most = Math.max(...rows.map((row) => row.agents));
  const [first, second] = rows.filter((row) => row.agents === most).sort((a, b) => a.seconds - b.seconds);
  const isClear = second === undefined || second.seconds >= first.seconds * 1.05;
  const because = isClear
    ? [
        `It took ${first.seconds.toFixed(3)} s: ${first.speedup.toFixed(2)} times as fast as one after the other.`,
        `It kept ${first.cpuPercent.toFixed(0)} % of the cores busy, and ended with ${first.memoryMB.toFixed(0)} MB.`,
      ]
    : [
        `${first.approach} took ${first.seconds.toFixed(3)} s, and ${second.approach} ${second.seconds.toFixed(3)} s: less than 5 % more.`,
      ];
  const cells = rows.map((row) => [
    row.approach,
    `${row.agents}`,
    row.seconds.toFixed(3),
    `${row.speedup.toFixed(2)}x`,
    `${row.cpuPercent.toFixed(0)} %`,
    row.memoryMB.toFixed(0),
  ]);
  const lines = [["approach", "agents", "seconds", "speedup", "CPU", "MB"], ...cells];
  const widths = lines[0].map((_, at) => Math.max(...lines.map((line) => line[at].length)));
  const table = lines
    .map(([name, ...figures]) => {
      const padded = figures.map((figure, at) => figure.padStart(widths[at + 1]));
      return [name.padEnd(widths[0]), ...padded].join("  ");
    })
    .join("\n");
  return { winner: isClear ? first.approach : null, because, table };
}
// END SOLUTION

// %% tags=["check"]
await check("12.6");

// %% [markdown] tags=["hint"]
// Take it apart: which rows count? Which of them is fastest? Is the lead large enough? What do you say in each case? Four
// small steps, each of a line or two.

// %% [markdown] tags=["hint"]
// Sort a **copy** of the rows with the most agents by their seconds. The first two decide: is the second at least 1.05 times the
// first? What if there is no second row at all?

// %% [markdown] tags=["hint"]
// For the table, make every cell a text first. Then find the widest text of each column, the heading included, and use
// `padEnd` for names and `padStart` for numbers.

// %% [markdown] tags=["explanation"]
// A verdict that is computed can be wrong only where the numbers are. It says "nobody" when the numbers do.
//
// A second way reduces the rows to the fastest and the runner-up in one pass. The lab's own analysis goes further: it asks for six
// rounds and for intervals that do not overlap, and refuses to name a winner otherwise.

// %% tags=["raises-exception"]
const myAnalysis = analyse(myRows);
console.log(myAnalysis.table);
console.log(`\nWinner: ${myAnalysis.winner ?? "nobody"}`);
for (const reason of myAnalysis.because) console.log(`  ${reason}`);

// %% [markdown]
// > **A pitfall: threads always win.** They do not. See it with your own team, when it has next to nothing to do:

// %% tags=["raises-exception"]
const tinyRows = await benchmark([8], 0.01, 3);
const tiny = analyse(tinyRows);
console.log(tiny.table);
console.log(`\nWinner: ${tiny.winner ?? "nobody"}`);

// %% [markdown]
// Three more pitfalls lie on the way here, and you have met each of them:
//
// - *Lock scope.* Copy under the lock, work outside, write back under the lock: somebody else wrote in between. (Lesson 04)
// - *Processes are not threads.* Both run in parallel. Only threads can share bytes, and only processes survive a crash of the
//   engine. (Lessons 05 and 06)
// - *Setup on the clock.* Your `timeRuns` knows better.

// %% [markdown]
// ## Exercise 12.7 · The page
//
// *15 minutes · build.*
//
// The product of this project: **one HTML file** that you can send to a colleague. `page(title, rows)` gives its text. It opens without
// a network and loads nothing: no script, style, font or picture from elsewhere. It holds
//
// - your title, as `<title>` and as `<h1>`,
// - the winner, or that there is none, and why,
// - every row as a row of a `<table>`,
// - at least one chart, as `<svg>` inside of the page, in which every way is named and the unit is told.
//
// Titles and names may hold any character. `a < b & "c"` has to be read as just that, and never run.

// %% tags=["exercise"]
// exercise 12.7 · The page
// BEGIN SOLUTION
// STUB: async function page(title: string, rows: readonly BenchmarkRow[]): Promise<string> {
// STUB:   throw new Error("exercise 12.7: write your answer here");
// STUB: }
function escapeText(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

async function page(title: string, rows: readonly BenchmarkRow[]): Promise<string> {
  const { winner, because } = analyse(rows);
  const verdict = `Winner: ${winner ?? "nobody"}`;
  const chart = await barChart(
    rows.map(({ approach, agents, seconds }) => ({ label: `${approach}, ${agents} agents`, value: seconds })),
    { title: verdict, axisTitle: "seconds, less is better", colours: "one" },
  );
  const lines = rows
    .map(
      ({ approach, agents, seconds, speedup, cpuPercent, memoryMB }) =>
        `<tr><td>${escapeText(approach)}</td><td>${agents}</td><td>${seconds.toFixed(3)}</td><td>${speedup.toFixed(2)}</td><td>${cpuPercent.toFixed(0)}</td><td>${memoryMB.toFixed(0)}</td></tr>`,
    )
    .join("");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(title)}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; color: #1c2733; }
table { border-collapse: collapse; width: 100%; margin: 1.5rem 0; }
th, td { padding: 0.35rem 0.6rem; border-bottom: 1px solid #d5dde5; text-align: right; }
th:first-child, td:first-child { text-align: left; }
svg { max-width: 100%; height: auto; }
.verdict { font-size: 1.25rem; font-weight: 600; }
</style>
</head>
<body>
<h1>${escapeText(title)}</h1>
<p class="verdict">${escapeText(verdict)}</p>
<ul>${because.map((reason) => `<li>${escapeText(reason)}</li>`).join("")}</ul>
<figure>${chart.svg}</figure>
<table>
<thead>
<tr>
<th scope="col">way</th><th scope="col">agents</th><th scope="col">seconds</th>
<th scope="col">speedup</th><th scope="col">CPU %</th><th scope="col">MB</th>
</tr>
</thead>
<tbody>${lines}</tbody>
</table>
</body>
</html>
`;
}
// END SOLUTION

// %% tags=["check"]
await check("12.7");

// %% [markdown] tags=["hint"]
// Write the page as one template text, and begin with an empty table. Save it, open it, and add one part after the other.

// %% [markdown] tags=["hint"]
// Every chart of the lab has its picture as text: `(await barChart(…)).svg`. You can put it straight into the page.

// %% [markdown] tags=["hint"]
// Characters that mean something in HTML have to be written in another way: `&` first, then `<`, `>` and `"`. Do it for everything
// that comes from outside: the title, the names, the reasons. The chart is yours, and is HTML already.

// %% [markdown] tags=["explanation"]
// One file, nothing to load, nothing that can break when somebody opens it in ten years.
//
// A second way is the lab's `dashboardPage(report)`, which adds charts that answer to the pointer and the light or dark setting of the
// reader. It is one file, too.

// %% [markdown]
// Write it beside this notebook, and open it in a browser:

// %% tags=["raises-exception"]
import { writeFileSync } from "node:fs";

writeFileSync("my-dashboard.html", await page("What my team can do", myRows));
console.log(
  "my-dashboard.html is beside this notebook: double-click it in the file list, or send it to somebody.",
);

// %% [markdown]
// ## Part C · The production document
//
// *30 minutes now, and more if you like. A person judges it, by the rubric in each part.*
//
// Your system runs on one machine. Write for the colleague who has to run it on many, in the four cells below. Use the numbers of
// **your** run. [Lesson 11](11-production.ipynb) has what you need for it: deliveries, draining, pods, a checklist, four numbers. For each part there are 0 points when it is missing, 3 when it holds for any system, and 5 when it is about
// yours.
//
// > **AI co-learning prompt**
// >
// > "Here is the production document of my multi-agent system, in four parts: *(paste your four cells)*. And here are my numbers:
// > *(paste your table)*. Each part has up to 5 points: scaling out (what becomes a pod, what crosses the network, what must not be
// > copied), resources (computed from my rows, with what the run does not show), decisions (three, each with an alternative and a
// > number), checklist (each item can be checked, and my failures are in it). Judge each part, quote the sentence you judge by, and
// > ask me one question about the weakest. Do not write any of it for me."

// %% [markdown] tags=["manual"] points=5 rubric=["Says which part becomes a pod, and how many agents one holds", "Names what crosses the network that was handed over in memory before, and what it costs", "Names what must exist once only"]
// ### C1 · Scaling out
//
// Which part of your system would become a pod of Kubernetes, and how many agents would one hold? What crosses the network then, that is
// handed over in memory now? Which part must not be copied?
//
// <!-- BEGIN SOLUTION -->
// A pod holds one Node process with a thread for each of its cores, and as many agents as the pool feeds to them. The coordinator is a
// pod of its own, and there is one of it: it knows who has answered. Today a task is a class name and a number, and a result a few
// numbers; both fit into a message of some hundred bytes, so the network costs far less than the work. What would hurt is shared
// memory: the collector of 12.2 works only inside of one process. Between pods each sends its findings home, as the results do
// already. Beyond one cluster the same split works with actors on several machines: an agent and its inbox are one, wherever they are.
// <!-- END SOLUTION -->

// %% [markdown] tags=["manual"] points=5 rubric=["Compares one container with threads to many containers, for this system", "Computes memory and CPU from the rows of this run", "Says what the run does not show"]
// ### C2 · Resources
//
// One container with a thread for each core, or one container for each agent? Count memory and CPU for both from your rows. (You will
// meet the claim that threads save 75 %. It holds for four single-threaded containers replaced by one on four cores, if the work is
// CPU-bound. Does it hold for yours?)
//
// <!-- BEGIN SOLUTION -->
// My rows say that worker threads keep most of both cores busy, and that the whole program then holds some 150 MB. Eight containers with
// an agent each would hold eight times a Node of its own, about 60 MB at rest, and each would use a fraction of its core. One container
// with two threads does the same work in the same time with a third of the memory. Not shown by the run: what happens when one agent
// needs much more memory than the others. Then the one container is lost as a whole.
// <!-- END SOLUTION -->

// %% [markdown] tags=["manual"] points=5 rubric=["Three decisions of one's own", "Each with what else was considered", "Each with the number or the failure that decided"]
// ### C3 · Decisions
//
// Three decisions you made, what else you considered, and which number decided.
//
// <!-- BEGIN SOLUTION -->
// 1. Results travel home with their agents, in place of a lock around a shared list: no finding was lost in 48,000, and nobody waited.
// 2. A timeout of two seconds for each agent. The slowest took 30 ms in my runs, so two seconds are far beyond it, and a spinning agent
//    costs one core for two seconds and not for ever.
// 3. Worker threads, and not child processes: about as fast in my table, with less memory. I would change that for agents that call
//    native code, since a crash there ends the whole process.
// <!-- END SOLUTION -->

// %% [markdown] tags=["manual"] points=5 rubric=["Each item can be checked with yes or no", "The failures of step 2 are in it", "Limits, stopping and who is told are in it"]
// ### C4 · Checklist for deployment
//
// What has to be true before it goes live: limits of memory and time, what happens when an agent fails, how it is stopped without
// losing results, what is monitored, and who is told.
//
// <!-- BEGIN SOLUTION -->
// - [ ] The container has a memory limit, and the program was run to 80 % of it.
// - [ ] Every agent has a timeout, and the rehearsals throw, exit and spin are green in this image.
// - [ ] Asked to stop, the program lets running agents end within 10 s, and their results are written.
// - [ ] Failed agents are counted, and more than 5 % of them in five minutes wakes somebody up.
// - [ ] The loop delay of the coordinator is measured: above 100 ms for a minute it is reported.
// - [ ] The benchmark has run on the machines that will be used, and its page is with this document.
// <!-- END SOLUTION -->

// %% [markdown]
// # Step 4 · Validate
//
// *35 minutes · with a co-teacher.*

// %% [markdown]
// ## Try with AI
//
// | minutes | ask | expected outcome |
// |---|---|---|
// | 3 | "Here is my system *(paste your cells of step 1)*. Describe it: (1) how many agents, (2) what does each do, (3) how do results come together? Then ask me: did you capture the architecture, and what is missing?" | The description fits. If it does not, your code hides its architecture: rename something. |
// | 3 | "On the event loop my speedup is *(yours)*, on worker threads *(yours)*, on *(yours)* cores. Why? Which part of the difference is JavaScript, and which is my machine?" | Isolates and cores explain it, without any lock. |
// | 6 | *(Paste your table.)* "(a) Which way is fastest for my work? (b) Why did it win? (c) What is the CPU share of each? (d) With 16 agents, which way do you expect to win? (e) What does each cost in memory?" | Predictions with numbers. Run two of them, and see who was right. |
// | 8 | "How does my system go from one machine to many? Walk me through (1) Kubernetes: how many pods, and how agents talk across them; (2) Ray: agents as actors on several machines; (3) what threads save against processes; (4) what I would monitor. Ask me after each part what would break first." | Part C has gained a paragraph. |
//
// Then improve **one** thing that the numbers point at, and run the benchmark again. Keep both tables. A change that made no
// difference is a finding as well.

// %% [markdown]
// ## When worker output is late or missing
//
// - What an agent prints on a thread arrives through the main thread, and waits while that is busy.
// - If a run shows fewer rows than you expect, look at `error` in the results first: a failed agent says why.
// - Interrupted a benchmark? Run the cell again. No worker is left behind.
//
// ## Recap
//
// - A system is its agents, who collects, what happens on failure, and what it says about itself.
// - The safest shared state is none; the next best has one owner at a time.
// - Every failure becomes a value: caught inside, noticed outside, or ended by somebody with a clock.
// - Setup outside of the clock, a warm-up, rounds, a median, an honest base, and sometimes no winner.
// - One page with your own numbers says more than any claim.
//
// The file `checklist.md` of the project has ten marks for a finished system. `npm run progress -- --all` ticks those that your checks have verified.
//
// All words of the course stand in the [glossary](glossary.md).
//
// ## Quiz yourself
//
// <details><summary>1. Your benchmark starts its workers inside of the clock. For which teams does that change the winner?</summary>
//
// For those with little work. Starting threads takes about the same time whatever they do afterwards, so it weighs most where there is least to gain.
// </details>
//
// <details><summary>2. Two ways differ by 3 % in your table. A colleague wants to know which to use. What do you answer?</summary>
//
// That time does not decide between them. Ask what else matters: memory, what they survive, what they can share.
// </details>
//
// <details><summary>3. An agent calls <code>process.exit()</code>. Who notices on worker threads, and who would on the event loop?</summary>
//
// On threads, whoever started the thread: it hears that it ended. On the event loop nobody: the whole program is gone.
// </details>
//
// <details><summary>4. Eight agents add to one shared list without a lock, and your test is green. What have you shown?</summary>
//
// That it worked once. Whether it can go wrong is not a question of luck: look for the interleaving, as in lesson 04.
// </details>
//
// <details><summary>5. Your speedup with 8 agents is lower than with 4, on 4 cores. Name two reasons.</summary>
//
// The agents are uneven, and the last long one starts late; or they wait for each other: for a lock, for memory, or for the main thread that collects.
// </details>
//
// **Back:** [10 · From three agents to thousands](10-from-three-agents-to-thousands.ipynb) · [09 · Orchestration](09-orchestration.ipynb) · [08 · When threads don't win](08-when-threads-lose.ipynb) · [00 · Start here](00-start-here.ipynb).
