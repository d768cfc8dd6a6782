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
//     lesson: "01"
//     title: One agent
//     minutes: 55
// ---

// %% [markdown]
// # 01 · One agent
//
// *About 55 minutes. You need lesson 00, and nothing else.*
//
// Before there is a swarm there is one agent. Whatever is wrong with it, a swarm multiplies.
//
// This lesson begins with a wrong answer. No error is thrown, no test complains, and the number looks perfectly fine.
// Run the cell and compare the two lines digit by digit.

// %%
import { check, coteach, hint } from "@swarmlab/kit";
import {
  type AgentResult,
  AIAgent,
  agent,
  DataAnalyst,
  runMultiAgentSystem,
  speedupChart,
  timelineChart,
} from "@swarmlab/labs";

function quickSumOfSquares(howMany: number): number {
  let sum = 0;
  for (let i = 0; i < howMany; i += 1) sum += i * i;
  return sum;
}

const analyst = new DataAnalyst(1);
const answer = await analyst.reason(5_000_000);

console.log(`a simple loop: ${BigInt(quickSumOfSquares(5_000_000))}`);
console.log(`the agent:     ${answer.result}`);

// %% [markdown]
// Both added up the same squares. One of them lost digits on the way and said nothing. By the end you know which one,
// why, and how an agent that others rely on is built.
//
// **After this lesson you can**
//
// - say what an agent promises, and read the result it gives,
// - compute exactly where `number` cannot,
// - measure time with the right clock, and only the time you mean,
// - fail in a way that breaks nothing else,
// - give out results that nobody can change behind your back.

// %% [markdown]
// ## What an agent promises
//
// An **agent** takes an input, computes, and gives back an `AgentResult`. Every agent in this course keeps the same
// four promises:
//
// 1. It **measures** its own work.
// 2. It **always answers**. A failure is an answer too.
// 3. Its answer is **exact**.
// 4. Its answer is **frozen**: nobody can change it afterwards.
//
// ```mermaid
// flowchart LR
//   input([input]) --> start[start the clock] --> think{"think()"}
//   think -->|an answer| good["success: true<br/>result, duration"]
//   think -->|an error| bad["success: false<br/>error, duration"]
//   good --> freeze[freeze] --> out([AgentResult])
//   bad --> freeze
// ```
//
// *The diagram in words: an input comes in, the clock starts, the agent thinks. An answer and an error both become a
// result with a duration. The result is frozen and handed out.*
//
// Here is the result of the agent you have just run:

// %%
answer;

// %% [markdown]
// | field | meaning |
// |---|---|
// | `agentId`, `agentType` | who answered |
// | `result` | what it found, or `null` when it failed |
// | `success`, `error` | whether it worked, and if not, why not |
// | `duration` | how long it thought, **in seconds** |
// | `worker` | where it ran: `main` is the thread of this notebook |
// | `startedAt`, `endedAt` | when it began and ended, in seconds since its swarm started |
//
// The `n` at the end of the result is no unit. It says that this is a **BigInt**: a whole number of any length. We
// come to it now.

// %% [markdown]
// ## Numbers that lose digits
//
// A JavaScript `number` has room for about 16 digits. Up to 2⁵³ it counts every whole number. Beyond that it must
// leave some out, and it rounds to the nearest one it has. Nobody tells you.
//
// When does the simple loop go wrong? Let the machine find the exact moment: we add in both ways, until they differ.

// %%
function firstWrongStep(): { step: number; simple: number; exact: bigint } {
  let simple = 0;
  let exact = 0n;
  for (let step = 1; ; step += 1) {
    simple += step * step;
    exact += BigInt(step * step);
    if (BigInt(simple) !== exact) return { step, simple, exact };
  }
}

const wrong = firstWrongStep();
console.log(`right up to the square of ${wrong.step - 1}, wrong from ${wrong.step} on:`);
console.log(`  simple  ${BigInt(wrong.simple)}`);
console.log(`  exact   ${wrong.exact}`);
console.log(`  2 ** 53 ${BigInt(2 ** 53)}`);

