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
//     lesson: "11"
//     title: Production
//     minutes: 90
// ---

// %% [markdown]
// # 11 · Production
//
// *About 90 minutes. You need lessons 00 to 02. Lessons 06 and 07 help, but you can go without.*
//
// Your swarm runs 2,000 agents on one machine. At agent 1,400 somebody pulls the plug. Which results are left? Which agents ran
// twice? And who notices?
//
// With one machine the answers are simple: none, none, and you. With several machines they are not simple any more, because now a
// part can die while the rest goes on. That is the whole subject of this lesson. Here is the smallest form of it. A worker takes
// a job from a queue, and adds 1 to a number when it is done. Before you run the cell: there are 12 jobs, and one worker dies. What
// will the number be?

// %%
import { check, coteach, hint } from "@swarmlab/kit";
import {
  agent,
  barChart,
  DataAnalyst,
  lineChart,
  openSwarm,
  runMultiAgentSystem,
  runtimeStatus,
  timelineChart,
} from "@swarmlab/labs";
import { costExamples } from "@swarmlab/labs/bench";
import { openWorker, type WorkerMachine } from "@swarmlab/labs/swarm";

const { cores } = runtimeStatus();

/** A queue as engines have it: a job that was handed out comes back when its lock has run out. The clock is scripted. */
class SmallQueue {
  readonly #lockSeconds: number;
  readonly #waiting: number[];
  readonly #locked = new Map<number, number>();
  handedOut = 0;

  constructor(jobs: number, lockSeconds: number) {
    this.#waiting = Array.from({ length: jobs }, (_, job) => job);
    this.#lockSeconds = lockSeconds;
  }

  take(now: number): number | undefined {
    for (const [job, until] of this.#locked) {
      if (until > now) continue;
      this.#locked.delete(job);
      this.#waiting.push(job);
    }
    const job = this.#waiting.shift();
    if (job === undefined) return undefined;
    this.handedOut += 1;
    this.#locked.set(job, now + this.#lockSeconds);
    return job;
  }

  /** The job is done: it never comes back. */
  acknowledge(job: number): void {
    this.#locked.delete(job);
  }
}

/** Two workers take turns. The first one dies with its fourth job: after it has counted, and before it has said so. */
function countJobs(): { handedOut: number; counted: number } {
  const queue = new SmallQueue(12, 30);
  let counted = 0;
  let jobsOfFirst = 0;
  for (let now = 0; now < 120; now += 1) {
    for (const worker of ["first", "second"]) {
      if (worker === "first" && jobsOfFirst === 4) continue; // it is dead
      const job = queue.take(now);
      if (job === undefined) continue;
      counted += 1;
      if (worker === "first") jobsOfFirst += 1;
      if (worker === "first" && jobsOfFirst === 4) continue; // here it dies
      queue.acknowledge(job);
    }
  }
  return { handedOut: queue.handedOut, counted };
}

const smallRun = countJobs();
console.log(`12 jobs were handed out ${smallRun.handedOut} times, and ${smallRun.counted} were counted`);

// %% [markdown]
// Thirteen. Nothing went wrong in the queue: it did what it promises. The counting is what was not written for it.
//
// **After this lesson you can**
//
// - run the same swarm on other machines, and say what crosses the network,
// - say how often a job runs, from the moment at which it is acknowledged,
// - keep results so that each counts once, wherever a worker dies,
// - let a worker go without losing a job,
// - turn your own measurements into replicas and requests, and say what happens when one pod dies,
// - check a deployment with yes and no, and choose the numbers that are watched.

// %% [markdown]
// ## One word to another machine
//
// ```mermaid
// flowchart LR
//   C["coordinator<br/>(your program)"] -- "agents" --> E["engine:<br/>a queue that survives"]
//   E -- "one agent at a time" --> A["worker machine A:<br/>a warm pool of threads"]
//   E -- "one agent at a time" --> B["worker machine B:<br/>a warm pool of threads"]
//   A -- "results" --> E
//   B -- "results" --> E
//   E -- "results, in the<br/>agents' order" --> C
// ```
//
// *The diagram in words: the coordinator puts its agents into an engine. Workers on other machines take them from there, run each
// on a thread of their own pool, and give the result back to the engine. The coordinator reads the results there. It never talks
// to a worker, and no worker talks to another one.*
//
// The **engine** is a queue that survives: a database or a server that is made for it. Everything that crosses the network is a
// message: the agent's class or function by name, its arguments, its result. Shared memory does not cross. What you
// built in lessons 04, 05 and 10 holds inside of one machine, and each machine has its own.
//
// What does a machine more bring? Let us measure what one brings first. These numbers are yours, and you will need them
// again at the end.

// %%
const workOfOne = 2_000_000;
const analysts = (count: number) =>
  Array.from({ length: count }, (_, id) => agent(DataAnalyst, id, workOfOne));
const machine = await openSwarm({ concurrency: cores, announce: false });
const measured = { perSecond: 0, agentSeconds: 0 };
try {
  await machine.run(analysts(cores)); // one run that does not count
  const runOfMachine = await machine.run(analysts(8 * cores));
  measured.perSecond = runOfMachine.results.length / runOfMachine.totalSeconds;
  measured.agentSeconds = runOfMachine.results[0].duration;
} finally {
  await machine.close();
}
console.log(
  `this machine: ${measured.perSecond.toFixed(0)} agents a second, each takes ${(1000 * measured.agentSeconds).toFixed(0)} ms`,
);

// %% [markdown]
// Now two machines. They are played by two **worker machines** inside of this notebook, `north` and `south`, with one thread each. Each
// talks to the engine only, just as it would from another room. The engine is an embedded PostgreSQL: it starts with the first
// use and listens on this computer only. It may take some seconds.
//
// What is the one word? Look for it before you run the cell.

