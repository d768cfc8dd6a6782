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
//     lesson: "00"
//     title: Start here
//     minutes: 25
// ---

// %% [markdown]
// # 00 · Start here
//
// *About 25 minutes. You need some TypeScript. You need to know nothing about threads.*
//
// Four agents have the same amount of thinking to do. Run them one way, and three of them stand in a queue while one
// works. Run them another way, and they work side by side. The two programs differ by **one word**.
//
// You will see that in about two minutes, on your own machine. First the picture, then the reasons.
//
// **After this lesson you can**
//
// - run a cell and read what it shows,
// - say how many cores your machine has, and which ways of running a swarm use them,
// - tell *concurrent* from *parallel* in a picture of your own run,
// - write an answer, check it, ask for a hint, and start afresh without losing anything.

// %% [markdown]
// ## Your first cell
//
// This page is a **notebook**. It is made of **cells**: some hold text, like this one, some hold TypeScript that
// runs.
//
// Click on the cell below and press **Shift + Enter**. On its left, `[*]` means *running* and a number means *done*.
// The last value of a cell is shown under it. Cells share their names: what one cell defines, the cells you run after
// it can use. So run them from top to bottom.

// %%
import { check, coteach, hint, watch } from "@swarmlab/kit";
import {
  agent,
  DataAnalyst,
  runMultiAgentSystem,
  runtimeStatus,
  type SwarmRun,
  timelineChart,
} from "@swarmlab/labs";

runtimeStatus();

// %% [markdown]
// That sentence is the **runtime status**: what your machine offers a swarm. Three words in it matter all through the
// course.
//
// | word | meaning |
// |---|---|
// | **core** | the part of a processor that computes. A machine with 4 cores can do 4 computations at the same moment. |
// | **thread** | one line of work inside a program. It runs on one core at a time. |
// | **event loop** | how JavaScript normally runs: one thread that takes one job after another. |
//
// (A *child process* is a second program with memory of its own. It can run agents too. We come to it later in the
// course.)
//
// Your own TypeScript runs on the event loop. So, left alone, it uses **one** core, however many you paid for.

// %% [markdown]
// ## A live swarm
//
// An **agent** is one unit of work that thinks hard: it gets an input, it computes, it gives back a result. A
// **swarm** is many agents run by one coordinator.
//
// The agents here are *data analysts*. Each adds up the squares of the numbers below `howMany`: 0² + 1² + 2² + … It
// is dull work, and that is the point: it needs a processor, and nothing else.
//
// `watch` runs the swarm and draws it while it runs. First on the **event loop**. Run the cell, and watch.

// %%
const howMany = 300_000_000;
const team = [0, 1, 2, 3].map((id) => agent(DataAnalyst, id, howMany));

const inTurns = await watch({ agents: team, executor: "event-loop" });

// %% [markdown]
// Now the same team on **worker threads**. Look for the one word that differs, then run the cell.

// %%
const sideBySide = await watch({ agents: team, executor: "worker-threads" });

// %% [markdown]
// Both runs once more, above each other and on one time axis:

// %%
await timelineChart({ "event loop": inTurns, "worker threads": sideBySide });

// %% [markdown]
// **How to read it.** Time runs from left to right. Each bar is one agent, from the moment it starts to the moment it
// ends. Each row, or *lane*, is one thread.
//
// - Under **event loop** there is one lane. The bars stand one behind the other: each agent waits until the one
//   before it is done.
// - Under **worker threads** there is a lane for each thread, as many as your machine has cores. Bars that stand
//   above one another worked during the same time. (A machine with a single core has a single lane here, too.)
//
// Now in figures, from the run you have just made:

// %%
const { cores } = sideBySide.status;
const times = inTurns.totalSeconds / sideBySide.totalSeconds;
console.log(`Event loop:     ${inTurns.totalSeconds.toFixed(2)} s`);
console.log(
  `Worker threads: ${sideBySide.totalSeconds.toFixed(2)} s, which is ${times.toFixed(1)} times as fast`,
);
console.log(
  cores === 1
    ? "This machine has 1 core. Threads take turns on it, so nothing gets faster here: a core cannot be in two places."
    : `This machine has ${cores} cores, so 4 agents can at best become ${Math.min(4, cores)} times as fast.`,
);

// %% [markdown]
// Is your figure much lower than that? Then other programs keep your cores busy. Close what you do not need, and run
// the last cells again, from `watch` on. A measurement that surprises you is worth repeating.