// %% [markdown]
// ## Exercise 01.1 · Where numbers stop being exact
//
// *3 minutes · predict.*
//
// What do these four expressions give? Write `true`, `false` or `"throws"` in place of each `"?"`. Decide first,
// check second: a wrong guess teaches more than a right look-up.
//
// | name | expression |
// |---|---|
// | `oneMore` | `2 ** 53 + 1 === 2 ** 53` |
// | `oneMoreBig` | `2n ** 53n + 1n === 2n ** 53n` |
// | `tooLate` | `BigInt(2 ** 53 + 1) === 2n ** 53n + 1n` |
// | `mixed` | `1n + 1 === 2n` (suppose the type checker let it through) |

// %% tags=["exercise"]
// exercise 01.1 · Where numbers stop being exact
const prediction: Record<"oneMore" | "oneMoreBig" | "tooLate" | "mixed", boolean | "throws" | "?"> = {
  // BEGIN SOLUTION
  // STUB: oneMore: "?",
  // STUB: oneMoreBig: "?",
  // STUB: tooLate: "?",
  // STUB: mixed: "?",
  oneMore: true,
  oneMoreBig: false,
  tooLate: false,
  mixed: "throws",
  // END SOLUTION
};

// %% tags=["check"]
await check("01.1");

// %% [markdown] tags=["hint"]
// `2 ** 53` is the last number up to which every whole number has a place of its own. Where does the next one go?

// %% [markdown] tags=["hint"]
// A BigInt grows as long as it must, so ordinary arithmetic rules hold for it. For `tooLate`, ask in which *order*
// things happen: what is computed before `BigInt(…)` gets to see it?

// %% [markdown] tags=["hint"]
// JavaScript adds a text and a number without a word. With a BigInt and a number it is strict, because either choice
// could lose something. Try it in a new cell, with the number taken from `JSON.parse("1")` so that the type checker
// does not stop you first.

// %% [markdown] tags=["explanation"]
// `2 ** 53 + 1` has no place of its own among the numbers and is rounded to its neighbour. That is why the sum above
// went wrong without an error.
//
// `tooLate` is the trap: **`BigInt(…)` around a lossy sum changes the type, not the value.** The digits were gone
// before.
//
// And mixing throws a `TypeError`: JavaScript would rather stop than guess.
//
// A second way to see it coming: `Number.isSafeInteger(x)` is `false` from 2⁵³ on.

// %% [markdown]
// ## Exercise 01.2 · Exact to the last digit
//
// *5 minutes · complete.*
//
// Complete `exactSumOfSquares`: 0² + 1² + 2² + …, over all whole numbers **below** `howMany`. It returns a BigInt
// that is right to the last digit, also for 5,000,000. You know the simple loop. What has to change in it, and where?
//
// The agent that knows the answer is off limits here: you are building what it does.

// %% tags=["exercise"] forbids=["DataAnalyst", "HealthyAgent"]
// exercise 01.2 · Exact to the last digit
function exactSumOfSquares(howMany: number): bigint {
  // BEGIN SOLUTION
  // STUB: // about 3 lines: a sum that is a BigInt from the start, and a loop
  // STUB: throw new Error("exercise 01.2: write your answer here");
  let sum = 0n;
  for (let i = 0; i < howMany; i += 1) sum += BigInt(i * i);
  return sum;
  // END SOLUTION
}

// %% tags=["check"]
await check("01.2");

// %% [markdown] tags=["hint"]
// Which value gets too big: the single square, or the sum? Only that one needs another type.

// %% [markdown] tags=["hint"]
// A BigInt literal ends in `n`. Once the sum starts as a BigInt, everything you add to it must be one too. Convert
// *before* you add, not after the loop: remember `tooLate`.

// %% [markdown] tags=["hint"]
// Right for small sizes and wrong for a big one: digits are lost somewhere before a conversion. Always too big by one
// square: look at the condition of your loop, `howMany` itself does not belong in the sum. Zero where there should be
// a number: does the loop start where you think?

// %% [markdown] tags=["explanation"]
// The sum is a BigInt from its first value on, so no digit can go missing. Each single square still fits in a number
// (up to i = 94,906,265), so `BigInt(i * i)` is safe here.
//
// A second way needs no loop: (n − 1) · n · (2n − 1) / 6, with **every** factor a BigInt. It is one line, and it
// takes no time at all.
//
// `DataAnalyst` goes a third way. It adds in plain numbers as long as that is safe, and moves the sum into a BigInt
// in good time. The next cell shows what that buys.

