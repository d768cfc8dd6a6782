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
//     lesson: "03"
//     title: Specialists
//     minutes: 75
// ---

// %% [markdown]
// # 03 · Specialists
//
// *About 75 minutes. You need lessons 00 to 02.*
//
// Two swarms are about to run. They have the same agents, the same work, the same threads. One is done much later than
// the other. The only difference is **who stands last in the list**.
//
// Real teams are like that. A researcher, a coder and a critic do not have equal days. As soon as agents differ, it
// matters who comes when. The first cell measures your machine, so that every picture below has about the same size
// everywhere. Run it.

// %%
import { check, coteach, hint, watch } from "@swarmlab/kit";
import {
  type AgentResult,
  AIAgent,
  agent,
  DataAnalyst,
  lineChart,
  ModelTrainer,
  openSwarm,
  runMultiAgentSystem,
  runtimeStatus,
  type SwarmRun,
  type SwarmRunOptions,
  type TrainedModel,
  timelineChart,
  type Validation,
  Validator,
} from "@swarmlab/labs";

/** The shortest of five runs of some work, in seconds: the one that was disturbed least. */
async function quickest(work: () => Promise<{ readonly duration: number }>): Promise<number> {
  const durations: number[] = [];
  for (let round = 0; round < 5; round += 1) durations.push((await work()).duration);
  return Math.min(...durations);
}

const secondsForASquare = (await quickest(() => new DataAnalyst(0).reason(10_000_000))) / 10_000_000;
const squaresFor = (seconds: number) => Math.ceil(seconds / secondsForASquare);

// With one core, two threads take turns. With very many, four are enough for a picture.
const threads = Math.max(2, Math.min(runtimeStatus().cores, 4));

// The threads of all comparisons. They stay ready, so that no run has to start its own.
const workshop = await openSwarm({ concurrency: threads, announce: false });

/** Runs a swarm twice on these threads, and gives the run that was disturbed less. */
async function calmer(options: SwarmRunOptions): Promise<SwarmRun> {
  const runs = [await workshop.run(options), await workshop.run(options)] as const;
  return runs[0].totalSeconds < runs[1].totalSeconds ? runs[0] : runs[1];
}

console.log(
  `${threads} threads. An analyst adds ${squaresFor(0.05).toLocaleString("en")} squares in 0.05 s.`,
);

// %% [markdown]
// Now the swarms: a crowd of small agents, and a giant with six times as much to do.

// %%
const small = Array.from({ length: 6 * (threads - 1) }, (_, id) => agent(DataAnalyst, id, squaresFor(0.05)));
const giant = agent(DataAnalyst, small.length, squaresFor(0.3));

const giantLast = await calmer({ agents: [...small, giant] });
const giantFirst = await calmer({ agents: [giant, ...small] });

await timelineChart(
  { "the giant last": giantLast, "the giant first": giantFirst },
  { title: "The same agents, in two orders" },
);

// %% [markdown]
// Look at the right end of each picture. With the giant last, everybody else has gone home, and one thread works on
// alone. With the giant first, the small agents fill the time beside it, and all are done at about the same moment.
//
// (With a single core nothing gets faster: the threads take turns on it, and the totals are alike. If your totals look
// alike though you have more cores, other programs keep them busy. The next number shows the difference all the same.)
//
// **After this lesson you can**
//
// - name four kinds of specialists, and say why their work is uneven,
// - build an agent out of other agents, and say when to inherit and when to compose,
// - write a specialist of your own,
// - read from a timeline how work was shared out, and share it out better,
// - tell a swarm what its agents cost, in one unit.

// %% [markdown]
// ## How much of the time did nobody work?
//
// The grey parts of a lane are **idle**: a thread was there, and had nothing to do. You pay for it all the same. One
// number says how much of the paid time was idle. Less is better. Remember it: at the end of this lesson it is your
// score to beat.

// %%
/** Which part of the threads' time was not used, from 0 to 1. */
function idleShare(run: SwarmRun): number {
  const busy = run.results.reduce((sum, result) => sum + result.duration, 0);
  return Math.max(0, 1 - busy / (run.concurrency * run.totalSeconds));
}

const percent = (share: number) => `${(share * 100).toFixed(0)} %`;
console.log(`the giant last:  ${giantLast.totalSeconds.toFixed(2)} s, ${percent(idleShare(giantLast))} idle`);
console.log(
  `the giant first: ${giantFirst.totalSeconds.toFixed(2)} s, ${percent(idleShare(giantFirst))} idle`,
);

