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
//     lesson: "04"
//     title: Locks
//     minutes: 110
// ---

// %% [markdown]
// # 04 · Locks
//
// *About 110 minutes, in two halves. You need lesson 02. Everything about threads that share memory is explained here.*
//
// Four agents share one counter. Each of them adds 1 to it, twenty million times. They all start at the same moment, and
// nobody makes a mistake. What does the counter say at the end?
//
// Run the cell. Then run it again.

// %%
import { check, coteach, hint } from "@swarmlab/kit";
import {
  type AgentContext,
  type AgentFunction,
  agent,
  barChart,
  countTogether,
  detectOverlaps,
  lineChart,
  runMultiAgentSystem,
  runtimeStatus,
  StartGate,
  type SwarmRun,
  speedupChart,
} from "@swarmlab/labs";

const counts = [];
for (let round = 1; round <= 3; round += 1) {
  counts.push(await countTogether({ way: "broken", threads: 4, increments: 20_000_000 }));
}
await barChart(
  counts.map(({ counted, lost }, at) => ({
    label: `run ${at + 1}`,
    value: counted,
    note: `${lost.toLocaleString("en")} additions are gone`,
  })),
  {
    title: "Four agents count together",
    axisTitle: "what the counter says",
    format: (value) => value.toLocaleString("en"),
    reference: { at: 80_000_000, name: "what they added" },
  },
);

// %% [markdown]
// No error, no warning, and a different number each time. (A run may even be right, by luck, when nobody happened to
// be interrupted in the middle.) Two questions make up this lesson: *where* did those additions go, and what does it
// take to keep every one of them?
//
// The lesson has two halves, and each stands on its own: first shared memory, then locks. Take them on two days if you like.
//
// **After this lesson you can**
//
// - let agents on different threads share memory, and say what can go wrong,
// - find the order of steps that breaks a program, instead of waiting for it,
// - change a number in one step that nobody can divide,
//
// and with its second half
//
// - build a lock from three states and two atomic steps,
// - choose what belongs under a lock, and what does not,
// - give a lock back whatever happens, and measure what waiting for it costs,
// - read a program and say whether it can stand still for ever.

// %% [markdown]
// # First half · Shared memory
//
// ## Memory that agents share
//
// In lesson 02, a thread was an **isolate**: what goes in and comes out is copied. There is one exception. A
// `SharedArrayBuffer` is a piece of raw memory that is *not* copied. All threads see the same bytes.
//
// ```mermaid
// flowchart TB
//   subgraph A["thread of agent 0"]
//     a1["its own variables"]
//     a2["words: Int32Array"]
//   end
//   subgraph B["thread of agent 1"]
//     b1["its own variables"]
//     b2["words: Int32Array"]
//   end
//   a2 --> M[("SharedArrayBuffer:<br/>the same bytes")]
//   b2 --> M
// ```
//
// *The diagram in words: each thread has variables of its own, which nobody else can see. Each also has an
// `Int32Array` called `words`. Both arrays are windows onto the same piece of memory.*
//
// An `Int32Array` over that memory shows it as a row of whole numbers. We call one place in it a **word**. Only bytes
// can be shared: no objects, no lists, no texts.
//
// Now the tools of this lesson. `race` runs a function on several threads, and `start` makes them begin at one moment, at a
// **start gate**. Threads that run one after the other never disturb each other, and then there is nothing to see. One tool
// comes from the lab: `inSlowMotion`, a slow-motion camera. We come back to it.

// %%
import { inSlowMotion, lockTrack, queueAtLock, rehearse, type Scene } from "@swarmlab/labs/instruments";

/** Full speed, or slow motion. */
type Pace = "fast" | "slow";

/** Runs `job` once for each input, each on a thread of its own. Nobody may take longer than `seconds`. */
async function race<Input>(
  job: AgentFunction<Input>,
  inputs: readonly Input[],
  shared: object,
  pace: Pace = "fast",
  seconds = 2,
): Promise<SwarmRun> {
  const run = await runMultiAgentSystem({
    agents: inputs.map((input, id) => agent(job, id, input)),
    concurrency: inputs.length,
    swarm: false, // new threads each time, because a job in slow motion leaves its thread slow
    shared: { ...shared, gate: new StartGate(inputs.length), pace },
    timeout: seconds,
    announce: false,
  });
  if (run.results.some((result) => !result.success)) console.log(String(run));
  return run;
}

/** The first line of every job: it waits until all stand at the gate, and finds what they share. */
function start<Shared extends object>(context: AgentContext): Shared & { gate: StartGate } {
  const shared = context.shared as Shared & { gate: StartGate; pace: Pace };
  shared.gate.wait();
  return shared.pace === "slow" ? inSlowMotion(shared) : shared;
}

/** Fresh memory for so many whole numbers, all 0, which threads share. */
function sharedWords(howMany: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * howMany));
}

/** Each agent leaves a mark in an ordinary list, and in shared memory. */
function leaveMark(mark: number, context: AgentContext): void {
  const { list, words } = start<{ list: number[]; words: Int32Array }>(context);
  list[context.agentId] = mark;
  words[context.agentId] = mark;
}

const list = [0, 0];
const words = sharedWords(2);
await race(leaveMark, [7, 8], { list, words });
console.log("the list in the notebook:", list);
console.log("the shared words:        ", words);

// %% [markdown]
// The agents wrote to *copies* of the list, and to the *one* shared memory.
//
// *If you come from Python:* there, threads share every object, so every list needs care. Here only what you put into
// shared memory does. (Some articles promise a `ConcurrentDict` in `collections` or an `AtomicInteger` in `threading`
// for Python 3.14. Neither exists. Python has locks and queues, as everybody else.)

// %% [markdown]
// ## One line, three steps
//
// `words[0] += 1` is one line. The machine makes three steps of it: **read** the word, **add** 1, **write** the word
// back. Between any two steps of one thread, another thread can do as much as it likes.
//
// ```mermaid
// sequenceDiagram
//   participant A as agent A
//   participant W as words[0]
//   participant B as agent B
//   Note over W: 5
//   A->>W: read: 5
//   B->>W: read: 5
//   A->>W: write 6
//   Note over W: 6
//   B->>W: write 6
//   Note over W: 6, and two have added
// ```
//
// *The diagram in words: the word says 5. A reads 5, then B reads 5 as well. A writes 6. B, who knows nothing of it,
// writes 6 too. Two agents have added 1, and the word went from 5 to 6.*
//
// This is a **lost update**. It needs bad luck, but at millions of additions a second, bad luck is always at hand. When
// the result depends on who comes first, we speak of a **race**.

// %% [markdown]
// ## Exercise 04.1 · Whose turn is it?
//
// *5 minutes · predict.*
//
// Two agents, A and B. The word is 0 at the beginning. What does it say at the end? Write a number in place of each
// `"?"`. One of the answers surprises nearly everybody.
//
// | name | what happens |
// |---|---|
// | `oneAfterTheOther` | A reads, A writes what it read + 1, B reads, B writes what it read + 1 |
// | `bothReadFirst` | A reads, B reads, A writes, B writes |
// | `nested` | A reads, then B reads and writes three times over, then A writes |
// | `mostOfTen` | each agent adds 1 ten times, in any order of steps: the **largest** possible end |
// | `leastOfTen` | the same: the **smallest** possible end |