// %% tags=["raises-exception"]
const twoWays = await runMultiAgentSystem({
  agents: [agent(exactSumOfSquares, 1, 5_000_000), agent(DataAnalyst, 2, 5_000_000)],
  executor: "sequential",
  announce: false,
});
const [bySteps, byAnalyst] = twoWays.results;
if (!bySteps?.success || !byAnalyst) throw bySteps?.error ?? new Error("this needs your answer first");
console.log(`the same to the last digit: ${bySteps.result === byAnalyst.result}`);
const ways = [
  { label: "BigInt at every step", seconds: bySteps.duration },
  { label: "DataAnalyst", seconds: byAnalyst.duration },
];
await speedupChart(ways, { title: "Two exact ways, one thread each", cores: 1 });

// %% [markdown]
// Both are exact. The difference is only where the conversion happens: at every single step, or only now and then.
// *Correct first, then fast* costs nothing if you keep the check at hand.
//
// > **AI co-learning prompt**
// >
// > "I sum five million squares in JavaScript. Explain why `BigInt(sum)` at the end does not help, using decimal
// > numbers with only three digits as an analogy. Then give me a sum of my own to try, and check my reasoning, not my
// > result."

// %% [markdown]
// ## Two clocks
//
// An agent measures itself. With which clock? JavaScript has two.
//
// - `Date.now()` is a **calendar**: what time is it? In whole milliseconds.
// - `performance.now()` is a **stopwatch**: how long has it been? It counts fractions of a millisecond, and it only
//   ever moves forward.
//
// We read each of them 100,000 times in a row and count how many *different* readings we get. A clock with few
// readings is a ruler with few marks.

// %%
function differentReadings(clock: () => number): number {
  const seen = new Set<number>();
  for (let i = 0; i < 100_000; i += 1) seen.add(clock());
  return seen.size;
}

console.log(
  `Date.now():        ${differentReadings(() => Date.now()).toLocaleString("en")} different readings`,
);
console.log(
  `performance.now(): ${differentReadings(() => performance.now()).toLocaleString("en")} different readings`,
);

// %% [markdown]
// The calendar has a worse fault. Somebody may **set it**: a time server that corrects your machine, or you. We play
// the time server for a moment, and turn the calendar back by two seconds while an agent works:

// %%
const calendar = Date.now;
const date0 = Date.now();
const stopwatch0 = performance.now();
try {
  Date.now = () => calendar() - 2_000;
  await analyst.reason(5_000_000);
  console.log(`Date.now() says the agent took        ${Date.now() - date0} ms`);
  console.log(`performance.now() says the agent took ${(performance.now() - stopwatch0).toFixed(3)} ms`);
} finally {
  Date.now = calendar;
}

// %% [markdown]
// An agent that finished before it began. In a log this looks absurd, in an average nobody notices it at all.
//
// **Use `performance.now()` for durations, and `Date.now()` only for dates.** There is one thing to know about the
// stopwatch: in Node every process has its own, which starts when the process does. The threads of one process share
// it. But a swarm may run on several processes. That is why it fills in `startedAt` and `endedAt` from a third clock,
// `process.hrtime.bigint()`, on which all threads and processes of a machine agree.
//
// One measurement is no measurement, by the way. Here is one agent doing the same work six times. Are the bars
// equally long?

// %%
const sameAgain = Array.from({ length: 6 }, (_, id) => agent(DataAnalyst, id, 100_000_000));
const repeated = await runMultiAgentSystem({ agents: sameAgain, executor: "sequential", announce: false });
await timelineChart({ "the same work, six times": repeated });

// %%
const durations = repeated.results.map((result) => result.duration);
const [shortest, longest] = [Math.min(...durations), Math.max(...durations)];
console.log(`shortest ${(shortest * 1000).toFixed(1)} ms, longest ${(longest * 1000).toFixed(1)} ms`);
console.log(
  `so one and the same work can differ by ${((longest / shortest - 1) * 100).toFixed(0)} % on this machine, in this minute`,
);

// %% [markdown]
// The engine compiles what runs often, other programs want the processor too, and the memory has to be tidied. So
// believe differences that are larger than what you have just seen, and measure the others again.