// %% [markdown]
// ## Who gets the next agent
//
// The rule behind both pictures is simple, and has a name: **list scheduling**.
//
// 1. The agents stand in a list.
// 2. Whichever thread is free takes the next one from the list.
//
// Nobody plans ahead. A thread that gets a small agent is soon back for more. That alone balances a lot. What it
// cannot do is to make up for a giant that starts too late.
//
// ```mermaid
// flowchart LR
//   list["the list:<br/>1 · 1 · 1 · 1 · 4"] -->|next, please| a["thread 1<br/>1, 1, then 4"]
//   list -->|next, please| b["thread 2<br/>1, 1, then nothing"]
// ```
//
// *The diagram in words: five agents stand in a list, four that take 1 second and one that takes 4. Two threads take
// turns. Each takes two of the small ones. Then thread 1 takes the giant, and thread 2 finds the list empty.*

// %% [markdown]
// ## Exercise 03.1 · When is the last one done?
//
// *4 minutes · predict. A pencil helps.*
//
// Each thread has a core of its own. The numbers are seconds that the agents take, **in the order of the list**.
// After how many seconds is the last agent done? Write a number in place of each `"?"`.
//
// | name | the list | threads |
// |---|---|---|
// | `giantAtTheEnd` | 1, 1, 1, 1, 4 | 2 |
// | `giantAtTheStart` | 4, 1, 1, 1, 1 | 2 |
// | `manyThreads` | 4, 1, 1, 1, 1 | 1000 |
// | `longestFirst` | 3, 3, 2, 2, 2 | 2 |

// %% tags=["exercise"]
// exercise 03.1 · When is the last one done?
const doneAfter: Record<"giantAtTheEnd" | "giantAtTheStart" | "manyThreads" | "longestFirst", number | "?"> =
  {
    // BEGIN SOLUTION
    // STUB: giantAtTheEnd: "?",
    // STUB: giantAtTheStart: "?",
    // STUB: manyThreads: "?",
    // STUB: longestFirst: "?",
    giantAtTheEnd: 6,
    giantAtTheStart: 4,
    manyThreads: 4,
    longestFirst: 7,
    // END SOLUTION
  };

// %% tags=["check"]
await check("03.1");

// %% [markdown] tags=["hint"]
// Draw a lane for each thread. Go through the list once, from left to right. Each agent goes to the end of the lane
// that is shortest at that moment.

// %% [markdown] tags=["hint"]
// In `giantAtTheEnd` two lanes share four small agents first. How long is each lane when the giant comes? It starts
// there, not at zero.

// %% [markdown] tags=["hint"]
// In `manyThreads` everybody starts at once. A thousand threads do not help an agent that is under way: who is the
// last to be done, and how long does that one take?

// %% [markdown] tags=["hint"]
// In `longestFirst` follow the rule, even where you would have done it differently. Each thread has a 3. Then come
// three agents of 2, for two lanes of the same length.

// %% [markdown] tags=["explanation"]
// `giantAtTheEnd` waits 2 seconds before the giant may start. `giantAtTheStart` is as fast as it can ever be: with
// any number of threads the giant needs its time. **The longest agent is a floor that no number of threads can break
// through.** The other floor is all work ÷ threads.
//
// `longestFirst` is the surprise. The longest came first, and still the result is not the best: put both 3s on one
// thread and the three 2s on the other, and you are done a second earlier. *Longest first* is a very good rule, and
// it is a rule of thumb. It never takes more than a third longer than the best possible plan ([Graham
// 1969](https://en.wikipedia.org/wiki/Longest-processing-time-first_scheduling)). Finding the best plan for many
// agents is so hard that nobody does it.
//
// A second way to see the first row: count the idle seconds. Two threads for 6 seconds are 12. The work is 8.

// %% [markdown]
// ## Three specialists
//
// So far all agents were data analysts. The lab has more types. Each is a class with a `think` of its own, and
// nothing else.
//
// | agent type | gets | does | its time grows with |
// |---|---|---|---|
// | `DataAnalyst` | a number | adds up squares, exactly | the number |
// | `ModelTrainer` | a training plan | learns a line from noisy samples, by gradient descent | epochs × samples × features |
// | `Validator` | some bytes | computes a checksum and a SHA-256 over them | the number of bytes |
//
// An **epoch** is one pass through all samples. A **checksum** is a number that changes when the bytes change.
//
// They share one **interface**: `reason(input)` gives an `AgentResult`. So a swarm can run them side by side, without
// knowing what any of them does. Watch three of them work:

// %%
const bytes = new SharedArrayBuffer(32 * 1024 * 1024);
const words = new Uint32Array(bytes);
for (let at = 0; at < words.length; at += 1) words[at] = Math.imul(at, 2_654_435_761);

const firstTeam = await watch({
  agents: [
    agent(DataAnalyst, 0, squaresFor(0.4)),
    agent(ModelTrainer, 1, { epochs: 400, samples: 4_000, learningRate: 0.05 }),
    agent(Validator, 2, { bytes }),
  ],
});