// %% tags=["exercise"]
// exercise 04.1 · Whose turn is it?
type Situation = "oneAfterTheOther" | "bothReadFirst" | "nested" | "mostOfTen" | "leastOfTen";
const theWordSays: Record<Situation, number | "?"> = {
  // BEGIN SOLUTION
  // STUB: oneAfterTheOther: "?",
  // STUB: bothReadFirst: "?",
  // STUB: nested: "?",
  // STUB: mostOfTen: "?",
  // STUB: leastOfTen: "?",
  oneAfterTheOther: 2,
  bothReadFirst: 1,
  nested: 1,
  mostOfTen: 20,
  leastOfTen: 2,
  // END SOLUTION
};

// %% tags=["check"]
await check("04.1");

// %% [markdown] tags=["hint"]
// Take a sheet of paper and three columns: what A has read, what B has read, what the word says. Go through the steps
// one by one. An agent writes what *it* has read, plus 1. It does not look again.

// %% [markdown] tags=["hint"]
// In `nested`, the word climbs while B is at work. Then A comes back with what it read at the very beginning. How much
// of B's work is left?

// %% [markdown] tags=["hint"]
// For `leastOfTen`: one late write can wipe out a whole row of the other's additions, as in `nested`. After that the
// word is small again. Could the *other* agent now read that small number, wait, and do the same in return, with its
// very last addition?

// %% [markdown] tags=["explanation"]
// The smallest end is **2**, and no larger with a million additions each. A reads 0. B adds nine times. A writes 1,
// and nine additions are gone. Now B reads this 1 for its tenth addition and waits. A adds nine more times. B writes
// 2.
//
// A second way to find it: let a program try every order of steps. The check did that, and soon you will do so too.
// How often an update is lost is luck. How much *can* be lost is not.

// %% [markdown]
// ## Slow motion
//
// Bad luck is hard to study. So we take luck out of it, and watch in **slow motion**: after each step in shared memory, a
// thread rests for a millisecond or so. Whatever *can* come in between then does. (The camera is
// `labs/instruments/slow-motion.ts`. Read it if you like to know how it works.)
//
// JavaScript has a toolbox for shared memory, called `Atomics`. An **atomic** step happens as a whole or not at all: no
// other thread can see it half done, or come in between. `Atomics.load` reads a word in one atomic step, and
// `Atomics.store` writes one. Is that the cure? Three agents add 1 ten times each, first in the plain way, then with
// atomic steps.

// %%
function plainAdder(times: number, context: AgentContext): void {
  const { words } = start<{ words: Int32Array }>(context);
  for (let i = 0; i < times; i += 1) words[0] += 1;
}

function loadAndStoreAdder(times: number, context: AgentContext): void {
  const { words } = start<{ words: Int32Array }>(context);
  for (let i = 0; i < times; i += 1) {
    const seen = Atomics.load(words, 0);
    Atomics.store(words, 0, seen + 1);
  }
}

for (const adder of [plainAdder, loadAndStoreAdder]) {
  const word = sharedWords(1);
  await race(adder, [10, 10, 10], { words: word }, "slow");
  console.log(`${adder.name}: the word says ${word[0]} of 30`);
}

// %% [markdown]
// Every single step of the second was atomic. Additions are gone all the same.
//
// > **A pitfall: atomic steps do not make an atomic whole.** What must not be divided here is the *pair* of read and
// > write. Two steps that nobody can divide still have a gap between them.

// %% [markdown]
// ## Every order of steps
//
// Slow motion makes bad luck likely. Can luck be left out altogether? `explore` runs two agents in *one* order of steps
// after the other, each step by its own command. It stops at the first order that goes wrong, and draws it:

// %%
import { explore } from "@swarmlab/kit";

const lostUpdate = await explore({
  shared: () => ({ words: sharedWords(1) }),
  threads: {
    A: ({ words }) => {
      words[0] += 1;
    },
    B: ({ words }) => {
      words[0] += 1;
    },
  },
  finally: ({ words }) => words[0] === 2,
});
lostUpdate;

// %% [markdown]
// That is your lost update, caught and drawn: who did what, and in which order. Read it from top to bottom. You will get
// such a picture from the checks, too. (An order of steps is also called an **interleaving**. A **preemption** is a place
// where a thread that could have gone on has to let another one go first.)
//
// And if no order goes wrong, that is more than a passed test: it is a proof. First the two atomic steps, then
// `Atomics.add`, which is our next topic. The last line comes back to exercise 04.1: two agents, three additions each,
// and *every* number that the word can say at the end.

// %%
const loadAndStore = ({ words }: { words: Int32Array }) => {
  const seen = Atomics.load(words, 0);
  Atomics.store(words, 0, seen + 1);
};
const addAtOnce = ({ words }: { words: Int32Array }) => void Atomics.add(words, 0, 1);
for (const adding of [loadAndStore, addAtOnce]) {
  const { summary } = await explore({
    shared: () => ({ words: sharedWords(1) }),
    threads: { A: adding, B: adding },
    finally: ({ words }) => words[0] === 2,
  });
  console.log(`${adding.name}: ${summary}`);
}

const thrice = ({ words }: { words: Int32Array }) => {
  for (let i = 0; i < 3; i += 1) words[0] += 1;
};
const { finalStates } = await explore({
  shared: () => ({ words: sharedWords(1) }),
  threads: { A: thrice, B: thrice },
  failOnRace: false,
});
console.log(`after three additions each: ${finalStates.map(({ state }) => state).join(" · ")}`);

// %% [markdown]
// ## One step that nobody can divide
//
// So the reading, the adding and the writing have to be **one** step. For that there is `Atomics.add`:

// %%
function atomicAdder(times: number, context: AgentContext): void {
  const { words } = start<{ words: Int32Array }>(context);
  for (let i = 0; i < times; i += 1) Atomics.add(words, 0, 1);
}

const whole = sharedWords(1);
await race(atomicAdder, [10, 10, 10], { words: whole }, "slow");
console.log(`in slow motion:  ${whole[0]} of 30`);

const fullSpeed = sharedWords(1);
await race(atomicAdder, [1_000_000, 1_000_000, 1_000_000], { words: fullSpeed });
console.log(`at full speed:   ${fullSpeed[0].toLocaleString("en")} of ${(3_000_000).toLocaleString("en")}`);

// %% [markdown]
// Not one is missing, in either pace. There are few such steps:
//
// | one atomic step | what it does | what it gives back |
// |---|---|---|
// | `Atomics.add(words, i, n)`, `Atomics.sub(…)` | adds or subtracts `n` | what stood there **before** |
// | `Atomics.exchange(words, i, next)` | writes `next` | what stood there before |
// | `Atomics.compareExchange(words, i, seen, next)` | writes `next`, but **only if** the word still says `seen` | what stood there before |
//
// The last one is the strongest. It says: *if nobody has come in between since I looked, let it be so.* Did it give
// back what you had seen? Then it worked. If not, somebody was faster: look again, think again, try again.

// %% [markdown]
// ## Check, then act
//
// Agents often share something that runs out: calls to a language model, money, seats. Each call costs. Before an
// agent spends, it looks whether there is enough:

// %%
function spendCarelessly(budget: Int32Array, amount: number): boolean {
  if (Atomics.load(budget, 0) < amount) return false; // check …
  Atomics.sub(budget, 0, amount); // … then act
  return true;
}