// %% [markdown]
// ## Exercise 01.3 · Repair the stopwatch
//
// *8 minutes · read, then repair.*
//
// `timed` should return how many **seconds** the `work` takes. The work needs an input, which `prepare` gets ready
// first. Read the code before you run it: it works, it looks harmless, and it holds **three** mistakes. Each of them
// has ruined real benchmarks.

// %% tags=["exercise"]
// exercise 01.3 · Repair the stopwatch
async function timed<Input>(
  prepare: () => Input | Promise<Input>,
  work: (input: Input) => unknown,
): Promise<number> {
  // BEGIN SOLUTION
  // STUB: const start = Date.now();
  // STUB: const input = await prepare();
  // STUB: await work(input);
  // STUB: return Date.now() - start;
  const input = await prepare();
  const start = performance.now();
  await work(input);
  return (performance.now() - start) / 1000;
  // END SOLUTION
}

// %% tags=["check"]
await check("01.3");

// %% [markdown] tags=["hint"]
// Ask of each line: is it *inside* the measured time, and does it belong there? Then ask of the clock: which of the
// two is it? Then ask of the last line: in which unit is this?

// %% [markdown] tags=["hint"]
// The clock starts before something that is not work. In a benchmark of a swarm this is the classic: it measures how
// long it takes to *make* the agents.

// %% [markdown] tags=["hint"]
// `Date.now()` is the calendar, `performance.now()` the stopwatch. Both count in milliseconds. What has to happen to a
// number of milliseconds so that it becomes a number of seconds? And does it stay as fine as the clock was, or do you
// round it?

// %% [markdown] tags=["explanation"]
// The set-up moved in front of the clock, the stopwatch replaced the calendar, and the unit is the one that was
// promised. The `await` before `work(input)` matters just as much: without it you would measure how long it takes to
// *begin*.
//
// A second way uses the machine's nanosecond counter: `const start = process.hrtime.bigint()`, and at the end
// `Number(process.hrtime.bigint() - start) / 1e9`. It is what the swarm uses, since it means the same in every
// process.

// %% [markdown]
// > **A good place to stop.** Your numbers are exact, and your stopwatch is right. The second half is about what an agent
// > gives back when it fails, and ends with an agent built from nothing. About 30 minutes lie behind you, and 25 before you. When you come back, click the next cell
// > and choose *Run ▸ Run All Above Selected Cell*: it brings back all that stands above.

// %% [markdown]
// ## Failing as a value
//
// Agents fail. The input is bad, a file is missing, there is nothing to divide by. What happens to *the others*?
//
// Watch what an ordinary exception does. Three parts are computed, and one of them cannot be:

// %%
async function share(parts: number): Promise<number> {
  if (parts === 0) throw new RangeError("cannot share among 0");
  return 100 / parts;
}

try {
  const shares = await Promise.all([share(4), share(0), share(5)]);
  console.log("shares:", shares);
} catch (error) {
  console.log("two good answers are lost, all we have is:", (error as Error).message);
}

// %% [markdown]
// Now as agents. An agent type extends `AIAgent` and says how it thinks, in `think()`. It may throw there as it
// likes. `reason()`, which you call, turns whatever happens into a result.

// %%
class Sharer extends AIAgent<number, number> {
  protected override think(parts: number): number {
    if (parts === 0) throw new RangeError("cannot share among 0");
    return 100 / parts;
  }
}

const sharers = await Promise.all([
  new Sharer(1).reason(4),
  new Sharer(2).reason(0),
  new Sharer(3).reason(5),
]);
for (const { agentId, success, result, error } of sharers) {
  console.log(`agent ${agentId}: ${success ? result : `failed, ${error?.message}`}`);
}

// %% [markdown]
// Three questions, three answers. The failure is **a value**: you can count it, log it, try again, or show it to
// somebody. This is what lets a swarm of a hundred agents survive its worst member.
//
// > **A pitfall: the swallowed error.** Failing as a value is *not* the same as hiding the failure. Look at what
// > happens when an agent catches its error and answers with something harmless:

// %%
class Pretender extends AIAgent<number, number> {
  protected override think(parts: number): number {
    try {
      if (parts === 0) throw new RangeError("cannot share among 0");
      return 100 / parts;
    } catch {
      return 0; // "at least it does not crash"
    }
  }
}