// %%
async function onTwoMachines() {
  const queue = `lesson-11-${process.pid}`; // who takes jobs of this queue
  const workers: WorkerMachine[] = [];
  try {
    for (const name of ["north", "south"])
      workers.push(await openWorker({ queue, name, slots: 1, isolation: "threads", announce: false }));
    return await runMultiAgentSystem({
      agents: analysts(12),
      executor: "bullmq",
      engine: { queue, workers: "elsewhere" },
      announce: false,
    });
  } finally {
    await Promise.all(workers.map((worker) => worker.close({ seconds: 2 })));
  }
}

let onMachines: Awaited<ReturnType<typeof onTwoMachines>> | undefined;
try {
  onMachines = await onTwoMachines();
  const names = onMachines.results.map(({ worker }) => worker.split("/")[0]);
  for (const name of new Set(names))
    console.log(`${name} ran ${names.filter((each) => each === name).length} of ${names.length} agents`);
} catch (error) {
  console.log(
    `The engine does not start here: ${(error as Error).message} The rest of the lesson does not need it.`,
  );
}

// %%
if (onMachines)
  await timelineChart(onMachines, {
    title: "One swarm on two machines: each lane is a thread of one of them",
  });

// %% [markdown]
// The word is `executor: "bullmq"`. Results, their order, failures as values, timeouts, retries: all that is as on threads. The
// dots between the agents are what a queue costs. It is some milliseconds for each agent, and agents of a few milliseconds are not
// worth the trip.
//
// *Try it with a second terminal:* there `npm run worker -- --queue mine` is a worker machine of its own. Take the `for` loop and the closing
// out of the cell, set `queue` to `"mine"`, and run it. Then end the worker with Ctrl-C in the middle of a run, and look at
// which agents ran where. Another computer needs the same project and the engine's address: `--url`, and the file `.lab/swarm.key`, by which
// workers know that a job comes from you.

// %% [markdown]
// > **AI co-learning prompt**
// >
// > "My swarm runs on *(how many)* machines with a queue between them. One agent takes *(…)* ms, its arguments are *(…)* bytes and
// > its result *(…)* bytes. Ask me for what is missing, one number at a time. Then let me say from which size of agent on a second
// > machine is worth it, and correct me."

// %% [markdown]
// ## At least once
//
// An engine cannot know whether a worker is dead or only slow. All it sees is silence. So it gives each job a **lock**: so many
// seconds. The worker **renews** it while it works, and **acknowledges** the job when it is done. When the lock runs out, somebody
// else gets the job.
//
// When does a worker acknowledge? It has two choices, and both have a price:
//
// | acknowledge | a worker dies in the middle | the job runs |
// |---|---|---|
// | **before** the work | the job is gone | at most once |
// | **after** the work | the job comes back | at least once |
//
// Nobody can offer *exactly once* by a queue alone. Between the work and the acknowledgement there is always a moment, and in this
// moment a plug can be pulled. So engines choose *at least once*, and leave the rest to you.
//
// A job also runs twice without any death. The lock is renewed by an event loop. If an agent computes **on that loop** for longer
// than the lock lasts, nothing renews it. The engine hands the job out again, and now two workers compute. When this course
// was made, twelve such jobs ran on a well-known queue: all of them ran at least twice, and not one was ever done. That is why
// a worker of the lab only *hands on*. Its agents compute on threads, and its loop stays free.
//
// ### A pitfall: an effect before the end
//
// Whatever an agent *does* outside of itself, it may do twice: book a credit, send a mail, append a line. Here are ten agents that
// write a line into a report. Each worker dies once, at a place that the dice choose: before the line is written, or after it.

// %%
function bookTen(seed: number): string[] {
  const report: string[] = [];
  let dice = seed;
  for (let job = 0; job < 10; job += 1) {
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      dice = (dice * 48_271) % 2_147_483_647;
      const dies = attempt === 1 ? ["before", "after", "never"][dice % 3] : "never";
      if (dies === "before") continue;
      report.push(`credit ${job}`);
      if (dies === "never") break;
    }
  }
  return report;
}

for (const seed of [1, 2, 3]) {
  const report = bookTen(seed);
  const twice = report.length - new Set(report).size;
  console.log(`10 credits, ${report.length} lines in the report, ${twice} of them a second time`);
}

// %% [markdown]
// What can you do about it? Three things, from the best to the worst:
//
// - **The effect is its own name.** "Credit 7 of run A is booked" can be written ten times, and is still one fact. Such an effect is
//   called **idempotent**.
// - **One step decides.** Results get a key that is the same for every attempt, and the step that writes it fails when the key is
//   there. You will build this.
// - **Ask first.** Look whether it is done, and do it if not. Between the two there is a gap, and you know from lesson 04 what
//   happens in gaps.

// %% [markdown]
// ## Exercise 11.1 · How often?
//
// *5 minutes · predict.*
//
// Jobs wait in an engine. A worker **renews the lock of its jobs on its event loop**, every 10 seconds, and a lock lasts 30 seconds.
// Jobs are acknowledged **after** the work unless a row says something else. As soon as a lock has run out, a free worker gets the
// job. Write a number in place of each `"?"`.
//
// | name | what you predict |
// |---|---|
// | `beforeWork` | A job is acknowledged *before* the work, and its worker dies in the middle of it. How often is its work done to the end? |
// | `afterWork` | A worker does the work to the end, and dies before it acknowledges. Another worker gets the job, and lives. How often is the work done to the end? |
// | `started` | There are 12 jobs. A worker dies in the middle of 3 jobs that it has started. No other one dies. How many times is a job *started*, in all? |
// | `kept` | The same 12 jobs. Each worker writes its result under the key *run and agent*, in one step that does nothing when the key is there. How many results are there at the end? |
// | `onTheLoop` | A job computes for 40 seconds *on the event loop* of its worker. A second worker is free. How many workers compute this job at second 35? |
// | `onAThread` | The same job, but its worker hands it to a thread. How many workers compute it at second 35? |