function carelessSpender(tries: number, context: AgentContext): number {
  const { budget } = start<{ budget: Int32Array }>(context);
  let spent = 0;
  for (let i = 0; i < tries; i += 1) if (spendCarelessly(budget, 1)) spent += 1;
  return spent;
}

for (let day = 1; day <= 3; day += 1) {
  const budget = sharedWords(1).fill(10);
  const { results } = await race(carelessSpender, [6, 6, 6, 6], { budget }, "slow");
  const spent = results.reduce((sum, { result }) => sum + Number(result), 0);
  console.log(`day ${day}: there were 10 calls, the agents made ${spent}, and ${budget[0]} are left`);
}

// %% [markdown]
// Four agents, and the budget is overdrawn sooner or later. Each agent checked, each was right, and together they are in
// debt. Between the check and the act, what was checked
// had changed. This is the most common race of all. It hides in every `if` that looks at something shared.

// %% [markdown]
// ## Exercise 04.2 · Spend what is there
//
// *8 minutes · complete.*
//
// Complete `spend(budget, amount)`. The budget is the word `budget[0]`.
//
// - Is there enough for the whole `amount`? Then take it away and return `true`.
// - Is there less? Then leave the budget alone and return `false`.
// - However many agents spend at the same moment: nobody spends what is not there, and **nobody who could have been
//   served is turned away**.
//
// Check and act have to become one step.

// %% tags=["exercise"] forbids=["Mutex", "Semaphore", "AtomicCounter"]
// exercise 04.2 · Spend what is there
function spend(budget: Int32Array, amount: number): boolean {
  // BEGIN SOLUTION
  // STUB: // look · give up or work out the new value · write it only if nobody came in between, else look again
  // STUB: // (about 5 lines)
  // STUB: throw new Error("exercise 04.2: write your answer here");
  for (;;) {
    const seen = Atomics.load(budget, 0);
    if (seen < amount) return false;
    if (Atomics.compareExchange(budget, 0, seen, seen - amount) === seen) return true;
  }
  // END SOLUTION
}

// Given, and used by the check: agents that spend together. In each round there is a new budget for
// all of them, and each agent tries `tries` times to spend `amount` of it.
type Order = { readonly amount: number; readonly tries: number };
function spender({ amount, tries }: Order, context: AgentContext): number {
  const { budgets, gate } = start<{ budgets: readonly Int32Array[] }>(context);
  let spent = 0;
  for (const budget of budgets) {
    gate.wait();
    for (let i = 0; i < tries; i += 1) if (spend(budget, amount) === true) spent += amount;
  }
  return spent;
}
async function spendTogether(available: number, orders: readonly Order[], pace: Pace, rounds: number) {
  const budgets = Array.from({ length: rounds }, () => sharedWords(1).fill(available));
  const { results } = await race(spender, orders, { budgets }, pace);
  return {
    spent: results.map(({ result }) => Number(result)),
    left: budgets.map((budget) => budget[0]),
    errors: results.map(({ error }) => error),
  };
}

// %% tags=["check"]
await check("04.2");

// %% [markdown] tags=["hint"]
// Start with what is easy, for an agent that is alone: read the word, return `false` if it is less than `amount`. What
// should the word say afterwards, if there is enough?

// %% [markdown] tags=["hint"]
// Some people subtract first, and give back when the result is below zero. Nothing is overspent that way. But think of
// an agent that wants a thousand, and of another that wants one, in the moment before the thousand is given back.

// %% [markdown] tags=["hint"]
// You know what you have seen, and what the word should say now. Look through the table above for the step that writes
// **only if** the word still says what you have seen. What does it give back when it worked, and what when it did not?

// %% [markdown] tags=["hint"]
// When `Atomics.compareExchange` did not give back what you had seen, somebody else was faster. That is no reason to
// turn anybody away: perhaps there is still enough. So everything has to happen again, from `Atomics.load` on: a loop
// around all of it. If a check never comes back, look whether your loop reads the budget *anew* each time.

// %% [markdown] tags=["explanation"]
// Look, decide, and write only if nobody came in between: this loop is how almost everything without a lock is built.
// It never waits. When your step fails, that is because somebody else's has worked, so the swarm as a whole always
// gets on.
//
// A second way keeps what `compareExchange` gives back, since that *is* the next look: `const now =
// Atomics.compareExchange(…); if (now === seen) return true; seen = now;`. One step less each time round.

// %% [markdown]
// Your `spend`, in the same slow motion, and with the same four agents:

// %% tags=["raises-exception"]
const order: Order = { amount: 1, tries: 10 };
const careful = await spendTogether(10, [order, order, order, order], "slow", 1);
console.log(
  `there were 10 calls, the agents made ${careful.spent.join(" + ")}, and ${careful.left[0]} are left`,
);

// %% [markdown]
// > **AI co-learning prompt**
// >
// > "I have just written a compare-and-exchange loop that takes an amount from a shared budget. Ask me about a word
// > that changes from 5 to 3 and back to 5 while my agent looks away: is that a problem for my budget? Then help me
// > find an example where it would be one. Ask questions, do not give me the answer."

// %% [markdown]
// ## Two words that belong together
//
// An atomic step changes **one** word. What if two belong together? A board has two words: the best score, and the
// agent that found it. One agent writes them, always in the same order, always atomically. Another reads them.
// Here the writer always writes the same number into both. So a reader that sees two different numbers has got a pair
// that never was.

// %%
function scribeOrReader(role: "scribe" | "reader", context: AgentContext): number {
  const { board } = start<{ board: Int32Array }>(context);
  let halfWritten = 0;
  for (let i = 1; i <= 30; i += 1) {
    if (role === "scribe") {
      Atomics.store(board, 0, i);
      Atomics.store(board, 1, i);
    } else if (Atomics.load(board, 1) !== Atomics.load(board, 0)) halfWritten += 1;
  }
  return halfWritten;
}

const torn = await race(scribeOrReader, ["scribe", "reader"] as const, { board: sharedWords(2) }, "slow");
console.log(`of 30 looks, ${torn.results[1].result} saw two words that do not belong together`);

// %% [markdown]
// No single step covers both words. So we need something that covers a whole *piece of code*: a **lock**. It is also
// called a **mutex**, for *mutual exclusion*. Whoever wants into that piece of code has to hold the lock, and only one
// can hold it at a time. The others wait. The code between `lock()` and `unlock()` is the **critical section**.
//
// ## The first half in short
//
// - Threads share bytes, in a `SharedArrayBuffer`. What they share, they can spoil.
// - Read, add, write are three steps. In between, others may come: a **lost update**.
// - Slow motion makes bad luck likely. `explore` tries every order of steps, and draws the one that fails.
// - `Atomics` has steps that nobody can divide. Several of them in a row can be divided.
// - **Check-then-act** needs one step: `compareExchange` in a loop.
//
// Can you say why two atomic steps are not one, and what `compareExchange` gives back when somebody was faster? Then you have the
// first half.
//
// > **A good place to stop.** About 35 minutes lie behind you, and 75 before you. The second half builds locks and puts them to use. `npm run progress` shows how far you are
// > in each half. When you come back, click the next cell and choose *Run ▸ Run All Above Selected Cell*: it brings back all that
// > stands above.