// %%
const [analysed, trained, validated] = firstTeam.results;
const model = trained?.result as TrainedModel;
const validation = validated?.result as Validation;
console.log(`${analysed?.agentType}: the sum is ${analysed?.result}`);
console.log(`${trained?.agentType}: the error fell to ${model.losses.at(-1)?.toPrecision(2)}`);
console.log(
  `${validated?.agentType}: ${validation.length.toLocaleString("en")} bytes, ${validation.sha256.slice(0, 16)}…`,
);

// %% [markdown]
// Three types of results, from one swarm. The trainer really trains, by the way. It draws samples around a secret
// line, forgets the line, and finds it again. This is its error after each epoch:

// %%
await lineChart(
  { "mean squared error": model.losses.slice(0, 120).map((y, x) => ({ x, y })) },
  {
    title: "The trainer gets less wrong with each epoch",
    xTitle: "epochs",
    yTitle: "error",
    yScale: "log",
  },
);

// %% [markdown]
// > **AI co-learning prompt**
// >
// > "My swarm has a researcher, a writer, a coder and a critic. For each of the four, ask me what it gets, what it
// > gives back and what its time depends on. Stop me when I describe *how* it works instead."

// %% [markdown]
// ## Inherit: the same promises, another way of thinking
//
// How does a new type come about? The shortest way is to **inherit**: `class Halver extends AIAgent`. The base class
// measures, catches and freezes in `reason`. It leaves one method open for you, `think`. Such a gap that is meant to
// be filled is called a **hook**.
//
// > **A pitfall: overriding the wrong method.** The promises are kept in `reason`. Whoever overrides *that* throws
// > them away, without an error and without a warning. Two halvers get a text, which cannot be halved:

// %%
class Halver extends AIAgent<unknown, number> {
  protected override think(input: unknown): number {
    if (typeof input !== "number") throw new TypeError(`cannot halve ${JSON.stringify(input)}`);
    return input / 2;
  }
}

class HastyHalver extends Halver {
  // "I only want to do it in my own way."
  override async reason(input: unknown): Promise<AgentResult<number>> {
    return { agentId: this.agentId, result: this.think(input), success: true } as AgentResult<number>;
  }
}

for (const halver of [new Halver(1), new HastyHalver(2)]) {
  try {
    const good = await halver.reason(84);
    console.log(
      `${halver.agentType}: ${good.result} in ${good.duration} s, frozen: ${Object.isFrozen(good)}`,
    );
    const bad = await halver.reason("a text");
    console.log(`${halver.agentType}: success ${bad.success}, ${bad.error?.message}`);
  } catch (error) {
    console.log(`${halver.agentType}: an exception at the coordinator, ${(error as Error).message}`);
  }
}

// %% [markdown]
// The hasty one has no duration, is not frozen, and throws at whoever asked. It *is* an `AIAgent`, says the type
// checker. It only does not behave like one. **Fill the hook, leave the rest alone.**

// %% [markdown]
// ## Compose: agents made of agents
//
// Now the three specialists shall get a second opinion: somebody else computes the same, and the two are compared. By
// inheritance that is `DoubleCheckedAnalyst`, `DoubleCheckedTrainer`, `DoubleCheckedValidator`. The next wish, trying
// again after a failure, makes it six. Then somebody wants both at once.
//
// **Composition** turns it round. A second opinion is not a *kind of* analyst. It is an agent that **has** two
// colleagues, whoever they are. It needs to know one thing about them: they `reason`.
//
// ```mermaid
// flowchart LR
//   subgraph inheritance["inherit: a class for every combination"]
//     direction LR
//     d1[DataAnalyst] --> d2[DoubleCheckedAnalyst] --> d3[PatientDoubleCheckedAnalyst]
//     t1[ModelTrainer] --> t2[DoubleCheckedTrainer] --> t3[PatientDoubleCheckedTrainer]
//     v1[Validator] --> v2[DoubleCheckedValidator] --> v3[PatientDoubleCheckedValidator]
//   end
// ```
//
// ```mermaid
// flowchart LR
//   subgraph composition["compose: a class for every idea"]
//     direction LR
//     p[Patient] -->|asks again and again| s[SecondOpinion]
//     s -->|asks| c1[any agent]
//     s -->|asks| c2[any other agent]
//   end
// ```
//
// *The diagrams in words: by inheritance each of the three specialists gets a double-checked class and a patient one
// below it. By composition there are two classes: Patient asks one agent again and again, and SecondOpinion asks any two
// agents.*
//
// | ask yourself | then |
// |---|---|
// | is it an agent that thinks in another way? | inherit from `AIAgent`, fill `think` |
// | does it do something *with* what other agents found? | compose: keep them in fields, call their `reason` |