// %% tags=["exercise"]
// exercise 11.1 · How often?
const howOften: Record<
  "beforeWork" | "afterWork" | "started" | "kept" | "onTheLoop" | "onAThread",
  number | "?"
> = {
  // BEGIN SOLUTION
  // STUB: beforeWork: "?",
  // STUB: afterWork: "?",
  // STUB: started: "?",
  // STUB: kept: "?",
  // STUB: onTheLoop: "?",
  // STUB: onAThread: "?",
  beforeWork: 0,
  afterWork: 2,
  started: 15,
  kept: 12,
  onTheLoop: 2,
  onAThread: 1,
  // END SOLUTION
};

// %% tags=["check"]
await check("11.1");

// %% [markdown] tags=["hint"]
// Draw a line for the job: taken, begun, done to the end, acknowledged. Where is the worker's death on it? And what does the
// engine know at that moment?

// %% [markdown] tags=["hint"]
// The engine gives a job out again whenever it was not acknowledged and its lock has run out. For each row ask both: was it
// acknowledged, and could somebody still renew the lock?

// %% [markdown] tags=["hint"]
// Three jobs in the hands of a dead worker are started by it, and started once more by another one. And an event loop
// that computes does nothing else in that time (lesson 08): it renews no lock either.

// %% [markdown] tags=["explanation"]
// What was acknowledged never comes back, and what was not comes back. So acknowledging first loses work, and acknowledging
// last repeats it: 12 + 3 starts. The results are 12 all the same, since a key is there once. On the event loop the lock runs out at
// second 30, and at second 35 two workers compute. On a thread the loop is free to renew it.
//
// Another way to see it: forget the workers, and follow the *lock*. Whoever holds it works. It changes hands when it runs out,
// and it ends with the acknowledgement.

// %% [markdown]
// ## Exactly once is a matter of the store
//
// The engine hands a job out at least once. The *store* of results makes one of it. Small results could go straight into a row of a
// table. Large ones do not fit there: a page, a picture, a model. They go into an **object storage**, where writing takes its time and can
// be cut off in the middle. So there are two places, and two steps. A worker can die between them.
//
// ### Which step comes first?
//
// - **The row first:** the worker dies, and the row promises a text that nobody ever wrote.
// - **The text first, always under the same name:** the worker is slow, a second one writes the same name. A reader sees a half of
//   a text.
// - **The text first, under a name that nobody else uses. Then the row, in one step.** Whoever comes first gets the row. What the
//   others wrote lies around, and nobody reads it.
//
// The third one is an old trick: **write aside, then publish in one step**. Editors save a file like this: they write a new one,
// and rename it.

// %% [markdown]
// ## Exercise 11.2 · A store that counts once
//
// *15 minutes · build.*
//
// Write `keep` and `results`. `keep` stores the text that one delivery of an agent has found. `results` gives what is stored of a run.
// The storage is given. **Each call of it is a step**, and a worker can die between any two steps. Calls that you do not wait for may
// happen in any order:
//
// | call | what it does |
// |---|---|
// | `put(name, text)` | writes a text under a name, *piece by piece*. What stands there is replaced. A worker that dies meanwhile leaves a part of its text |
// | `get(name)` | the text under a name as far as it is written, or `undefined` |
// | `insert(key, value)` | adds a row in one step if no row has this key: `true`. Else it changes nothing: `false`. A value has **at most 100 characters**, otherwise `insert` throws |
// | `rows()` | all rows of all runs, as `{ key, value }`, in the order in which they were added |
//
// A **delivery** says which `run` it belongs to, which `agent` it is (a whole number from 0 on), and which `attempt`. No two deliveries
// have the same attempt: it is a text of at most 40 characters, without spaces. The name of a run is any text of at most 40
// characters. The text to keep can be empty, and it can be very long.
//
// - **Kept.** After `keep` has returned, the agent stands in the `results` of its run, with a text that one of its deliveries
//   gave.
// - **Once.** However many deliveries of an agent are kept, after each other or at the same moment: it stands in `results` once. One
//   `keep` of them gives `"counted"`, and it is its text that stands there. All others give `"again"`. (Where a worker died, it may be that no `keep` of this agent
//   gives `"counted"`.)
// - **Whole, and for good.** At no moment does `results` hold a part of a text. Once an agent stands there, its text never changes
//   again.
// - **Any death.** All this holds wherever workers die. After a death, another delivery of the agent is kept as if nothing had happened.
// - **In order.** `results(store, run)` gives `{ agent, text }` for each agent of this run only, by the agents' numbers.
//
// Nothing else writes into the storage. What dead or late workers have left there may stay.

// %%
interface Row {
  readonly key: string;
  readonly value: string;
}

interface Store {
  put(name: string, text: string): Promise<void>;
  get(name: string): Promise<string | undefined>;
  insert(key: string, value: string): Promise<boolean>;
  rows(): Promise<readonly Row[]>;
}

interface Delivery {
  readonly run: string;
  readonly agent: number;
  readonly attempt: string;
}

/** Given: the storage, in memory. `worker(5)` is how a worker sees it that dies after five steps: its next call never ends. */
class MemoryStore {
  readonly #texts = new Map<string, string>();
  readonly #rows: Row[] = [];