// %% [markdown]
// ## Concurrent is not parallel
//
// Two words that many people mix up. Your picture shows both.
//
// - **Concurrent**: several jobs are under way, and somebody switches between them. One cook, four pots.
// - **Parallel**: several jobs really are done at the same moment. Four cooks, four pots.
//
// The event loop is concurrent. It is excellent when agents mostly *wait*, for a network or a disk: one cook can
// watch four pots. When agents *compute*, one cook is one cook. Worker threads bring more cooks, and each needs a
// core to stand at.
//
// ```mermaid
// flowchart LR
//   subgraph loop["event loop: one thread"]
//     direction LR
//     a0[agent 0] --> a1[agent 1] --> a2[agent 2] --> a3[agent 3]
//   end
//   subgraph threads["worker threads: one agent on each"]
//     direction TB
//     b0[agent 0]
//     b1[agent 1]
//     b2[agent 2]
//     b3[agent 3]
//   end
//   loop ~~~ threads
// ```
//
// *The diagram in words: on the event loop agents 0, 1, 2 and 3 run one after the other. On worker threads they stand
// beside each other.*
//
// > **AI co-learning prompt**
// >
// > Copy this into any AI assistant: "Explain the difference between *concurrent* and *parallel* with one everyday
// > example that is not a kitchen. Then ask me three questions to find out whether I understood it, one at a time."

// %% [markdown]
// ## Exercise 00.1 · How many rounds?
//
// *3 minutes · predict first, then write one line.*
//
// A machine with 2 cores gets 4 agents with equal work. Two work, then the other two: that is **2 rounds**.
//
// How many rounds do 5 agents need on 2 cores? And 3 agents on 8 cores? Decide before you go on.
//
// Now say it for any numbers: complete `rounds`. But first **run the next two cells as they are**, before you write
// anything. The check will be red. *Red is expected.* Red only says what is still to do, and in this course
// everything starts red.

// %% tags=["exercise"]
// exercise 00.1 · How many rounds?
function rounds(agents: number, cores: number): number {
  // BEGIN SOLUTION
  // STUB: // How many rounds do this many equal agents need on this many cores? (about 1 line)
  // STUB: throw new Error("exercise 00.1: write your answer here");
  return Math.ceil(agents / cores);
  // END SOLUTION
}

// %% tags=["check"]
await check("00.1");

// %% [markdown] tags=["hint"]
// Take 5 agents and 2 cores, and write down who works in which round. Is a round in which one core has nothing to do
// still a round?

// %% [markdown] tags=["hint"]
// Divide, and you get two and a half. Nobody can work half as long as an agent needs: whoever is left over at the end
// takes the full time too. So in which direction do you go from 2.5?

// %% [markdown] tags=["hint"]
// `Math` has four ways to get from a fraction to a whole number: `floor`, `round`, `trunc` and `ceil`. Try all four
// on `2.5` and on `2.25` in a new cell. Only one of them never leaves an agent without a round.

// %% [markdown] tags=["explanation"]
// The last round counts even when it is not full, so you round **up**: `Math.ceil(agents / cores)`.
//
// A second way needs whole numbers only: `Math.trunc((agents + cores - 1) / cores)`. Adding `cores - 1` pushes every
// unfinished round over the edge, and a full one just not.
//
// This small formula is the best first guess for any swarm: *rounds × the time of one agent*. Lesson 02 shows where
// it is too hopeful.

// %% [markdown]
// ### When you are stuck
//
// Nobody loses points for help here. Take the steps in this order:
//
// 1. **Read the red lines.** They say what was expected, what came, and what to read again.
// 2. **Ask for a hint.** Each call of `hint` gives one step more. Hints never hold the answer.
// 3. **Ask an AI to teach you.** `coteach` writes a prompt with the exercise, your code and what fails. It asks the
//    assistant to guide you with questions instead of giving the answer. Nothing is sent anywhere: you copy it
//    yourself. (`ask` lets a model answer here, once you have set one up: `docs/coteacher.md` of the course says how.)
//
// Try the second and the third now:

// %%
await hint("00.1");

// %%
await coteach("00.1");