const pretended = await Promise.all([4, 0, 5].map((parts, id) => new Pretender(id).reason(parts)));
const mean = (results: readonly AgentResult<number>[]) => {
  const good = results.filter((result) => result.success);
  return good.reduce((sum, { result }) => sum + (result ?? 0), 0) / good.length;
};
console.log("mean share, failure reported: ", mean(sharers));
console.log("mean share, failure swallowed:", mean(pretended));

// %% [markdown]
// Every agent of the second group reports success, and the mean is wrong. **An error that is caught must come out
// somewhere.**

// %% [markdown]
// ## Results that nobody can change
//
// A result goes through many hands: a collector, a table, a chart. If one of them changes it, all the others see the
// change, and nobody knows who did it. Freezing ends that discussion:

// %%
try {
  // The type says readonly. Somebody who insists gets around a type, but not around a frozen object.
  (answer as { duration: number }).duration = 0.001;
} catch (error) {
  console.log((error as Error).message);
}
console.log("frozen:", Object.isFrozen(answer), "· duration is still", answer.duration.toFixed(4), "s");

// %% [markdown]
// > **A pitfall: freezing is shallow.** `Object.freeze` guards the fields of one object, and not what they point to:

// %%
const report = Object.freeze({ agentId: 1, found: ["a bug"] });
report.found.push("something the agent never said");
console.log(report);

// %% [markdown]
// So give out plain values where you can, and freeze inner lists as well where you cannot. The same holds for what
// goes *into* an agent: instructions that nobody can change are safe to hand to any number of agents, and need no
// lock.

// %% [markdown]
// ## Exercise 01.4 · An agent from scratch
//
// *15 minutes · build.*
//
// Now build the whole thing. A `CarefulAgent` gets an id and a function that thinks. Its `reason(input)` keeps the
// promises:
//
// - **it always answers**: `result` and `success: true`, or `result: null`, `success: false` and the `error`, which is
//   an `Error`, whatever was thrown,
// - it also does so when `think` is asynchronous, and fails later,
// - **it measures** the thinking, in seconds, with the right clock, in success and in failure,
// - **it freezes** each report,
// - and each call gives a report of its own, even when two calls are under way at once.
//
// `AIAgent` is off limits, since that is what you are building.

// %% tags=["exercise"] forbids=["AIAgent", "DataAnalyst", "CodeAnalyst", "ModelTrainer", "Researcher", "Validator", "runMultiAgentSystem", "streamMultiAgentSystem", "openSwarm", "resumeMultiAgentSystem"]
// exercise 01.4 · An agent from scratch
interface Report<Output> {
  readonly agentId: number;
  readonly result: Output | null;
  readonly duration: number;
  readonly success: boolean;
  readonly error: Error | null;
}

class CarefulAgent<Input, Output> {
  readonly agentId: number;
  readonly think: (input: Input) => Output | Promise<Output>;

  constructor(agentId: number, think: (input: Input) => Output | Promise<Output>) {
    this.agentId = agentId;
    this.think = think;
  }

  async reason(input: Input): Promise<Report<Output>> {
    // BEGIN SOLUTION
    // STUB: // start the clock · think · report the answer or the error · freeze   (about 8 lines)
    // STUB: throw new Error("exercise 01.4: write your answer here");
    const start = performance.now();
    const finish = (outcome: Pick<Report<Output>, "result" | "success" | "error">): Report<Output> =>
      Object.freeze({ agentId: this.agentId, duration: (performance.now() - start) / 1000, ...outcome });
    try {
      const result = await this.think(input);
      return finish({ result, success: true, error: null });
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      return finish({ result: null, success: false, error });
    }
    // END SOLUTION
  }
}

// %% tags=["check"]
await check("01.4");

// %% [markdown] tags=["hint"]
// Begin with the good case only: think, measure, report. Get the first check green. Then add the failure, then the
// freezing. Small steps show you which step broke something.

// %% [markdown] tags=["hint"]
// A function that fails *later* gives you a promise first. A `try` around a promise that you do not wait for catches
// nothing: the block is over before the failure comes. One word decides it.

// %% [markdown] tags=["hint"]
// Two reports on two paths, both with a duration, both frozen: that is easy to forget on one of them. A small helper
// function that takes *what differs*, and adds what both have in common, makes it hard to forget. Keep the start time
// in a local variable: a field of the agent is shared by all its calls.