  worker(lives = Number.POSITIVE_INFINITY): Store {
    let left = lives;
    const step = async <T>(act: () => T): Promise<T> => {
      if (left <= 0) return new Promise<never>(() => {});
      left -= 1;
      return act();
    };
    return {
      put: async (name, text) => {
        await step(() => this.#texts.set(name, text.slice(0, text.length / 2))); // one half of it
        await step(() => this.#texts.set(name, text)); // and all of it
      },
      get: (name) => step(() => this.#texts.get(name)),
      insert: (key, value) =>
        step(() => {
          if (value.length > 100) throw new RangeError(`a value of ${value.length} characters`);
          if (this.#rows.some((row) => row.key === key)) return false;
          this.#rows.push({ key, value });
          return true;
        }),
      rows: () => step(() => [...this.#rows]),
    };
  }
}

// %% tags=["exercise"]
// exercise 11.2 · A store that counts once
async function keep(store: Store, delivery: Delivery, text: string): Promise<"counted" | "again"> {
  // BEGIN SOLUTION
  // STUB: // write aside · publish in one step   (about 3 lines)
  // STUB: throw new Error("exercise 11.2: write your answer here");
  const { run, agent: number, attempt } = delivery;
  await store.put(attempt, text);
  const isFirst = await store.insert(JSON.stringify([run, number]), attempt);
  return isFirst ? "counted" : "again";
  // END SOLUTION
}

async function results(store: Store, run: string): Promise<{ agent: number; text: string }[]> {
  // BEGIN SOLUTION
  // STUB: // the rows of this run · the text of each · in the order of the agents   (about 7 lines)
  // STUB: throw new Error("exercise 11.2: write your answer here");
  const kept: { agent: number; text: string }[] = [];
  for (const { key, value } of await store.rows()) {
    const [ofRun, number] = JSON.parse(key) as [string, number];
    if (ofRun === run) kept.push({ agent: number, text: (await store.get(value)) ?? "" });
  }
  return kept.sort((one, other) => one.agent - other.agent);
  // END SOLUTION
}

// %% tags=["check"]
await check("11.2");

// %% [markdown] tags=["hint"]
// Write the steps of `keep` on paper, one under the other. Between each two of them, put a cross: the worker is dead. What does
// `results` say at this cross? And what happens when another delivery begins at the first line again?

// %% [markdown] tags=["hint"]
// Two names have to be found. One is the same for **all** deliveries of an agent. The other one belongs to **one** delivery
// alone. Which of them is the key of the row, and under which does the text lie?

// %% [markdown] tags=["hint"]
// The row is the only thing that counts. It must exist only when the text behind it is whole: wait for `put` before you call
// `insert`. What the row has to know is where the text lies. And `insert` itself says who was first.

// %% [markdown] tags=["hint"]
// A run's name may contain anything, also what you put between run and agent: `a-1` and agent 2, `a` and agent … With
// `JSON.stringify([run, agent])` there is no doubt, and `JSON.parse` gives both back. Numbers sorted as texts put 10 before 9.

// %% [markdown] tags=["explanation"]
// `insert` is the step that decides, and it is one step. Before it, nothing that the worker did can be seen in `results`. After it,
// nothing is left to do. So it does not matter where the worker dies.
//
// A second way adds a row for **every** delivery, with the attempt in its key. The first row of an agent counts, and `keep` looks
// at the rows again to see whether that is its own. It needs one step more, and it shows for free which agents ran twice: the lab
// says that of its runs, too.
//
// Nobody counts with a counter here. A counter is a second fact beside the rows, and a death between the two makes them differ for
// ever. Count the rows.

// %% [markdown]
// Every death, one after the other: the first worker dies after so many steps, the second one lives. (Until your answer is written,
// this cell fails with what is missing.)

// %% tags=["raises-exception"]
for (let lives = 0; lives <= 5; lives += 1) {
  const memory = new MemoryStore();
  const first = keep(
    memory.worker(lives),
    { run: "A", agent: 7, attempt: "first" },
    "the long text of agent 7",
  );
  const ofFirst = await Promise.race([first, new Promise<string>((end) => setTimeout(end, 20, "dead"))]);
  const between = await results(memory.worker(), "A");
  const second = await keep(
    memory.worker(),
    { run: "A", agent: 7, attempt: "second" },
    "the long text of agent 7",
  );
  const texts = (await results(memory.worker(), "A")).map(({ text }) => text);
  console.log(
    `after ${lives} steps the first is ${ofFirst.padEnd(7)} · results: ${between.length} · the second: ${second.padEnd(7)} · results: ${JSON.stringify(texts)}`,
  );
}

// %% [markdown]
// > **A good place to stop.** You can say what *at least once* means, and your store counts every effect once. The second
// > half ends workers politely, counts pods, and chooses what to look at. About 45 minutes lie behind you, and 45 before you. When you come back, click the next cell
// > and choose *Run ▸ Run All Above Selected Cell*: it brings back all that stands above.

// %% [markdown]
// ## A worker that drains
//
// Most workers do not die. They are **told to go**: a new version comes, a machine is taken away, a cluster has too many. The
// system sends a signal (`SIGTERM`), waits for some seconds, and only then kills. Kubernetes waits 30 seconds unless you say
// something else. What a worker does with these seconds decides whether a release costs you anything.
//
// 1. It takes **no new job** from now on, and says so: whoever asks whether it is *ready* hears no.
// 2. The jobs in its hands may end, for a **grace period** that is shorter than the system's patience.
// 3. What has not ended by then goes **back to the queue**, at once, so that another worker has it without waiting for the lock.
// 4. It ends.
//
// This is called **draining**. The difference between *ready* and *alive* matters here. A worker that drains is alive, and not ready.
// If it called itself dead, the system would kill it in the middle of its last jobs.

// %% [markdown]
// ## Exercise 11.3 · Let it go
//
// *14 minutes · build.*
//
// Write the class `Draining`: what a worker has in its hands, and what happens when it is told to go. Jobs are texts. The clock is
// scripted as in lesson 10: `now` is in seconds and never goes back. So nothing has to wait, and everything can be judged.
//
// - `take(job)` is called when the queue offers a job. `true`: the worker has it in its hands now. `false`: it does not want
//   it, and nothing changes. It takes every job until it is told to go, except one that is in its hands already: an engine
//   may offer a job again.
// - `stop(now)` tells it to go. From this second on it takes nothing. What it has in its hands may end within the **grace
//   period**: until `grace` seconds after the *first* `stop`. Being told again changes nothing.
// - `end(job, now)` is called when the work of a job has ended. `"acknowledge"`: the job was in its hands and in time, so the queue
//   hears that it is done. `"ignore"`: it is not in its hands (any more). With the grace period over, a job is *not* in
//   time: at exactly that second, too. Such a job stays in its hands until it is given back.
// - `giveBack(now)` gives the jobs that have to go back to the queue now, each of them **once** and in the order in which they
//   were taken. Before the grace period is over there are none. Each job that was taken is acknowledged or given back, and
//   never both, however late `giveBack` is called.
// - `ready()`: whether it would take a new job.
// - `state()`: `"working"` until it is told to go. Then `"draining"` as long as a job is in its hands or has to be given back. Then
//   `"gone"`, and it stays so.
//
// Looking changes nothing: however often `ready` and `state` are called, all else stays as it is. A job that has ended
// may be taken again, as long as the worker was not told to go. `grace` is 0 or more.

// %% tags=["exercise"]
// exercise 11.3 · Let it go
class Draining {
  // BEGIN SOLUTION
  // STUB: // what is in its hands, and until when   (about 20 lines with all methods)
  readonly #grace: number;
  readonly #inHand = new Set<string>();
  #deadline = Number.POSITIVE_INFINITY;
  #isTold = false;
  // END SOLUTION

  /** @param grace seconds from the first `stop` until jobs go back */
  constructor(grace: number) {
    // BEGIN SOLUTION
    // STUB: throw new Error("exercise 11.3: write your answer here");
    this.#grace = grace;
    // END SOLUTION
  }

  take(job: string): boolean {
    // BEGIN SOLUTION
    // STUB: throw new Error("exercise 11.3: write your answer here");
    if (this.#isTold || this.#inHand.has(job)) return false;
    this.#inHand.add(job);
    return true;
    // END SOLUTION
  }

  stop(now: number): void {
    // BEGIN SOLUTION
    // STUB: throw new Error("exercise 11.3: write your answer here");
    if (this.#isTold) return;
    this.#isTold = true;
    this.#deadline = now + this.#grace;
    // END SOLUTION
  }

  end(job: string, now: number): "acknowledge" | "ignore" {
    // BEGIN SOLUTION
    // STUB: throw new Error("exercise 11.3: write your answer here");
    if (now >= this.#deadline || !this.#inHand.delete(job)) return "ignore";
    return "acknowledge";
    // END SOLUTION
  }

  giveBack(now: number): string[] {
    // BEGIN SOLUTION
    // STUB: throw new Error("exercise 11.3: write your answer here");
    if (now < this.#deadline) return [];
    const back = [...this.#inHand];
    this.#inHand.clear();
    return back;
    // END SOLUTION
  }

  ready(): boolean {
    // BEGIN SOLUTION
    // STUB: throw new Error("exercise 11.3: write your answer here");
    return !this.#isTold;
    // END SOLUTION
  }

  state(): "working" | "draining" | "gone" {
    // BEGIN SOLUTION
    // STUB: throw new Error("exercise 11.3: write your answer here");
    if (!this.#isTold) return "working";
    return this.#inHand.size > 0 ? "draining" : "gone";
    // END SOLUTION
  }
}

// %% tags=["check"]
await check("11.3");

// %% [markdown] tags=["hint"]
// What has to be remembered? What is in its hands, and one point in time. Nearly every method is a question about these two.

// %% [markdown] tags=["hint"]
// Work out the end of the grace period once, in `stop`: `now + grace`. What is it before `stop` was called, so that `now` never
// reaches it? And what does a second `stop` have to leave alone?

// %% [markdown] tags=["hint"]
// A job that ends too late must not be acknowledged **and** given back. So `end` looks at the clock first. When it is too late,
// it says `"ignore"`, and leaves the job where it is: `giveBack` still has to find it.

// %% [markdown] tags=["hint"]
// A `Set` keeps the order in which things came in. `has` answers whether a job is in hand already, and `delete` takes it out and
// says whether it was there. `giveBack` copies the set into a list, empties it, and returns the list.

// %% [markdown] tags=["explanation"]
// Each job leaves the set by one of two doors, `end` or `giveBack`, and the clock decides which one is open. So no job can take
// both, and none is forgotten.
//
// A second way keeps a `Map` from each job to its state: in hand, acknowledged, given back. It is longer, and it can say afterwards
// what became of every job. For a report at the end, that is worth it.
//
// With a grace of 0 everything goes back at once. That is not wrong: for jobs of milliseconds it is the best. What
// matters is that the queue hears it at once, and need not wait for a lock of 30 seconds.

// %% [markdown]
// A release, second by second: three workers with two jobs each. The first is killed. The second drains with 20 seconds of grace,
// and the third with none. When does each job reach somebody who can do it? A lock lasts 30 seconds, and jobs take 12 seconds each.

// %% tags=["raises-exception"]
function releaseAt(grace: number | "killed"): number[] {
  const jobs = ["one", "two"];
  if (grace === "killed") return jobs.map(() => 30 + 12); // the lock runs out, then another worker does it
  const worker = new Draining(grace);
  for (const job of jobs) worker.take(job);
  worker.stop(5);
  const doneAt: number[] = [];
  for (let now = 5; worker.state() !== "gone" && now < 100; now += 1) {
    for (const job of jobs) if (now === 12 && worker.end(job, now) === "acknowledge") doneAt.push(now);
    for (const _ of worker.giveBack(now)) doneAt.push(now + 12);
  }
  return doneAt;
}

await barChart(
  [
    { label: "killed", value: Math.max(...releaseAt("killed")) },
    { label: "drains, grace 20 s", value: Math.max(...releaseAt(20)) },
    { label: "drains, grace 0 s", value: Math.max(...releaseAt(0)) },
  ],
  {
    title: "When both jobs are done, if the release comes at second 5",
    axisTitle: "seconds, less is better",
    colours: "one",
  },
);

// %% [markdown]
// > **CoLearning challenge**
// >
// > "My worker drains: it takes no job after SIGTERM, lets its jobs end for *(…)* seconds, and gives the rest back. Play the cluster:
// > send me SIGTERM at the worst moment you can think of, one scene at a time, such as a second signal, a job that is on its way to me,
// > an engine that does not answer. I say what my `Draining` does, and you say what I have lost."

// %% [markdown]
// ## From your numbers to pods
//
// In Kubernetes a **pod** is what is started, killed and counted: for us a container with one worker. A **Deployment** keeps so many
// **replicas** of it alive. Each pod **requests** cores and memory. A machine is given as many pods as their requests fit into.
//
// Where do these numbers come from? Not from a template. You have measured two already: how many agents a second one machine does, and
// how long one of them takes. The rest is arithmetic, with one question that people forget: *what happens when one pod dies?*
//
// - The agents in its hands run a second time. They wait until their locks have run out.
// - The other pods get its share of the load. If they were nearly full, they are overfull now, and the queue grows from this second on.
// - With a single pod there are no others.
//
// So a plan has room: for a day that is busier than the average, and for one pod less.

// %% [markdown]
// ## Exercise 11.4 · Replicas and requests
//
// *10 minutes · build.*
//
// Write `planPods`. It gets what was measured of **one** pod, and the load.
//
// | given | what it is |
// |---|---|
// | `perSecond` | agents that one pod does in a second when it is full |
// | `threads` | how many agents a pod runs at the same time, at most |
// | `coresUsed` | cores that a full pod keeps busy, such as 1.85 |
// | `restMB`, `threadMB` | memory of a pod without agents, and what each of its threads adds |
// | `load` | agents that come in a second |
// | `busy` | how full the pods may be on an ordinary day, above 0 and at most 1 |
//
// It returns a plan:
//
// - `replicas`: the **smallest** number of pods with which all of this holds. There are at least 2. On an ordinary day no pod
//   is fuller than `busy`, with the load shared evenly. And with one pod **less**, the others can still do the whole load: each of
//   them is at most full.
// - `cpu`: what a pod requests, in thousandths of a core (Kubernetes writes `1850m`): `coresUsed`, rounded up to a whole number.
// - `memory`: what a pod requests, in MB: what it takes with all its threads and **a quarter more**, rounded up to a whole number.
// - `whenOneDies`: `{ repeated, busy }`. How many agents run a second time at most, and how full each of the other pods is then:
//   1 is full. (Not rounded.)
//
// Fractions of a computer are a hair off: 2.007 × 1000 gives 2007.0000000000002, and that is 2007. A pod more for a hair is a
// mistake. So is one less: what is off by more than a millionth of the number is no hair. All numbers given are finite, `load` and
// the memories are 0 or more, all others are above 0; `threads` is whole. A pod may have all its threads in use even when the load is 0.

// %%
interface PodNumbers {
  readonly perSecond: number;
  readonly threads: number;
  readonly coresUsed: number;
  readonly restMB: number;
  readonly threadMB: number;
  readonly load: number;
  readonly busy: number;
}

interface PodPlan {
  readonly replicas: number;
  readonly cpu: number;
  readonly memory: number;
  readonly whenOneDies: { readonly repeated: number; readonly busy: number };
}

// %% tags=["exercise"]
// exercise 11.4 · Replicas and requests
function planPods(numbers: PodNumbers): PodPlan {
  // BEGIN SOLUTION
  // STUB: // round up, but not for a hair · the three conditions · what one death does   (about 12 lines)
  // STUB: throw new Error("exercise 11.4: write your answer here");
  const { perSecond, threads, coresUsed, restMB, threadMB, load, busy } = numbers;
  const roundUp = (value: number) => Math.ceil(value - 1e-7 * Math.max(1, value));
  const onOrdinaryDays = roundUp(load / (perSecond * busy));
  const withOneLess = roundUp(load / perSecond) + 1;
  const replicas = Math.max(2, onOrdinaryDays, withOneLess);
  return {
    replicas,
    cpu: roundUp(coresUsed * 1000),
    memory: roundUp((restMB + threads * threadMB) * 1.25),
    whenOneDies: { repeated: threads, busy: load / ((replicas - 1) * perSecond) },
  };
  // END SOLUTION
}

// %% tags=["check"]
await check("11.4");

// %% [markdown] tags=["hint"]
// There are three conditions for `replicas`. Work out the smallest number for each of them alone. What is the smallest number that
// satisfies all three?

// %% [markdown] tags=["hint"]
// *One pod less can do the whole load* is a sentence about `replicas - 1`. How many full pods does the load take? Then add the one
// that may die.

// %% [markdown] tags=["hint"]
// To round up without the hair, take something tiny away before `Math.ceil`: less than a millionth, and more than what a computer is off by. Use
// the same function for pods, thousandths of a core and MB.

// %% [markdown] tags=["hint"]
// What a pod has in its hands is at most one agent for each of its threads: these run a second time. The others share the load:
// `load` divided by what `replicas - 1` pods do when they are full.

// %% [markdown] tags=["explanation"]
// The largest of three numbers satisfies all three conditions, and nothing smaller does. For few pods *one may die* decides,
// for many of them *an ordinary day* does: of 20 pods at 80 %, 19 are at 84 %.
//
// Another way is to count up: begin with 2, and go on while a condition fails. It is slower, and it can be read like the text. Check the
// conditions with a bit of slack there, for the same hair.
//
// The request for cores is what a *full* pod keeps busy. If you request less, the cluster puts more pods on a machine than it has
// cores for, and each is slower than what you measured. Then your `perSecond` is wrong, and with it all the rest.

// %% [markdown]
// Your numbers, and a load that this machine could not do alone:

// %% tags=["raises-exception"]
const ownLoad = 3 * measured.perSecond;
const ownPlan = planPods({
  perSecond: measured.perSecond,
  threads: cores,
  coresUsed: cores,
  restMB: 60,
  threadMB: 8,
  load: ownLoad,
  busy: 0.8,
});
console.log(
  `for ${ownLoad.toFixed(0)} agents a second: ${ownPlan.replicas} pods, ${ownPlan.cpu}m, ${ownPlan.memory} MB each`,
);
console.log(
  `when one dies: ${ownPlan.whenOneDies.repeated} agents run again, the others are ${(100 * ownPlan.whenOneDies.busy).toFixed(0)} % full`,
);

// %% [markdown]
// ### Three quarters cheaper?
//
// One of the articles behind this course says that threads save 75 % of the cost: four containers, each 25 % busy, become
// one that is 95 % busy. Is that so? Here is the calculation with all that goes in, in two cases:

// %%
for (const { title, inputs, before, after, saving, because } of costExamples()) {
  console.log(title);
  for (const input of inputs) console.log(`  ${input}`);
  const paid = saving.of === "money" ? "GB" : "cores";
  const sizes = [before, after].map((bill) => (paid === "GB" ? (bill.gbHours ?? 0) : bill.coreHours));
  console.log(
    `  → ${sizes.join(` ${paid}, then `)} ${paid}: ${(100 * (saving.share ?? 0)).toFixed(0)} % saved. ${because}`,
  );
}

// %% [markdown]
// It depends on what is *paid*. Whoever pays for a machine of four cores, and uses one of them, saves three quarters by using all
// four. Whoever asked for one core before, and asks for four now, saves no core at all. What is saved then is memory, and that only as
// far as it was a copy of the same. A queue adds its own: an engine that has to run, and some milliseconds for each agent.
//
// `npm run bench -- --json bench.json` in a terminal measures your machine, and `npm run cost -- bench.json` makes containers, hours and, with
// *your* prices, money of it. With `--html cost.html` you get a page with the picture.

// %% [markdown]
// ## Kubernetes, Ray, and others
//
// The articles name two ways beyond one machine. Both are the same split that you know by now, and both leave the hard questions to you:
//
// | | who hands out | what runs | what you still have to do |
// |---|---|---|---|
// | **Kubernetes** with an engine | the engine | pods: a Deployment of workers, and a Job for the coordinator | keep results once, drain, plan |
// | **Ray** | Ray itself | **actors**: long-lived objects on some machine, that are called by messages | keep results once: an actor that dies is started again, and the caller asks again |
// | one larger machine | the swarm | threads | nothing of this lesson. Ask first whether it is enough |
//
// Kubernetes starts, kills and counts. It knows nothing of agents. Ray brings Python's world along, and is the better choice if your agents are
// written for it. The folder `deploy` of the project has files for both.
//
// The last row is no joke. A machine with 64 cores can be rented by the hour, and it has no network between its agents.

// %% [markdown]
// ## Before it goes live
//
// A checklist is worth something if each line can be answered with yes or no, by somebody who did not write the program. This one is for a
// swarm on several machines:
//
// | | yes or no |
// |---|---|
// | 1 | A worker was killed with `kill -9` in the middle of a run, and no result is missing or counted twice. |
// | 2 | The engine was killed and started again, and no waiting job is gone. (It writes to a disk before it says yes.) |
// | 3 | A worker that gets `SIGTERM` takes no job, and has given everything back before the system's patience ends. |
// | 4 | *Ready* and *alive* are two answers, and a worker that drains is alive. |
// | 5 | Every agent has a time limit, and agents compute on threads: the loop that renews locks stays free. |
// | 6 | A job that takes its worker down each time is given up after a few workers, and said. |
// | 7 | Requests for cores and memory come from measured rows, and the pods run with one less. |
// | 8 | Worker and coordinator have the same version, and a worker of another version refuses with a sentence. |
// | 9 | The engine asks for a password, listens only where it has to, and nobody outside can put a job into it. |
// | 10 | Somebody is woken up when jobs wait for too long, and has been woken up once for practice. |
//
// Choose three of them that your capstone does not fulfil yet. Lesson 12 asks for your own list, in its Part C.

// %% [markdown]
// ## Four numbers, one alert
//
// What do you watch? One can measure hundreds of things. Four are enough to see that something is wrong, and where:
//
// | number | what it tells |
// |---|---|
// | **the age of the oldest job that waits** | whether people wait. It grows whatever the reason is |
// | **jobs that come and jobs that are done**, a second | whether you have too few workers: more come than are done |
// | **the share of jobs that fail, or run again** | whether something breaks: an agent, or the workers themselves |
// | **how busy the workers are** | which of the two it is: full workers need more pods, idle ones wait for something |
//
// And one **alert** that wakes a person: *the oldest job has waited for longer than you promised, for five minutes*. Everything else
// can wait until morning. An alert on a cause, such as a busy CPU, wakes people up for a machine that does its work well.
//
// Why the age, and not the number of jobs that wait? Here is an hour of a swarm. Jobs come in waves. From minute 20 on, one of two workers
// is dead, and nobody knows. Look at both lines before you read on:

// %%
function anHour(): { waiting: { x: number; y: number }[]; oldest: { x: number; y: number }[] } {
  const queue: number[] = [];
  const waiting: { x: number; y: number }[] = [];
  const oldest: { x: number; y: number }[] = [];
  let spare = 0;
  for (let second = 0; second < 3_600; second += 1) {
    const wave = second % 600 < 60 ? 3 : 0.6;
    for (let i = 0; i < Math.floor((second + 1) * wave) - Math.floor(second * wave); i += 1)
      queue.push(second);
    spare = Math.min(2, spare + (second < 1_200 ? 1.4 : 0.7));
    while (spare >= 1 && queue.length > 0) {
      queue.shift();
      spare -= 1;
    }
    if (second % 30 > 0) continue;
    waiting.push({ x: second / 60, y: queue.length });
    oldest.push({ x: second / 60, y: queue.length === 0 ? 0 : second - queue[0] });
  }
  return { waiting, oldest };
}

const hour = anHour();
await lineChart(
  { "jobs that wait": hour.waiting, "age of the oldest, in seconds": hour.oldest },
  {
    title: "A worker dies at minute 20: what the number says, and what the age says",
    xTitle: "minutes",
    yTitle: "jobs, or seconds",
  },
);

// %% [markdown]
// The number of jobs goes up and down with every wave. Is 80 too many? That depends on how fast they are done. The age needs no such
// knowledge: it is what a person has to wait. Before minute 20 it stays around a minute at most, and afterwards it does not come down any more.

// %% [markdown]
// ## Try with AI
//
// | minutes | ask | expected outcome |
// |---|---|---|
// | 4 | "Here is my `keep` *(paste it)*. You are the plug: choose a step after which its worker dies, and a second delivery that comes at the worst moment. I say what `results` gives. Tell me only whether I am right." | Every cross on your paper was played once, and you can name the one step that decides. |
// | 4 | "I claim that my queue delivers exactly once. Ask me questions until I have found the moment in which that is not true." | The moment between the work and the acknowledgement, in your own words. |
// | 5 | "My pods: *(paste your plan)*. Take one number away from me at a time: half of the memory, one pod, a third of the speed, twice the load. I say what breaks first, and after how many seconds somebody notices." | One number of your plan changes, or one alert. |
// | 8 | "How does my single-machine multi-agent system scale to production? Walk through: (1) deploying with Kubernetes: how many pods, how agents communicate across pods; (2) further scaling with Ray: how agents become distributed actors; (3) what threads save, and for whom they save nothing; (4) what monitoring and observability I would add. Ask me after each part what would break first." | Four answers with your own numbers in them. They go into Part C of lesson 12. |

// %% [markdown]
// ## When worker output is late or missing
//
// - What an agent prints on another machine stays there, in the log of that worker. Return what you want to see: results come back.
// - No worker takes the jobs? Then they wait, and nothing is lost. Look whether a worker runs, and whether it has the same version.
// - Interrupted a cell? What is in the engine stays there. Run the cell again.
//
// ## Recap
//
// - An engine cannot tell a dead worker from a slow one. So a job runs at least once.
// - Exactly once is made by the store: a key for run and agent, and one step that decides. Write aside, then publish.
// - Do not count beside the rows. Count the rows.
// - Told to go: take nothing, finish what you can, give back the rest, and be alive until the end.
// - Replicas and requests come from your own rows, and one pod may always die.
// - "75 % cheaper" is a sentence about what is paid, and not about threads.
// - Watch the age of the oldest job. Wake somebody up for what people feel.
//
// All words of the course stand in the [glossary](glossary.md).
//
// ## Quiz yourself
//
// <details><summary>1. A worker acknowledges a job before it starts. What have you gained, and what have you lost?</summary>
//
// No job runs twice. Whatever a worker had in its hands when it died is gone, and nobody is told.
// </details>
//
// <details><summary>2. Results are counted in a row, and a counter is raised next. A worker dies in between. What is wrong for ever?</summary>
//
// The counter is one too small. The next delivery sees the row, and does not raise it either.
// </details>
//
// <details><summary>3. A worker gets SIGTERM and answers "not alive" from then on. What happens?</summary>
//
// The system takes it for broken, and kills it at once. Its jobs come back only after their locks have run out.
// </details>
//
// <details><summary>4. Three pods are 80 % full each. One dies. How full are the others?</summary>
//
// 120 %: they cannot do it, and the queue grows. Four pods at 60 % would be at 80 % then.
// </details>
//
// <details><summary>5. When do threads make a container 75 % cheaper, and when not at all?</summary>
//
// If you pay for four cores and used one. Not at all if you asked for one core before.
// </details>
//
// **Next:** [12 · The capstone](12-capstone.ipynb). All of it together, as a project of your own. **Back:** [10 · From three agents to
// thousands](10-from-three-agents-to-thousands.ipynb) · [06 · Failure isolation](06-failure.ipynb).
//
// *To read on: [pod lifecycle in the manual of Kubernetes](https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/),
// [actors in Ray's manual](https://docs.ray.io/en/latest/ray-core/actors.html), [BullMQ's guide](https://docs.bullmq.io/).*