// %% [markdown]
// # Second half · Locks
//
// It needs three things of the first half: `sharedWords` is memory that threads share, `race` runs a function on several threads, and
// two words that belong together need more than one atomic step. The cells above bring the first two back.
//
// ## How a lock is built
//
// A lock is one word of shared memory, and three states:
//
// | the word says | name | meaning |
// |---|---|---|
// | 0 | `FREE` | nobody holds the lock |
// | 1 | `HELD` | somebody holds it, and nobody waits |
// | 2 | `WANTED` | somebody holds it, and somebody **may be asleep** waiting for it |
//
// ```mermaid
// stateDiagram-v2
//   direction LR
//   FREE --> HELD: lock, nobody else there
//   HELD --> FREE: unlock, nobody to wake
//   HELD --> WANTED: a second one comes, and falls asleep
//   WANTED --> FREE: unlock, and wake one sleeper
//   FREE --> WANTED: the woken one takes it. Others may still sleep
// ```
//
// *The diagram in words: a free lock becomes held. When the holder unlocks, it is free again. If a second thread comes
// while it is held, the lock becomes wanted, and that thread falls asleep. Unlocking a wanted lock makes it free and
// wakes one sleeper. The woken thread takes it as wanted, because others may still be asleep.*
//
// Two functions of `Atomics` put threads to sleep and wake them:
//
// - `Atomics.wait(words, i, expected)` sleeps, but only if the word says `expected`. Looking and falling asleep is
//   **one** step, so nobody can wake you just before you are asleep.
// - `Atomics.notify(words, i, howMany)` wakes so many threads that sleep at this word.
//
// A thread that is woken has *not* got the lock. It has been told to look again. (It may even be woken by mistake.)

// %%
const FREE = 0;
const HELD = 1;
const WANTED = 2;

/** All that the code of this lesson needs of a lock. */
interface Lock {
  lock(): void;
  unlock(): void;
}

// %% [markdown]
// How does one test a lock? The lab has a test track for it, `labs/instruments/lock-track.ts`. Threads race against each
// other with your lock (`lockTrack`), or queue up in front of it while the notebook holds it (`queueAtLock`). The track finds
// out who really sleeps, who gets in too early, and who is forgotten. Here it gets our `race`:

// %%
const raceOnTrack = (job: AgentFunction<number>, inputs: readonly number[], isHeld: boolean, pace: Pace) =>
  lockTrack((shared) => race(job, inputs, shared, pace), isHeld);
const queueUp = (job: AgentFunction<number>, threads: number) =>
  queueAtLock((shared) => race(job, Array<number>(threads).fill(1), shared), threads);

// %% [markdown]
// ## Exercise 04.3 · A lock in two lines
//
// *15 minutes · complete.*
//
// Here is a lock, and two of its lines are missing. The first line is done for you: if the lock is free, take it, and
// that is all.
//
// - **Line 1**, in `lock()`: mark the lock as `WANTED`. If it was not `FREE` before, sleep as long as it says
//   `WANTED`, and then do the same again. `Atomics.exchange` marks the word *and* tells what it said before.
// - **Line 2**, in `unlock()`: make the lock `FREE`. If it was `WANTED`, wake a thread. One is enough: it wakes the next.
//
// The lab's locks are off limits, since a lock is what you are building.

// %% tags=["exercise"] forbids=["Mutex", "Semaphore"]
// exercise 04.3 · A lock in two lines
class TinyLock implements Lock {
  readonly word: Int32Array;

  constructor(word: Int32Array) {
    this.word = word;
  }

  lock(): void {
    if (Atomics.compareExchange(this.word, 0, FREE, HELD) === FREE) return;
    // BEGIN SOLUTION
    // STUB: // line 1: as long as it was not FREE when you marked it, sleep
    // STUB: throw new Error("exercise 04.3: write line 1 here");
    while (Atomics.exchange(this.word, 0, WANTED) !== FREE) Atomics.wait(this.word, 0, WANTED);
    // END SOLUTION
  }

  unlock(): void {
    // BEGIN SOLUTION
    // STUB: // line 2: make it FREE, and wake one thread if it was WANTED
    // STUB: throw new Error("exercise 04.3: write line 2 here");
    if (Atomics.exchange(this.word, 0, FREE) === WANTED) Atomics.notify(this.word, 0, 1);
    // END SOLUTION
  }
}

// Given, and used by the check: a thread that enters so many times. Inside, it adds 1 in three steps.
function lapper(laps: number, context: AgentContext): void {
  const { lock, board } = start<{ lock: Int32Array; board: Int32Array }>(context);
  const tiny = new TinyLock(lock);
  for (let lap = 0; lap < laps; lap += 1) {
    tiny.lock();
    board[0] += 1;
    tiny.unlock();
  }
}
async function testTrack(threads: number, laps: number, pace: Pace) {
  const { lock, board, racing, forgotten } = raceOnTrack(
    lapper,
    Array<number>(threads).fill(laps),
    false,
    pace,
  );
  const { results } = await racing;
  return { laps: board[0], word: lock[0], forgotten: forgotten(), errors: results.map(({ error }) => error) };
}
const queueUpHere = (threads: number) => queueUp(lapper, threads);

// %% tags=["check"]
await check("04.3");

// %% [markdown] tags=["hint"]
// Begin with line 2, it is the easier one. `Atomics.exchange` writes a word and gives back what it said before. Which
// state do you write, and which old state means that somebody may be asleep?

// %% [markdown] tags=["hint"]
// Line 1 is a `while`. Its condition marks the lock and looks at what it said before, all in one step. There is
// exactly one answer that means: *it was free, so now it is mine*. On any other, the body of the loop sleeps.

// %% [markdown] tags=["hint"]
// Which value does the word have while you sleep? You have just written it. `Atomics.wait` needs that value as its
// third argument. With another one it returns at once, and your thread runs in circles instead of sleeping.

// %% [markdown] tags=["hint"]
// Two or more sleep, one gets through, the others never do? Then somebody took the lock as `HELD` after it woke, and
// forgot that others are still asleep. And if a thread walks in too early: being woken is not the same as holding the
// lock, so an `if` is not enough.

// %% [markdown] tags=["explanation"]
// This is a real lock. The idea is in the state `WANTED`: it means *maybe*. At worst, an `unlock()` wakes nobody. The
// other way round, to forget a sleeper, would be the end of it. And when nobody else wants the lock, it costs two
// atomic steps, and the operating system never hears of it. The locks in Linux programs are built like this (Ulrich
// Drepper's paper “Futexes Are Tricky” tells the story, with the mistakes).
//
// A second way has only two states, and wakes somebody after *every* `unlock()`: `Atomics.store(word, 0, FREE);
// Atomics.notify(word, 0, 1)`. It is just as right, and slower, because it calls the operating system each time.

// %% [markdown]
// Your lock at work. Two agents count in three steps, without any lock, and with yours:

// %% tags=["raises-exception"]
function openLapper(laps: number, context: AgentContext): void {
  const { board } = start<{ board: Int32Array }>(context);
  for (let lap = 0; lap < laps; lap += 1) board[0] += 1;
}

const laps = 20;
const unguarded = sharedWords(1);
await race(openLapper, [laps, laps], { board: unguarded }, "slow");
const guarded = await testTrack(2, laps, "slow");
await barChart(
  [
    { label: "no lock", value: unguarded[0] },
    { label: "your lock", value: guarded.laps },
  ],
  {
    title: `Two agents add 1 in slow motion, ${laps} times each`,
    axisTitle: "what the word says",
    reference: { at: 2 * laps, name: "what they added" },
  },
);