// %% [markdown]
// ## Exercise 03.2 · A second opinion
//
// *10 minutes · complete.*
//
// Complete `SecondOpinion`. It has two colleagues. Its `think(input)`
//
// - asks **both** colleagues the same question, the second without waiting for the first,
// - gives back the answer when both agree (`===`),
// - throws an error that shows **both answers** when they do not,
// - throws an error that says **who failed and why** when a colleague failed. A colleague's result tells you:
//   `agentType`, `success`, `error`.
//
// It need not measure, catch or freeze anything. Why not?

// %% tags=["exercise"]
// exercise 03.2 · A second opinion
/** Whatever reasons can be a colleague: it need not be a class of ours. */
interface Colleague<Input, Output> {
  reason(input: Input): Promise<Pick<AgentResult<Output>, "agentType" | "result" | "success" | "error">>;
}

class SecondOpinion<Input, Output> extends AIAgent<Input, Output> {
  readonly first: Colleague<Input, Output>;
  readonly second: Colleague<Input, Output>;

  constructor(agentId: number, first: Colleague<Input, Output>, second: Colleague<Input, Output>) {
    super(agentId);
    this.first = first;
    this.second = second;
  }

  protected override async think(input: Input): Promise<Output> {
    // BEGIN SOLUTION
    // STUB: // ask both · has one failed? · do they agree?   (about 6 lines)
    // STUB: throw new Error("exercise 03.2: write your answer here");
    const opinions = await Promise.all([this.first.reason(input), this.second.reason(input)]);
    for (const { success, agentType, error } of opinions) {
      if (!success) throw new Error(`${agentType} failed: ${error?.message}`);
    }
    const [one, other] = opinions.map(({ result }) => result as Output);
    if (one !== other) throw new Error(`the opinions differ: ${one} and ${other}`);
    return one as Output;
    // END SOLUTION
  }
}

// %% tags=["check"]
await check("03.2");

// %% [markdown] tags=["hint"]
// Begin with the good case: ask both, return what the first one found. Which word makes you wait, and where must it
// not stand if the second shall be asked at once?

// %% [markdown] tags=["hint"]
// A colleague never throws. It tells you in its result that it failed. What is its `result` then? And what happens if
// *both* fail and you compare the two results without looking at `success`?

// %% [markdown] tags=["hint"]
// For an error that helps, put what you know into the message: the two answers, or the type of the colleague and the
// message of its error. Throw it. `AIAgent` turns what you throw into a result, so there is nothing to catch here.

// %% [markdown] tags=["explanation"]
// Fifteen lines, and every agent type there will ever be can have a second opinion. `SecondOpinion` does both:
// it **inherits** the promises from `AIAgent`, and it **has** two colleagues.
//
// The failure comes first for a reason. Two colleagues that both failed have `null` and `null`, and those agree.
//
// A second way starts both first and waits for them later: `const other = this.second.reason(input);`, then `await`
// the first, then the other. Since a colleague never rejects, nothing can get lost in between.

// %% [markdown]
// Your second opinion at work. The quick sum is the careless one from lesson 01, made an agent. Who is asked only for
// small sums never notices:

// %% tags=["raises-exception"]
class QuickAnalyst extends AIAgent<number, bigint> {
  protected override think(howMany: number): bigint {
    let sum = 0;
    for (let i = 0; i < howMany; i += 1) sum += i * i;
    return BigInt(sum);
  }
}

/** On a thread an agent is built anew from its class and its id. So it makes its colleagues itself. */
class AgreedSum extends SecondOpinion<number, bigint> {
  constructor(agentId: number) {
    super(agentId, new DataAnalyst(agentId), new QuickAnalyst(agentId));
  }
}

const agreed = await runMultiAgentSystem({
  agents: [1_000, 100_000, 5_000_000].map((howMany, id) => agent(AgreedSum, id, howMany)),
  announce: false,
});
for (const { agentId, success, result, error } of agreed.results)
  console.log(success ? `✓ agent ${agentId}: both say ${result}` : `✗ agent ${agentId}: ${error?.message}`);

// %% [markdown]
// Two agents that disagree found what no exception would have told you.
//
// `AgreedSum` makes its colleagues in its constructor. Could we not hand them over ready-made? Try it:

// %% tags=["raises-exception"]
try {
  const readyMade = new DataAnalyst(1);
  await runMultiAgentSystem({
    agents: [agent(SecondOpinion, 1, 1_000, readyMade, new DataAnalyst(2))],
    announce: false,
  });
} catch (error) {
  console.log((error as Error).message);
}

// %% [markdown]
// An object of a class cannot be copied to another isolate together with its methods. So **hand over what is needed
// to build a colleague, and build it where it works.** That is the one rule that threads add to composition.