// %% [markdown]
// ### When something hangs, or all is confused
//
// - **Start an exercise over**: `await reset("00.1")` in a new cell shows the cell as it was handed out, beside yours.
// - **Stop a cell**: the ■ button above, or *Kernel ▸ Interrupt Kernel*. Try it: make a new cell with **+**, write
//   `while (true) {}`, run it, stop it.
// - **Start afresh**: the ↻ button, or *Kernel ▸ Restart Kernel*. Your text stays. Only values in memory go. Then use
//   *Run ▸ Run All Above Selected Cell* to get back to where you were.
// - **Output that is late or missing**: what an agent prints on another thread comes through the notebook's own thread,
//   and waits while that one is busy. Let the cell end first. What matters is returned as a result, and never gets lost.
// - **"check is not known yet. Code cell 1 of this notebook imports it, and has not run to its end since the kernel
//   started."** A name comes from a cell further up. *Run ▸ Run All Above Selected Cell* runs that cell.
// - **An answer you want to start again**: delete what you wrote inside the function. The first line, `// exercise
//   00.1 · …`, tells the check which cell is the answer: leave it where it is.
//
// Your copy of the lessons is in the folder `work`. Nothing ever overwrites it.

// %% [markdown]
// > **A good place to stop.** You have run a swarm, and seen that only agents on several threads run at the same moment.
// > What comes now is your own one. About 15 minutes lie behind you, and 10 before you. When you come back, click the next cell and choose *Run ▸ Run All Above
// > Selected Cell*: it brings back all that stands above.

// %% [markdown]
// ## Exercise 00.2 · Launch a swarm of your own
//
// *5 minutes · build it from what you have seen.*
//
// Write `launch`. It gets a list of sizes. For each size it makes one `DataAnalyst`. It runs all of them together
// **on worker threads**, and returns that run. The agents are numbered 0, 1, 2 … in the order of the sizes.
//
// You have seen nearly everything you need under *A live swarm*. One thing is new: `runMultiAgentSystem` takes the same
// object as `watch` and runs it without drawing. Run the check first, see the red, then write.

// %% tags=["exercise"]
// exercise 00.2 · Launch a swarm of your own
async function launch(sizes: readonly number[]): Promise<SwarmRun> {
  // BEGIN SOLUTION
  // STUB: // make one agent for each size, run them on worker threads, return the run   (about 2 lines)
  // STUB: throw new Error("exercise 00.2: write your answer here");
  const agents = sizes.map((size, id) => agent(DataAnalyst, id, size));
  return runMultiAgentSystem({ agents, executor: "worker-threads" });
  // END SOLUTION
}

// %% tags=["check"]
await check("00.2");

// %% [markdown] tags=["hint"]
// Find the line that makes `team` in the first live run. It turns a list of numbers into a list of agents. There the
// *numbers* are the ids and the size is the same for all. Here it is the other way round: the list holds the sizes.

// %% [markdown] tags=["hint"]
// The function you give to `map` may take two parameters: the element, and its position in the list. Which of them is
// the size, and which one makes a good id?

// %% [markdown] tags=["hint"]
// `runMultiAgentSystem` takes an object with two things in it: who runs, and in which way. What it gives back is the
// run, a little later. Pass it on. The names of the ways to run are the `executor`s in the live run above: which of
// the two puts agents on threads?

// %% [markdown] tags=["explanation"]
// Three steps make every swarm in this course: **describe** the agents, **run** them, **read** the run. You do not
// start threads yourself, and you do not wait for each one: the coordinator does. The results are under
// `run.results`, in the order of the agents.
//
// A second way makes the list with a loop: start with an empty array, and `push` an agent for each of
// `sizes.entries()`. It is longer, and some people find it easier to read. The check accepts both, because it looks
// at what your function *does*.
//
// Notice what you did not have to say: how many threads. By default the swarm uses as many as your machine has cores.

// %% [markdown]
// Your swarm, drawn. Change the sizes, run the cell again, and watch the bars change.

// %% tags=["raises-exception"]
const mySwarm = await launch([200_000_000, 100_000_000, 100_000_000, 50_000_000]);
await timelineChart({ "my swarm": mySwarm });

// %% [markdown]
// > **A pitfall: more threads than cores.** It is tempting to think that 40 agents on 40 threads become 40 times as
// > fast. They share the same cores and take turns on them. The next cell shows it on your machine: the same work,
// > with as many threads as cores, and with 14 threads more.