// %% [markdown]
// A picture of one good run proves nothing. So let `explore` take your lock through every order of steps that two
// threads can take. `locks` tells it which word is the lock, so that it watches who holds it:

// %% tags=["raises-exception"]
const tryTinyLock = ({ lock, board }: { lock: Int32Array; board: Int32Array }) => {
  const tiny = new TinyLock(lock);
  tiny.lock();
  board[0] += 1;
  tiny.unlock();
};
const everyOrder = await explore({
  shared: () => ({ lock: sharedWords(1), board: sharedWords(1) }),
  threads: { A: tryTinyLock, B: tryTinyLock },
  finally: ({ board }) => board[0] === 2,
  locks: ({ lock }) => [[lock, 0]],
});
everyOrder;

// %% [markdown]
// Now break it on purpose. Leave out `Atomics.notify` in your exercise cell, run that cell and this one, and read what
// comes. Then mend it again.

// %% [markdown]
// ### The big sister
//
// `Mutex` in the lab is the same idea, made fit for a bad day. Read it in `labs/sharing/mutex`: it is short.
//
// | what happens | your lock | `Mutex` |
// |---|---|---|
// | the holder locks once more | waits for itself, for ever | throws the error `DEADLOCK` |
// | somebody else unlocks | lets two in | throws the error `NOT_OWNER` |
// | you do not want to wait for ever | you do | `lock({ timeout: 300 })`, `tryLock()` |
// | the holder's thread dies | everybody waits, for ever | the swarm gives the lock back, and the next holder is warned |
// | the notebook waits | it must not block, so it cannot | `await mutex.lockAsync()` |
// | how much was waited? | who knows | `mutex.contention` |
//
// (Its examples say `using guard = mutex.lock()`. That is newer than the TypeScript of these notebooks: write `try … finally`
// or `runExclusive` here.)
//
// From here on we use it. Two of its sentences, to begin with:

// %%
import { Mutex } from "@swarmlab/labs";

const twice = new Mutex();
for (const mistake of [() => twice.unlock(), () => [twice.lock(), twice.lock()]]) {
  try {
    mistake();
  } catch (error) {
    console.log((error as Error).message);
  }
}

// %% [markdown]
// ## Give it back, whatever happens
//
// An agent takes the lock, and then something inside throws an error. The line with `unlock()` is never reached. What
// do the others see?

// %%
function clumsy(isClumsy: boolean, context: AgentContext): string {
  const { mutex } = start<{ mutex: Mutex }>(context);
  if (!isClumsy) Atomics.wait(sharedWords(1), 0, 0, 50); // let the clumsy one go first
  mutex.lock({ timeout: 300 });
  if (isClumsy) throw new RangeError("the score is not a number");
  mutex.unlock();
  return "was in, and out again";
}

const doorway = new Mutex();
const behind = await runMultiAgentSystem({
  agents: [true, false, false].map((isClumsy, id) => agent(clumsy, id, isClumsy)),
  concurrency: 3,
  shared: { mutex: doorway, gate: new StartGate(3), pace: "fast" },
  announce: false,
});
for (const { agentId, result, error } of behind.results)
  console.log(`agent ${agentId}: ${result ?? error?.message}`);

// %% [markdown]
// One agent fails, and all the others with it. They were lucky: they had a time limit. Without it they would wait for
// ever.
//
// The cure is `try … finally`. What stands in `finally` runs at the end of the block, also after a `return`, also after
// an error. The error still goes on to whoever called:
//
// ```ts
// mutex.lock();
// try {
//   …                  // whatever happens here,
// } finally {
//   mutex.unlock();    // this happens too
// }
// ```
//
// `mutex.runExclusive(() => { … })` does the same in one line. Note where `lock()` stands: *in front of* the `try`. If
// locking itself fails, there is nothing to give back.

// %% [markdown]
// ## How much goes under the lock?
//
// Too little, and others come in between. Too much, and your agents stand in a queue. Both at once is possible too.
// Here is an agent that has a finding to contribute. It looks at the best score so far, thinks, and writes its own
// score if that is better. It does use a lock:

// %%
interface Desk {
  readonly lock: Lock;
  /** Word 0: the best score so far. Word 1: the agent that found it. */
  readonly board: Int32Array;
  /** Tells the world of a record, while the lock is held: so records are told in their order. It may throw. */
  readonly tell: (score: number) => void;
}

function contributeBadly(desk: Desk, agentId: number, think: () => number): void {
  const { lock, board, tell } = desk;
  lock.lock();
  const best = board[0];
  const score = think();
  lock.unlock();
  if (score > best) {
    lock.lock();
    board[0] = score;
    board[1] = agentId;
    tell(score);
    lock.unlock();
  }
}

// %% [markdown]
// Before you read on: there are **three** things wrong with it. Which?
//
// We **rehearse** it, on one thread. In a rehearsal the lock is a prop: it writes down what happens, and it plays the
// other agents too. They may come while our agent thinks, while it waits for the lock, and as soon as it has given the
// lock back. Never while it holds the lock: that is what a lock is for. (The rehearsal is folded, too.)

// %% [markdown]
// Three scenes. In the second, agent 7 comes as soon as the lock is free for the first time. In the third, `tell` throws
// an error:

// %%
const scenes: Record<string, Scene> = {
  "alone, with a record": { finds: 50, board: [10, 0] },
  "as soon as it unlocks, agent 7 writes 90": { finds: 50, board: [10, 0], afterUnlock: [90, 7] },
  "nobody listens": { finds: 50, board: [10, 0], nobodyListens: true },
};
for (const [name, scene] of Object.entries(scenes)) {
  const { board, events, isHeld } = rehearse(contributeBadly, scene);
  console.log(`${name}:\n  ${events.join(" · ")}`);
  console.log(`  the board says ${board[0]}, found by agent ${board[1]}`);
  if (isHeld) console.log("  AND THE LOCK IS STILL HELD");
}

// %% [markdown]
// 1. **Under the lock for too long.** It thinks while it holds the lock. Nobody else can get in, and a swarm that
//    thinks under a lock thinks one after the other.
// 2. **Under the lock for too little.** It decides with `best`, which it read under an *earlier* lock. By now agent 7
//    has written 90, and our agent wipes it out with its 50. The check and the act belong under **one** lock.
// 3. **Never given back.** `tell` throws, and nobody unlocks.
//
// > **A pitfall: the forgotten scope.** “I do use a lock” says nothing. Ask: *what must not change between this line and
// > that line?* Those two lines, and what lies between them, belong under one lock. Nothing else does.
//
// (You may meet the advice to copy a shared list under a lock, work on the copy, and write it back. Working on a copy
// is fine. Writing back *as if nothing had happened meanwhile* is the mistake.)

// %% [markdown]
// ## Exercise 04.4 · The right scope
//
// *12 minutes · read, then write it better.*
//
// Write `contribute`, which does the same and does it right:
//
// - It thinks while the lock is **not** held.
// - If its score is *better* than the best on the board, it writes score and agent, and tells the score: all under one
//   lock, and only after a look at the board under that same lock.
// - Whatever fails, the lock is free afterwards, and **the error goes on** to whoever called.