// %% [markdown] tags=["hint"]
// JavaScript lets people throw anything, a plain text too. The report promises an `Error`. What is the shortest way
// to make one out of whatever was thrown, without losing its message?

// %% [markdown] tags=["explanation"]
// You have built the heart of `AIAgent`. Measuring, catching and freezing live in **one** place, so an agent type
// only has to say how it thinks.
//
// A second way writes it as a promise chain: `Promise.resolve(input).then(this.think).then(onAnswer, onError)`. It
// starts the chain with a resolved promise, so that an error thrown *before* the first `await` is caught as well.
// Both pass, for they behave the same.
//
// Read the real one in `labs/agents`: the same idea, with an agent type, a place and an abort signal added.

// %% [markdown]
// Your agent at work. The first thinks, the second fails at once, the third fails after a while:

// %% tags=["raises-exception"]
const careful = await Promise.all([
  new CarefulAgent(1, (size: number) => quickSumOfSquares(size)).reason(1_000),
  new CarefulAgent(2, (): number => {
    throw new Error("nothing to think about");
  }).reason(undefined),
  new CarefulAgent(3, async (): Promise<number> => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    throw new Error("lost the thread");
  }).reason(undefined),
]);
for (const { agentId, success, result, error, duration } of careful) {
  console.log(`agent ${agentId}: ${success ? result : error?.message} (${(duration * 1000).toFixed(2)} ms)`);
}

// %% [markdown]
// > **CoLearning challenge**
// >
// > Ask your AI co-teacher: "Here is my `CarefulAgent`. Try to break its promises: give me five inputs or `think`
// > functions that a careless version would not survive, one at a time. Let me predict the report before I run each."
// >
// > *Expected outcome:* your agent survives at least four of them, and you have found out why it does not survive the
// > fifth, or why there is none.
//
// > **Try with AI**
// >
// > *6 minutes.* "Write a TypeScript class `AIAgent` with a method that measures its reasoning, and a result type
// > with success, error and duration." Then hold what you get against the four promises: does it measure with the
// > right clock and only the work, does it answer when it fails, is it exact, is it frozen?
// >
// > *Expected outcome:* a list of promises that the generated code does not keep, and one sentence for each that
// > would make the assistant keep it.

// %% [markdown]
// ## When worker output is late or missing
//
// Judge an agent by the result it *returns*, never by what it prints. A line printed on another thread may come late or
// not at all. A result always comes, and says itself whether it is a success.
//
// ## Recap
//
// - An agent **measures**, **always answers**, is **exact** and gives out **frozen** results.
// - Past 2⁵³ a `number` rounds without a word. Use a BigInt from the start. Converting at the end is too late.
// - `performance.now()` measures durations. `Date.now()` tells the date, in whole milliseconds, and can be set.
// - Measure the work, not the set-up. Measure more than once.
// - A failure is a value: reported, never thrown at the coordinator, never swallowed.
//
// All words of the course stand in the [glossary](glossary.md).
//
// ## Quiz yourself
//
// <details><summary>1. A sum of prices in cents stays below a million. Does it need a BigInt?</summary>
//
// No. Below 2⁵³ whole numbers are exact, and numbers are faster. Know how large your values can become, then choose.
// </details>
//
// <details><summary>2. An agent reports a duration of exactly 0.003 s. The next says 0.004 s, the next 0.003 s. What do you suspect?</summary>
//
// `Date.now()`. Whole milliseconds, always, are the mark of the calendar.
// </details>
//
// <details><summary>3. What is wrong with <code>try { return this.think(input); } catch { … }</code> in an async method?</summary>
//
// There is no `await`. The promise leaves the block before it fails, so the `catch` never sees the failure.
// </details>
//
// <details><summary>4. Why does a frozen result matter more in a swarm than in a small script?</summary>
//
// Because more hands touch it. With one reader you find out quickly who changed a value. With fifty you do not.
// </details>
//
// **Next:** [02 · A swarm](02-a-swarm.ipynb). Many agents, one coordinator, all your cores. **Back:** [00 · Start
// here](00-start-here.ipynb).
//
// *To read on: [BigInt](https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/BigInt),
// [performance.now](https://developer.mozilla.org/en-US/docs/Web/API/Performance/now),
// [Object.freeze](https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Object/freeze).*