// %%
const tooMany = cores + 14;
const crowd = Array.from({ length: 2 * tooMany }, (_, id) => agent(DataAnalyst, id, 20_000_000));
const fitting = await runMultiAgentSystem({
  agents: crowd,
  executor: "worker-threads",
  concurrency: cores,
  swarm: false, // new threads, and not those that this notebook keeps, so that their start is counted
  announce: false,
});
const crowded = await runMultiAgentSystem({
  agents: crowd,
  executor: "worker-threads",
  concurrency: tooMany,
  announce: false,
});
for (const run of [fitting, crowded]) {
  const { concurrency, startupSeconds, totalSeconds } = run;
  console.log(
    `${concurrency} threads: ${startupSeconds.toFixed(2)} s to start them, then ${totalSeconds.toFixed(2)} s of work`,
  );
}

// %% [markdown]
// The additional threads brought no cores with them. So the work takes about as long as before, and starting the
// threads is an extra price. As many threads as cores is a good rule, and it is what a swarm does when you say
// nothing.

// %% [markdown]
// ## What you will build
//
// You have run a swarm that somebody else wrote. In the next lessons you write the parts yourself.
//
// | lesson | you build | minutes |
// |---|---|---|
// | **00** Start here | your first swarm | 25 |
// | **01** One agent | an agent that measures itself honestly, never loses a digit, and fails without breaking anything | 55 |
// | **02** A swarm | a coordinator, an honest speedup, and an agent type of your own on every core | 65 |
// | **03** Specialists | an agent made of agents, a specialist of your own, and a plan for uneven work | 75 |
// | **04** Locks | a lock, and an eye for what goes wrong without one | 110 |
// | **05** Queues and channels | ways to hand things over that neither block nor drown | 85 |
// | **06** Failure isolation | a swarm that survives its members | 85 |
// | **07** The three-way benchmark | a benchmark that cannot flatter you | 80 |
// | **08** When threads don't win | a table of decisions, drawn from your own numbers | 75 |
// | **09** Orchestration | a graph of agents whose nodes run on threads | 110 |
// | **10** From three agents to thousands | a queue before a model, and a fleet under watch | 115 |
// | **11** Production | the same swarm on several machines | 90 |
// | **12** Capstone | a system of your own, and a page to show it with | 235 |
//
// From 03 on you may choose your own order. What a lesson needs stands in its second line.
//
// The file `checklist.md` of the project lists what your finished system can do, and which exercise proves it.
//
// > **CoLearning challenge**
// >
// > Ask your AI co-teacher: "I have 6 agents of equal work and a machine with 4 cores. Do not calculate for me. Help
// > me draw the timeline on paper, then ask me what happens when one of the agents has three times as much work as
// > the others."
// >
// > *Expected outcome:* you can draw the timeline of a small swarm before you run it, and you know which agent
// > decides when the swarm is done.
//
// > **Try with AI**
// >
// > *4 minutes.* Give your assistant the two times your notebook printed and your number of cores, and ask: "Which
// > part of the ideal speedup is missing on my machine, and what are three likely reasons? Tell me how I could test
// > each of them."
// >
// > *Expected outcome:* you have three guesses that a measurement could prove wrong. Keep them for lesson 02.

// %% [markdown]
// ## Recap
//
// - A **cell** runs with Shift + Enter. Cells share names, so run them from the top.
// - An **agent** is one unit of computing. A **swarm** is many agents run by one coordinator.
// - The **event loop** is concurrent: it uses one core. **Worker threads** are parallel: they use as many cores as
//   you have.
// - **Red is expected.** Read it, use `hint`, use `coteach`, try again.
//
// All words of the course stand in the [glossary](glossary.md).
//
// ## Quiz yourself
//
// <details><summary>1. Six agents of equal work run on a machine with 4 cores. How many rounds are there?</summary>
//
// Two. Four agents work in the first round, two in the second. In the second round two cores have nothing to do.
// </details>
//
// <details><summary>2. Your agents mostly wait for answers from a network. Do worker threads make them faster?</summary>
//
// Hardly. Waiting needs no core. One event loop can wait for thousands of answers at the same time: there concurrency
// is enough.
// </details>
//
// <details><summary>3. You restart the kernel. What is lost, and what is not?</summary>
//
// Values in memory are lost: run the cells above again. Your text and your answers stay.
// </details>
//
// **Next:** [01 · One agent](01-one-agent.ipynb). You take one agent apart and build it again, better.
//
// *To read on: [worker threads in the Node.js manual](https://nodejs.org/api/worker_threads.html).*