// %% tags=["exercise"]
// exercise 04.4 · The right scope
function contribute(desk: Desk, agentId: number, think: () => number): void {
  // BEGIN SOLUTION
  // STUB: // about 10 lines: what comes before the lock, what under it, and what in any case?
  // STUB: throw new Error("exercise 04.4: write your answer here");
  const { lock, board, tell } = desk;
  const score = think();
  lock.lock();
  try {
    if (score > board[0]) {
      board[0] = score;
      board[1] = agentId;
      tell(score);
    }
  } finally {
    lock.unlock();
  }
  // END SOLUTION
}

// Given, and used by the check: a rehearsal on one thread, and agents on threads of their own.
const rehearsal = (scene: Scene) => rehearse(contribute, scene);
function contributor(findings: readonly number[], context: AgentContext): number[] {
  const { mutex, board } = start<{ mutex: Mutex; board: Int32Array }>(context);
  const told: number[] = [];
  const desk = { lock: mutex, board, tell: (score: number) => void told.push(score) };
  for (const found of findings) contribute(desk, context.agentId, () => found);
  return told;
}
async function contributeTogether(findings: readonly (readonly number[])[], pace: Pace) {
  const [mutex, board] = [new Mutex(), sharedWords(2)];
  const { results } = await race(contributor, findings, { mutex, board }, pace);
  return {
    board: [...board],
    told: results.map(({ result }) => result),
    errors: results.map(({ error }) => error),
  };
}

// %% tags=["check"]
await check("04.4");

// %% [markdown] tags=["hint"]
// Start from `contributeBadly` and mend one thing at a time. First the thinking: does it need the board at all? If
// not, it can come before everything else.

// %% [markdown] tags=["hint"]
// Then the scope. Draw a line in front of the first look at the board that you *decide* with, and one behind the last
// write. How many pairs of `lock` and `unlock` do you need for what is in between?

// %% [markdown] tags=["hint"]
// Then the way out. A block `try … finally` gives the lock back after an error and after a `return`, if the second half
// does the unlocking. Taking the lock stands in front of it. And there is no `catch`: nobody asked you to hide the error.

// %% [markdown] tags=["explanation"]
// Think first, lock late, unlock early, and let `finally` do it. The critical section is now as short as it can be:
// one look, two writes, one call.
//
// A second way takes a quick look *without* the lock, and goes home if the score is hopeless:
// `if (score <= Atomics.load(board, 0)) return;`. Only then does it lock, and **it looks again**. The first look saves
// waiting, the second one makes it right. Without the second, you are back at check-then-act.

// %% [markdown]
// ## Waiting has a price
//
// How bad is it to think under the lock? The same number of findings, thought up by one agent, and by several: once
// with the lock around everything, once with the lock around the update.

// %%
function ponder(seed: number): number {
  let thought = seed;
  for (let i = 0; i < 3_000_000; i += 1) thought = (Math.imul(thought, 1103515245) + 12345) & 0x7fffffff;
  return thought % 1000;
}

interface Study {
  readonly mutex: Mutex;
  readonly board: Int32Array;
  readonly isWide: boolean;
}
function student(findings: number, context: AgentContext): void {
  const { mutex, board, isWide } = start<Study>(context);
  const update = (score: number) => {
    board[0] = Math.max(board[0], score);
  };
  for (let seed = 0; seed < findings; seed += 1) {
    if (isWide) mutex.runExclusive(() => update(ponder(seed)));
    else {
      const score = ponder(seed);
      mutex.runExclusive(() => update(score));
    }
  }
}

const team = Math.max(2, Math.min(4, runtimeStatus().cores));
const share = 24;
const study = async (students: number, findings: number, isWide: boolean) => {
  const mutex = new Mutex();
  const inputs = Array<number>(students).fill(findings);
  const { totalSeconds } = await race(student, inputs, { mutex, board: sharedWords(1), isWide }, "fast", 30);
  const { waits, secondsWaited, longestWait } = mutex.contention;
  return { seconds: totalSeconds, waits, secondsWaited, longestWait };
};
const studies = {
  "one agent": await study(1, team * share, false),
  "lock around everything": await study(team, share, true),
  "lock around the update": await study(team, share, false),
};
const rounded = (value: number) => Number(value.toFixed(3));
console.table(
  Object.fromEntries(
    Object.entries(studies).map(([name, { seconds, waits, secondsWaited, longestWait }]) => [
      name,
      {
        seconds: rounded(seconds),
        waits,
        "seconds waited": rounded(secondsWaited),
        "longest wait": rounded(longestWait),
      },
    ]),
  ),
);
await speedupChart(
  Object.entries(studies).map(([label, { seconds }]) => ({ label, seconds })),
  { base: "one agent", title: `${team} agents, two sizes of the critical section` },
);

// %% [markdown]
// Look at *seconds waited*: all the time that agents stood in front of the lock, added up. Waiting because others want
// the same lock is called **contention**. With the lock around everything, a swarm on many cores is one agent in
// disguise. (With a single core both bars are about 1: nobody could have worked meanwhile anyway.)
//
// Even tiny critical sections add up when many want in. Now the agents do nothing but count, and there are more and
// more of them. Three ways: one lock for all, one atomic counter for all, and a counter *for each agent*, added up at
// the end.

// %%
type CountingMeans = "one lock" | "one atomic counter" | "a counter each";
interface Tally {
  readonly means: CountingMeans;
  readonly mutex: Mutex;
  readonly words: Int32Array;
}
function teller(times: number, context: AgentContext): readonly [from: number, to: number] {
  const { means, mutex, words } = start<Tally>(context);
  const mine = context.agentId * 32; // 128 bytes apart, so that no two counters share a line of the cache
  const from = context.now();
  for (let i = 0; i < times; i += 1) {
    if (means === "one lock") {
      mutex.lock();
      words[0] += 1;
      mutex.unlock();
    } else if (means === "one atomic counter") Atomics.add(words, 0, 1);
    else words[mine] += 1;
  }
  return [from, context.now()];
}

async function millionsPerSecond(means: CountingMeans, tellers: number): Promise<number> {
  const times = means === "one lock" ? 20_000 : 500_000;
  const shared = { means, mutex: new Mutex(), words: sharedWords(32 * tellers) };
  const { results } = await race(teller, Array<number>(tellers).fill(times), shared, "fast", 30);
  const spans = results.map(({ result }) => result as readonly [number, number]);
  const counted = shared.words.reduce((sum, word) => sum + word, 0);
  const seconds = Math.max(...spans.map(([, to]) => to)) - Math.min(...spans.map(([from]) => from));
  return counted / seconds / 1e6;
}

const growth: Record<CountingMeans, { x: number; y: number }[]> = {
  "one lock": [],
  "one atomic counter": [],
  "a counter each": [],
};
for (const tellers of [1, 2, 4]) {
  for (const means of Object.keys(growth) as CountingMeans[]) {
    growth[means].push({ x: tellers, y: await millionsPerSecond(means, tellers) });
  }
}
await lineChart(growth, {
  title: "Many agents, one counter",
  xTitle: "agents",
  yTitle: "million additions a second, all agents together",
  yScale: "log",
});