// %% [markdown]
// > **A good place to stop.** You have seen idle threads, three specialists, and agents made of agents. In the second half
// > you build one of your own, and plan who gets which work. About 30 minutes lie behind you, and 45 before you. When you come back, click the next cell and choose
// > *Run ▸ Run All Above Selected Cell*: it brings back all that stands above.

// %% [markdown]
// ## Exercise 03.3 · A specialist of your own
//
// *12 minutes · build.*
//
// Whoever collects texts for an AI collects duplicates: the same news twice, with two words changed. You write the
// specialist that finds them. The helper below says how alike two texts are, from 0 to 1. Run it.

// %%
/** Which part of their words two texts have in common, from 0 (none) to 1 (all). */
function likeness(one: string, other: string): number {
  const left = new Set(one.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const right = new Set(other.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  let common = 0;
  for (const word of left) if (right.has(word)) common += 1;
  const all = left.size + right.size - common;
  return all === 0 ? 1 : common / all;
}

console.log(likeness("Ships sail the sea.", "the sea: ships sail"));
console.log(likeness("ships sail the sea", "ships sail the river"));
console.log(likeness("ships sail the sea", "we bake bread"));

// %% [markdown]
// **`TwinFinder`** gets a list of texts and compares each of them with each other, **once**. Two texts are twins when
// they are alike by 0.5 or more. Its result has two fields:
//
// - `twins`: a list of pairs of positions, the smaller position first, such as `[[0, 2]]`,
// - `compared`: how many pairs it compared.
//
// With fewer than two texts there is nothing to compare: that is a failure, and its message says how many there were.
//
// **`twinCost(count)`** says how much work it is to look through `count` texts, in a unit of your choice. The work is
// pairs: twice as many pairs must give twice as big a number, for few texts and for many. Is it twice as much work for
// twice as many texts?

// %% tags=["exercise"]
// exercise 03.3 · A specialist of your own
interface Twins {
  readonly twins: readonly (readonly [number, number])[];
  readonly compared: number;
}

class TwinFinder extends AIAgent<readonly string[], Twins> {
  protected override think(texts: readonly string[]): Twins {
    // BEGIN SOLUTION
    // STUB: // refuse too few, then compare each pair once   (about 10 lines)
    // STUB: throw new Error("exercise 03.3: write your answer here");
    if (texts.length < 2) throw new RangeError(`twins need at least 2 texts, and there are ${texts.length}`);
    const twins: [number, number][] = [];
    let compared = 0;
    for (const [at, text] of texts.entries()) {
      for (let later = at + 1; later < texts.length; later += 1) {
        compared += 1;
        if (likeness(text, texts[later] as string) >= 0.5) twins.push([at, later]);
      }
    }
    return { twins, compared };
    // END SOLUTION
  }
}

function twinCost(count: number): number {
  // BEGIN SOLUTION
  // STUB: // about 1 line
  // STUB: throw new Error("exercise 03.3: write your answer here");
  return (count * (count - 1)) / 2;
  // END SOLUTION
}

// %% tags=["check"]
await check("03.3");

// %% [markdown] tags=["hint"]
// Two loops, one in the other. The outer one goes through all texts. Where does the inner one begin, so that no text
// meets itself, and no pair comes twice?

// %% [markdown] tags=["hint"]
// Try it by hand with three texts: the pairs are 0–1, 0–2 and 1–2. With four texts there are six. "0.5 or more"
// includes 0.5 itself.

// %% [markdown] tags=["hint"]
// For `twinCost`, count the pairs for 3 texts, for 4, and for 10. Each text meets all others but itself, and each pair
// has two texts. Any unit will do, as long as it grows just like the number of pairs.

// %% [markdown] tags=["explanation"]
// A specialist is a class with one method and a clear contract: what comes in, what goes out, what fails. Your swarm
// can run it beside any other.
//
// The number of pairs of n texts is n · (n − 1) ÷ 2. For large n that is nearly n² ÷ 2, but not for few: 4 texts are
// twice the work of 3, and 16 is not twice 9. **Twice the texts, about four times the work.** So a list that looks a
// little longer can be the giant of your swarm.
//
// A second way makes all pairs first, with `flatMap`, and then filters them. It is easier to read, and it keeps all
// pairs in memory at once: for 10,000 texts these are 50 million.

// %% [markdown]
// Your specialist in a swarm. Each agent gets twice as many texts as the one before it:

// %% tags=["raises-exception"]
const topics = ["storm", "ship", "bread", "moon", "clock", "river", "stone", "garden"];
const text = (at: number) =>
  Array.from({ length: 12 }, (_, k) => topics[(at * (k + 3) + k * k) % topics.length]).join(" ");
const corpus = (count: number) => Array.from({ length: count }, (_, at) => `${text(at)} ${at}`);

const search = await runMultiAgentSystem({
  agents: [25, 50, 100, 200].map((count, id) => agent(TwinFinder, id, corpus(count))),
  announce: false,
});
await timelineChart(
  { "25, 50, 100 and 200 texts": search },
  { title: "Twice the texts is not twice the time" },
);

// %% [markdown]
// ## Sharing out: deal or fetch
//
// Back to the question who gets what. There is a second way to share out work, and at a table with cards everybody
// knows it: **deal** the agents out beforehand, the same number to each thread. It sounds fair.
//
// A swarm has an option for it, `chunk`: so many agents travel to a thread in one message. A chunk of *agents ÷ threads*
// gives every thread its whole share at once. The next cell runs one team in three ways: dealt out, fetched one at a
// time in the order of the list, and fetched with the longest first.

// %%
const costs = [1, 1, 2, 1, 1, 2, 1, 1, 4, 4, 5, 6];
const mixedSizes = costs.map((cost, id) => agent(DataAnalyst, id, squaresFor(cost * 0.02)));
const dealt = await calmer({ agents: mixedSizes, chunk: Math.ceil(costs.length / threads) });
const fetched = await calmer({ agents: mixedSizes, schedule: "in-order" });
const longestFirst = await calmer({ agents: mixedSizes, schedule: "longest-first" });
await timelineChart(
  { "dealt out beforehand": dealt, "fetched in order": fetched, "fetched, the longest first": longestFirst },
  { title: "Three ways to share out the same work" },
);

// %%
for (const [way, run] of Object.entries({ dealt, fetched, longestFirst }))
  console.log(
    `${way.padEnd(13)} ${run.totalSeconds.toFixed(2)} s, ${percent(idleShare(run)).padStart(4)} idle`,
  );

// %% [markdown]
// Equal *numbers* of agents are not equal *work*. A thread that was dealt the giants keeps them. The others are done
// early, and cannot take anything off it.
//
// So why does `chunk` exist? Because each message has a price. For agents that do next to nothing, the price of the
// messages is all there is:

// %%
const tiny = Array.from({ length: 2_000 }, (_, id) => agent((n: number) => n + 1, id, id));
for (const chunk of [1, 10, 100]) {
  const run = await calmer({ agents: tiny, chunk });
  console.log(
    `chunks of ${String(chunk).padStart(3)}: ${((run.totalSeconds / tiny.length) * 1e6).toFixed(0).padStart(4)} µs an agent`,
  );
}

// %% [markdown]
// | your agents | share out by |
// |---|---|
// | few, uneven, some long | fetching, the longest first |
// | many, uneven, nobody knows how long | fetching in order, or `schedule: "work-stealing"`: the threads help themselves, without asking the coordinator |
// | very many, tiny, equal | chunks |

// %% [markdown]
// ## What does an agent cost?
//
// *Longest first* needs to know who is longest, **before** anybody has run. The swarm asks the agent for its `cost`.
// If you do not say, it takes the input, where that is a number. For data analysts among themselves that is right.
//
// > **A pitfall: costs in different units.** In the next team there are analysts, trainers and a validator. An
// > analyst's input is a number of squares, in the millions. A trainer's is a plan, and no number at all, so its cost
// > counts as 0. Who is "the longest" now?

// %%
const secondsForAnEpoch =
  (await quickest(() => new ModelTrainer(0).reason({ epochs: 200, samples: 1_000 }))) / 200;
const secondsForAByte =
  (await quickest(() => new Validator(0).reason({ bytes, end: 4_000_000 }))) / 4_000_000;

const analysts = [0.04, 0.04, 0.05, 0.05, 0.05, 0.05, 0.06, 0.06].map((seconds, id) => ({
  ...agent(DataAnalyst, id, squaresFor(seconds)),
  seconds,
}));
const validators = [0.05].map((seconds, at) => ({
  ...agent(Validator, 8 + at, {
    bytes,
    end: Math.min(bytes.byteLength, Math.ceil(seconds / secondsForAByte)),
  }),
  seconds,
}));
const trainers = [0.1, 0.45].map((seconds, at) => ({
  ...agent(ModelTrainer, 9 + at, { epochs: Math.ceil(seconds / secondsForAnEpoch), samples: 1_000 }),
  seconds,
}));
const team = [...analysts, ...validators, ...trainers];

const unitsMixed = await calmer({ agents: team, schedule: "longest-first" });
const inSeconds = team.map((task) => ({ ...task, cost: task.seconds }));
const unitsAlike = await calmer({ agents: inSeconds, schedule: "longest-first" });
await timelineChart(
  { "longest first, costs in different units": unitsMixed, "longest first, costs in seconds": unitsAlike },
  { title: "A cost is worth something only beside others in the same unit" },
);

// %% [markdown]
// Nothing failed, nothing warned. The swarm did what it was told, with numbers that cannot be compared. The cure is the
// second half of the cell above: **measure each type once on little work, and give every cost in seconds.** It need
// not be precise. To know who is long and who is short is enough.

// %% [markdown]
// ## Exercise 03.4 · The plan
//
// *12 minutes · build.*
//
// Now write the rule itself. `plan(costs, threads)` decides which thread runs which agents. `costs[0]` is what agent 0
// costs, and so on. It returns a list for each thread: the positions of its agents, in the order in which they run.
//
// - Each agent is in exactly one of the lists.
// - There are as many lists as threads, even if some stay empty.
// - The costliest agent comes first. Then the next one, always to the thread that is done first.

// %% tags=["exercise"] forbids=["runMultiAgentSystem", "streamMultiAgentSystem", "openSwarm", "resumeMultiAgentSystem"]
// exercise 03.4 · The plan
function plan(costs: readonly number[], threads: number): number[][] {
  // BEGIN SOLUTION
  // STUB: // the longest first, each to the thread that is done first   (about 8 lines)
  // STUB: throw new Error("exercise 03.4: write your answer here");
  const lanes = Array.from({ length: threads }, () => ({ agents: [] as number[], doneAt: 0 }));
  const longestFirst = [...costs.keys()].sort((a, b) => (costs[b] ?? 0) - (costs[a] ?? 0));
  for (const at of longestFirst) {
    const free = lanes.reduce((best, lane) => (lane.doneAt < best.doneAt ? lane : best));
    free.agents.push(at);
    free.doneAt += costs[at] ?? 0;
  }
  return lanes.map((lane) => lane.agents);
  // END SOLUTION
}

// %% tags=["check"]
await check("03.4");

// %% [markdown] tags=["hint"]
// The result holds *positions*, not costs. So make a list of all positions first, 0, 1, 2 …, and sort that. The
// comparison gets two positions, and looks up the two costs.

// %% [markdown] tags=["hint"]
// `sort()` without a comparison sorts numbers as if they were words: 100 comes before 9. And which way round is
// "longest first": `a - b` or `b - a`?

// %% [markdown] tags=["hint"]
// Keep, for each thread, its list and the time at which it is done. "The thread that is done first" is the one with the
// smallest time, not the one with the fewest agents.

// %% [markdown] tags=["hint"]
// Your loop goes through the sorted positions. In each step, find the thread with the smallest time (`reduce`, or
// `indexOf` of `Math.min`), `push` the position onto its list, and add the cost to its time. In the end return the lists
// alone, without the times.

// %% [markdown] tags=["explanation"]
// You have written the rule that *Longest first* stands for, known as **LPT** (longest processing time first). The swarm
// does the same, with a difference: it does not plan ahead. It sorts the list, and lets each free thread fetch the next.
// When the costs are right, both come to the same plan. When they are wrong, fetching notices, and the plan does not.
//
// A second way keeps the threads in a *heap*, sorted by time. With a thousand threads it finds the next one faster. With
// eight you will not notice.

// %% [markdown]
// Your plan against the clock. When should the team from above be done, by your plan and in the order of the list? And
// when was it?

// %% tags=["raises-exception"]
const planned = plan(
  team.map(({ seconds }) => seconds),
  threads,
);
const laneSeconds = planned.map((lane) => lane.reduce((sum, at) => sum + (team[at]?.seconds ?? 0), 0));
const teamInOrder = await calmer({ agents: inSeconds, schedule: "in-order" });
const teamPlanned = await calmer({ agents: inSeconds, schedule: "longest-first" });

console.log(
  `your plan says ${Math.max(...laneSeconds).toFixed(2)} s, and the clock ${teamPlanned.totalSeconds.toFixed(2)} s`,
);
console.log(`in the order of the list, the clock says ${teamInOrder.totalSeconds.toFixed(2)} s`);
console.log(`idle: ${percent(idleShare(teamInOrder))} in order, ${percent(idleShare(teamPlanned))} by plan`);
await timelineChart({ "in the order of the list": teamInOrder, "the longest first": teamPlanned });

// %% [markdown]
// Does the clock say more than the plan? Cores that work at the same time share their memory and their power, so each is
// a bit slower than alone. (With one core it says very much more: the plan believes that each thread has a core to
// itself.) Does it say less? Then the agents' costs were measured while they were slower than now.
//
// **A score to beat.** Your rule takes 7 for `[3, 3, 2, 2, 2]` on two threads, and 6 is possible. Can you improve `plan`
// so that it finds the 6, and still is as good as before everywhere else? The check stays green if you do.

// %% tags=["raises-exception"]
const puzzle = [3, 3, 2, 2, 2];
const finish = Math.max(
  ...plan(puzzle, 2).map((lane) => lane.reduce((sum, at) => sum + (puzzle[at] ?? 0), 0)),
);
console.log(
  `your plan for 3, 3, 2, 2, 2 on two threads: ${finish}${finish === 6 ? ", the best there is" : ""}`,
);

// %% [markdown]
// > **CoLearning challenge**
// >
// > Ask your AI co-teacher: "My swarm has agents of one type. I want to add two more types, keep the foundation as it
// > is, and run all three together. Ask me which of them inherit and which are composed, and why. Then let me write
// > the classes, and tell me how my team shows that agents need not be alike."
// >
// > *Expected outcome:* two new classes, no change in any old one, and a timeline with three colours. You can say in
// > one sentence what makes different types run in one swarm: the same interface.
//
// > **CoLearning challenge**
// >
// > "Here is my `plan` function. Without showing me code: find a list of at most seven costs for which it is not the
// > best plan on two threads. Let me find the better plan by hand. Then ask me which small change would find it too."
// >
// > *Expected outcome:* a list other than 3, 3, 2, 2, 2, and an idea: swap two agents of different lanes when that
// > shortens the longer one.

// %% [markdown]
// ## Try with AI
//
// | minutes | ask | expected outcome |
// |---|---|---|
// | 3 | "Here is a class of mine: *(paste `SecondOpinion`)*. Which sentence shows that it inherits, which that it composes? What would I have to change to ask three colleagues and let the majority win?" | You can point at both, and you know what `think` would do when all three differ. |
// | 4 | *(Describe the team of an AI product you use: who researches, who writes, who reviews.)* "Ask me for each agent how long it takes compared with the others. Then let me draw the timeline for two workers, and criticise it." | A drawn timeline, with the longest agent named, and its floor: no number of workers makes it shorter. |
// | 6 | *(Paste your idle shares of "dealt", "fetched" and "longestFirst".)* "Explain these three numbers. What do you predict for 16 threads and the same agents? What for 200 agents instead of 12?" | A prediction with numbers. Change `costs` and `threads` in the cell, and see who was right. |

// %% [markdown]
// ## When worker output is late or missing
//
// A swarm returns nothing before its longest agent is done. If you wait for a result, look who is still running:
// `watch` shows it, and `onProgress` tells a program. If an agent never ends, give the swarm a `timeout`: then it
// becomes a result with an error, and the others keep theirs.
//
// ## Recap
//
// - Agents of different types run in one swarm, because they share one interface: `reason(input)` gives a result.
// - **Inherit** to think in another way, and fill the hook `think`. **Compose** to do something with what other agents
//   found. Build the parts where they work.
// - Uneven work makes order matter. Fetching beats dealing, and the longest comes first.
// - Two floors: the longest agent, and all work ÷ threads.
// - Costs need one unit. Measure each type once, and say it in seconds.
//
// All words of the course stand in the [glossary](glossary.md).
//
// ## Quiz yourself
//
// <details><summary>1. Ten agents take 1 second each, one takes 5. How long does it take on 3 threads at best, and who decides it?</summary>
//
// 15 seconds of work on 3 threads are 5, and the longest agent needs 5 as well. So 5 seconds, if the long one starts
// first: ten short ones just fill the other two threads.
// </details>
//
// <details><summary>2. Your class extends <code>AIAgent</code> and overrides <code>reason</code>. What have you lost?</summary>
//
// The measuring, the catching and the freezing. Override `think`.
// </details>
//
// <details><summary>3. A swarm of equal agents: does "longest first" help?</summary>
//
// No. Every order is the same then. What can help is a number of agents that the threads can share evenly.
// </details>
//
// <details><summary>4. Why could you not hand a ready-made colleague to an agent on another thread?</summary>
//
// A thread is an isolate. It gets copies of data, and an object with methods is more than data. Class and arguments
// travel, and the object is built there.
// </details>
//
// <details><summary>5. You deal 100 agents out to 4 threads, 25 each. When is that a good idea?</summary>
//
// When they are all about equally long, and so short that messages would cost more than the work.
// </details>
//
// **Next:** [04 · Locks](04-locks.ipynb). Agents write to the same memory at the same moment. **Back:** [02 · A
// swarm](02-a-swarm.ipynb) · [01 · One agent](01-one-agent.ipynb). What you have proven so far stands in the file
// `checklist.md` of the project.
//
// *To read on: [scheduling, longest processing time
// first](https://en.wikipedia.org/wiki/Longest-processing-time-first_scheduling), [composition over
// inheritance](https://en.wikipedia.org/wiki/Composition_over_inheritance), [gradient
// descent](https://en.wikipedia.org/wiki/Gradient_descent).*