// %%
const fastest = (means: CountingMeans) => Math.max(...growth[means].map(({ y }) => y));
console.log(`one lock, at its best:   ${fastest("one lock").toFixed(1)} million additions a second`);
console.log(
  `a counter each, at best: ${(fastest("a counter each") / fastest("one lock")).toFixed(0)} times as many`,
);

// %% [markdown]
// Look at the two lower lines. More agents do not make them faster, and the second agent may well make them *slower*
// than the first was alone: the cores pull the same word out of each other's hands. Only the line where nobody shares
// anything can grow with your cores.
//
// - **The best lock is the one you do not need.** Count for yourself, add up at the end. What is never changed, such
//   as an agent's instructions, needs no lock at all.
// - **Many small locks beat one big one.** A lock for each thing, instead of one for everything, is called
//   *fine-grained*. Two agents then wait only if they want the same thing.
// - **Put the lock inside the thing.** The lab's `KnowledgeBase` is a list of insights that agents add to. It brings its
//   own lock, so nobody can forget it.
//
// > **A score to beat.** Your number to beat is “one lock, at its best”. Change `teller` so that it still uses the one
// > lock, still gets the right sum, and counts at least ten times as fast. (How often does it have to lock?)

// %% [markdown]
// ## Two locks, and nobody moves
//
// Fine-grained locks have a danger of their own. Two agents share two budgets, each with a lock. Agent 0 moves money
// from budget 0 to budget 1. Agent 1 moves some back. Each locks the budget it takes *from*, then the one it gives
// *to*. Here both have got their first lock. What now?

// %%
function crossMover(from: number, context: AgentContext): string {
  const { locks, both } = start<{ locks: readonly Mutex[]; both: StartGate }>(context);
  const to = 1 - from;
  locks[from].lock();
  try {
    both.wait(); // what is rare becomes certain: now both hold their first lock
    locks[to].lock({ timeout: 400 });
    locks[to].unlock();
    return "moved";
  } finally {
    locks[from].unlock();
  }
}

const crossing = await runMultiAgentSystem({
  agents: [0, 1].map((from, id) => agent(crossMover, id, from)),
  concurrency: 2,
  shared: { locks: [new Mutex(), new Mutex()], both: new StartGate(2), gate: new StartGate(2), pace: "fast" },
  announce: false,
});
for (const { agentId, worker, result, error } of crossing.results)
  console.log(`agent ${agentId}, on ${worker}: ${result ?? error?.message}`);

// %% [markdown]
// (Sometimes one of them gets through in the end: the other ran out of patience first, and gave its lock back.)
//
// ```mermaid
// flowchart LR
//   A0["agent 0"] -- "waits for" --> L1["lock of budget 1"]
//   L1 -- "is held by" --> A1["agent 1"]
//   A1 -- "waits for" --> L0["lock of budget 0"]
//   L0 -- "is held by" --> A0
// ```
//
// *The diagram in words: agent 0 waits for lock 1, which agent 1 holds. Agent 1 waits for lock 0, which agent 0 holds.
// The arrows make a circle.*
//
// A circle of waiting is a **deadlock**. Nobody computes, nobody fails, nothing moves. Your machine is idle, which is
// how you recognise it. Only the time limit saved this cell.
//
// Without a circle there is no deadlock. The usual rule: **everybody takes the locks in the same order**, whatever they
// want them for. Then somebody always holds the last lock, and that one can go on.

// %% [markdown]
// ## Exercise 04.5 · Round in circles
//
// *15 minutes · read and explain, then write it better.*
//
// Here is the program again, as two agents run it. A moves from budget 0 to budget 1, B from 1 to 0:
//
// | step | A | B |
// |---|---|---|
// | 1 | lock 0 | lock 1 |
// | 2 | lock 1 | lock 0 |
// | 3 | move | move |
// | 4 | unlock 1 | unlock 0 |
// | 5 | unlock 0 | unlock 1 |
//
// 1. **Explain it.** In `standstill`, write whose turn it is, step by step, so that at the end *neither of them can take
//    its next step*. `["A", "A", "A", "A", "A"]` would be: A does all five of its steps, and B none. Take as few turns
//    as possible.
// 2. **Write it better.** `move` takes `amount` from `budgets[from]` to `budgets[to]` and returns `true`. If there is
//    not enough, it changes nothing and returns `false`. Hold **both** locks while you look and move, and give back what
//    you hold, whatever happens: also when the second lock cannot be had. Whoever moves what, in whichever directions:
//    nobody waits for ever. `from` and `to` may be the same budget: then `move` changes nothing.

// %% tags=["exercise"]
// exercise 04.5 · Round in circles
const standstill: readonly ("A" | "B")[] = [
  // BEGIN SOLUTION
  // STUB: // whose turn is it, step by step?
  "A",
  "B",
  // END SOLUTION
];

function move(
  locks: readonly Mutex[],
  budgets: Int32Array,
  from: number,
  to: number,
  amount: number,
): boolean {
  // BEGIN SOLUTION
  // STUB: // about 10 lines: which of the two locks comes first?
  // STUB: throw new Error("exercise 04.5: write your answer here");
  const enough = () => budgets[from] >= amount;
  if (from === to) return locks[from].runExclusive(enough);
  const [first, second] = from < to ? [from, to] : [to, from];
  return locks[first].runExclusive(() =>
    locks[second].runExclusive(() => {
      if (!enough()) return false;
      budgets[from] -= amount;
      budgets[to] += amount;
      return true;
    }),
  );
  // END SOLUTION
}

// Given, and used by the check: one move in the notebook, and movers on threads of their own. In each
// round there are new budgets.
function moveOnce(balances: readonly number[], from: number, to: number, amount: number) {
  const locks = balances.map(() => new Mutex());
  const budgets = Int32Array.from(balances);
  const moved = move(locks, budgets, from, to, amount);
  return { moved, balances: [...budgets], held: locks.filter((lock) => lock.holder !== null).length };
}
type Errand = { readonly from: number; readonly to: number; readonly times: number };
function mover({ from, to, times }: Errand, context: AgentContext): number {
  const { locks, rounds, gate } = start<{ locks: readonly Mutex[]; rounds: readonly Int32Array[] }>(context);
  let moved = 0;
  for (const budgets of rounds) {
    gate.wait();
    for (let i = 0; i < times; i += 1) if (move(locks, budgets, from, to, 1) === true) moved += 1;
  }
  return moved;
}
async function moveTogether(
  balances: readonly number[],
  errands: readonly Errand[],
  pace: Pace,
  howOften = 1,
) {
  const locks = balances.map(() => new Mutex());
  const rounds = Array.from({ length: howOften }, () => sharedWords(balances.length));
  for (const budgets of rounds) budgets.set(balances);
  const { results } = await race(mover, errands, { locks, rounds }, pace);
  return {
    balances: rounds.map((budgets) => [...budgets]),
    moved: results.map(({ result }) => Number(result)),
    errors: results.map(({ error }) => error),
  };
}

// %% tags=["check"]
await check("04.5");

// %% [markdown] tags=["hint"]
// For the standstill: when can an agent not take its next step? Only when that step is a `lock`, and the other holds
// that lock. So which lock must each of them hold already?

// %% [markdown] tags=["hint"]
// For `move`: the locks have numbers, and numbers have an order. Does the order in which you *lock* have to be the
// order in which you *move*? Work out first which lock is the first, whatever the direction.

// %% [markdown] tags=["hint"]
// Look for the ways out. Each `return` and each error has to give back both locks: one `try … finally` in another, or
// `runExclusive` inside `runExclusive`. Taking the second lock may fail too, and by then you hold the first. When `from` and `to` are the same, there is only one lock, and a thread that takes it twice
// waits for itself.

// %% [markdown] tags=["hint"]
// Does a sum change although nobody stands still? Then something is read or written while one of its locks is not
// held: the look at the balance belongs under the locks too, and a lock for only one of the two budgets protects only
// that one.

// %% [markdown] tags=["explanation"]
// Two turns are enough: each takes its first lock, and the circle is closed. A program can run for years before these
// two steps happen to come in this order.
//
// Ordering the locks makes the circle impossible, because whoever holds the last lock in the order waits for nobody.
//
// A second way takes the first lock, *tries* the second with `tryLock()`, and gives the first one back if that does not
// work. Nobody ever holds one while waiting for another. It needs a little pause before the next attempt, or two
// polite agents step aside for each other for ever. (That has a name too: a **livelock**.)

// %% [markdown]
// Your `move`, with agents in opposite directions. No money appears, and none is lost:

// %% tags=["raises-exception"]
const traffic = await moveTogether(
  [500, 500, 500],
  [
    { from: 0, to: 1, times: 2000 },
    { from: 1, to: 0, times: 2000 },
    { from: 1, to: 2, times: 2000 },
    { from: 2, to: 0, times: 2000 },
  ],
  "fast",
);
const [balances] = traffic.balances;
const total = balances.reduce((sum, balance) => sum + balance, 0);
console.log(`moved ${traffic.moved.join(", ")} times; balances ${balances.join(", ")}; ${total} in all`);

// %% [markdown]
// ## Trust no lock that nobody has tested
//
// Node.js has a lock for threads on board: `locks` in `worker_threads`, known from browsers as *Web Locks*. Does it keep
// agents apart? `detectOverlaps` puts a detector inside a critical section, and lets threads run against it, in a
// process of its own that is ended when it misbehaves. It counts how often somebody was in there **not alone**:

// %%
for (const [lock, acquisitions] of [
  ["none", 100_000],
  ["web-locks", 10_000],
  ["mutex", 100_000],
] as const) {
  console.log(String(await detectOverlaps({ lock, acquisitions, timeout: 4000 })));
}

// %% [markdown]
// The last line has 0 overlaps, always. Is there a 0 in the middle line too? Then run the cell a few times. We have seen
// versions of Node where it was not 0. A lock that is wrong once in ten thousand times passes every short test. This is
// the uncomfortable thing about races: **a test that passes does not show that there is none.** (A
// proof over every order of steps does, for the small program that you have explored.)

// %% [markdown]
// > **AI co-learning prompt**
// >
// > "Explain what a critical section is with an example from everyday life that has nothing to do with computers. Then
// > describe three situations from an agent swarm, one at a time. I say for each whether it needs a lock, an atomic
// > step, or nothing at all, and you ask me why."
//
// > **CoLearning challenge**
// >
// > Ask your AI co-teacher: "Here is my `TinyLock`. Change one single line so that it is wrong in a way that a short test
// > would not notice. Do not tell me which. I find it by thinking through two or three threads step by step, and you
// > tell me only whether I am right."
// >
// > *Expected outcome:* you have found at least two such lines, and for each of them you can write down the order of
// > steps that goes wrong.
//
// > **CoLearning challenge**
// >
// > "Three agents share three locks in a circle: each needs the one to its left and the one to its right. Help me find
// > out, with questions only, whether they can stand still, and the smallest change that makes it impossible."
// >
// > *Expected outcome:* you have met the *dining philosophers*, and your change is one line.

// %% [markdown]
// ## Try with AI
//
// | minutes | ask | expected outcome |
// |---|---|---|
// | 4 | "Write a TypeScript function that takes one item from a shared stock in an Int32Array, safe for several worker threads." | Look for a check and an act in two steps. If you find them, tell your assistant what can come in between, and see what it changes. |
// | 4 | "Does `words[0] += 1` need care in JavaScript? In Python 3.14 without the global interpreter lock? Why is the answer the same?" | Three steps in both. If a `ConcurrentDict` or an `AtomicInteger` of the standard library comes up, ask where it is documented. |
// | 6 | *(Paste your `contribute`.)* "Review this for three things only: what is under the lock and need not be, what is not and should be, and what happens on an error." | A review in three parts. Check each claim with a scene of your own in `rehearsal`. |

// %% [markdown]
// ## When worker output is late or missing
//
// - A thread that waits for a lock is silent. What it prints arrives only when the main thread gets round to it. If a
//   cell hangs, do not wait for output: ask who holds the lock (`mutex.holder`), and who waits.
// - **In the notebook itself, never block.** `Atomics.wait` and `mutex.lock()` would stop the whole kernel. Use
//   `await mutex.lockAsync()`, or better: let the agents do it on their threads.
// - A cell that does not come back is ended with the stop button. No thread is left running.
//
// ## Recap
//
// What the first half was about stands [at its end](#The-first-half-in-short). The second half:
//
// - **Check-then-act** needs one step, or a lock around both.
// - A lock is a word with three states. Being woken is not the same as holding it.
// - Under the lock belongs what must not change between two lines, and nothing else. Give it back in `finally`.
// - **Contention** turns a swarm into a queue. Share less, hold briefly, keep locks small.
// - Locks in different orders can make a circle, a **deadlock**. Take them in one order.
//
// All words of the course stand in the [glossary](glossary.md).
//
// ## Quiz yourself
//
// <details><summary>1. Two agents do <code>Atomics.store(words, 0, Atomics.load(words, 0) * 2)</code>. Is that safe?</summary>
//
// No. Two atomic steps with a gap between them: both may read 4, and both write 8. A compare-and-exchange loop makes
// one step of it.
// </details>
//
// <details><summary>2. Your test ran a thousand times without a lost update. Is the code right?</summary>
//
// You do not know. Perhaps the threads never met. Use a start gate and slow motion, or better, explore every order of
// steps.
// </details>
//
// <details><summary>3. Why does <code>lock()</code> look at the word again after it was woken?</summary>
//
// Waking is only a hint. Somebody else may have taken the lock in the meantime, or it was a false alarm.
// </details>
//
// <details><summary>4. A swarm has a speedup of 1.0 on four cores, and the cores are mostly idle. What do you suspect?</summary>
//
// A lock around too much. Look at `mutex.contention`. If nothing moves at all, suspect a deadlock.
// </details>
//
// <details><summary>5. Which of these needs a lock: a list of instructions that never changes, a counter, the best score and its finder?</summary>
//
// The instructions need none: nobody writes. The counter needs one atomic step. The pair needs a lock.
// </details>
//
// **Next:** [05 · Queues and channels](05-channels.ipynb). Agents that send instead of share. **Back:** [03 ·
// Specialists](03-specialists.ipynb). The file `checklist.md` of the project says what your system can do by now, and what
// is still to come.
//
// *To read on:
// [Atomics](https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Atomics),
// [SharedArrayBuffer](https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/SharedArrayBuffer),
// [Futexes Are Tricky](https://www.akkadia.org/drepper/futex.pdf), [The Little Book of
// Semaphores](https://greenteapress.com/wp/semaphores/).*
