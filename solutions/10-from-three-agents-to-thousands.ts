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
//     lesson: "10"
//     title: From three agents to thousands
//     minutes: 115
// ---

// %% [markdown]
// # 10 · From three agents to thousands
//
// *About 115 minutes. You need lessons 00 to 02, and for exercises 10.3 and 10.4 what lesson 04 says about shared memory and
// `Atomics`. Lessons 05 and 06 help, but you can go without.*
//
// A company watches 500 services. Fifty processes read the logs, each with a copy of everything it has to know, and the
// server is out of memory. Then the same work is done by 200 agents in **one** process. The answers come faster, and the
// memory shrinks to an eighth. That is the story of one of the articles behind this course. In this lesson you find out how
// much of it is true on your machine, and you build the parts.
//
// First the number itself. The next cells run 1, 3, 30, 200 and 2,000 agents on the same few threads. Before you run them:
// how much longer than three agents will 2,000 take? And how much more memory?

// %%
import { setTimeout as pause } from "node:timers/promises";
import { getHeapStatistics, Serializer, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { check, coteach, hint, watchSentinel } from "@swarmlab/kit";
import {
  type AgentContext,
  agent,
  barChart,
  lineChart,
  openSwarm,
  runMultiAgentSystem,
  runtimeStatus,
  StartGate,
  timelineChart,
} from "@swarmlab/labs";
import { openModel } from "@swarmlab/labs/model";
import { demonstration, KnownIssues, pastIncidents } from "@swarmlab/labs/sentinel";

const { cores } = runtimeStatus();
const megabytes = () => process.memoryUsage().rss / 1e6; // of this process, all threads together

/** The reasoning of one small agent: it goes through some numbers, for a part of a millisecond. */
function skim(count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i += 1) sum += ((i % 1_000) * (i % 1_000)) % 7;
  return sum;
}
const skimmers = (count: number) => Array.from({ length: count }, (_, id) => agent(skim, id, 100_000));

// %%
const onPool: { agents: number; seconds: number; memory: number }[] = [];
const beforePool = megabytes();
const pool = await openSwarm({ concurrency: cores, announce: false }); // announce: false prints nothing about the run
try {
  await pool.run(skimmers(30)); // one run that does not count
  for (const agents of [1, 3, 30, 200, 2_000]) {
    const start = performance.now();
    const { results } = await pool.run(skimmers(agents));
    const seconds = (performance.now() - start) / 1000;
    const answers = results.filter(({ success }) => success).length;
    onPool.push({ agents, seconds, memory: Math.max(1, megabytes() - beforePool) });
    console.log(
      `${String(agents).padStart(5)} agents: ${answers} answers after ${(seconds * 1000).toFixed(1)} ms`,
    );
  }
} finally {
  await pool.close();
}

// %%
await lineChart(
  { "on one pool": onPool.map(({ agents, seconds }) => ({ x: agents, y: seconds * 1000 })) },
  {
    title: `1 to 2,000 agents on ${cores} threads: flat at first, then straight up`,
    xTitle: "agents",
    yTitle: "milliseconds for all of them",
    xScale: "log",
    yScale: "log",
  },
);

// %% [markdown]
// A few agents take hardly longer than one. From some number on the line is straight: ten times the agents, ten times the
// time. All 2,000 answers are there, from a handful of threads. The memory was measured too: a chart in the next section shows
// it, beside that of a thread for each agent.
//
// That is the first idea of this lesson. **An agent is a piece of work, and not a thread.** The threads stand ready in a
// **pool**, and each takes one agent after the other. A swarm that stays open, as `openSwarm` gives it, is such a pool.
//
// **After this lesson you can**
//
// - say what one more agent costs, on a pool and with a thread of its own,
// - keep long-lived workers from growing, and measure whether it helps,
// - put a fair, bounded queue with deadlines before one language model,
// - make a hundred findings of one cause into one incident, exactly counted,
// - let all workers search one index in memory, and prove that none of them has a copy,
// - take a flood: shed what says least, and count what was shed,
// - end 200 agents so that nothing runs on,
// - read the figures of a success story, and say where they come from.

// %% [markdown]
// ## Where the line bends
//
// ```mermaid
// flowchart LR
//   q["2,000 agents wait in a queue"] --> t1["thread 1: one agent after the other"]
//   q --> t2["thread 2: one agent after the other"]
//   t1 --> r[results in the agents' order]
//   t2 --> r
// ```
//
// *The diagram in words: all agents wait in one queue. Each thread of the pool takes the next one whenever it is free. The
// results come back in the order of the agents.*
//
// The line bends where **every core has something to do**. Up to there, another agent finds an idle core. From there on it
// waits for one, and the time grows with the work: agents × time of one ÷ cores. More threads do not move the bend. Only
// cores do.
//
// Something is left that cores do not pay for: handing an agent over and taking its result. Here are 2,000 agents that do
// nothing at all. `chunk` sends several of them in one message.

// %%
function doNothing(): void {}

const idleSwarm = await openSwarm({ concurrency: cores, announce: false });
try {
  const agents = Array.from({ length: 2_000 }, (_, id) => agent(doNothing, id, null));
  await idleSwarm.run(agents);
  for (const chunk of [1, 50]) {
    const start = performance.now();
    await idleSwarm.run({ agents, chunk });
    const each = ((performance.now() - start) * 1000) / agents.length;
    console.log(`chunk ${String(chunk).padStart(2)}: ${each.toFixed(1)} µs for each agent that does nothing`);
  }
} finally {
  await idleSwarm.close();
}

// %% [markdown]
// That is the price of an agent on a **warm** pool, one whose threads run already. An agent that works for a hundred times as
// long does not feel it.
//
// ### A pitfall: a thread for each agent
//
// The articles start one thread for every agent: `max_workers=agent_count`. It is easy to write. In Node.js a thread is an
// **isolate**: it has a heap and an event loop of its own. What does it cost? Let us open 2, 8 and 24 threads, measure, and
// work out the rest.

// %%
const onThreads: { threads: number; memory: number; seconds: number }[] = [];
for (const threads of [2, 8, 24]) {
  const [memory, start] = [megabytes(), performance.now()];
  const crowd = await openSwarm({ concurrency: threads, announce: false });
  try {
    await crowd.run(skimmers(threads));
    const seconds = (performance.now() - start) / 1000;
    onThreads.push({ threads, memory: Math.max(1, megabytes() - memory), seconds });
    console.log(`${threads} threads: ${onThreads.at(-1)?.memory.toFixed(0)} MB, ${seconds.toFixed(2)} s`);
  } finally {
    await crowd.close();
  }
}
const [few, , many] = onThreads;
const perThread = Math.max(0.1, (many.memory - few.memory) / (many.threads - few.threads));
console.log(`One more thread costs about ${perThread.toFixed(1)} MB.`);
console.log(
  `2,000 of them would take about ${((2_000 * perThread) / 1000).toFixed(1)} GB. Worked out, not measured.`,
);

// %%
await lineChart(
  {
    "one pool": onPool.map(({ agents, memory }) => ({ x: agents, y: memory })),
    "a thread for each": onThreads.map(({ threads, memory }) => ({ x: threads, y: memory })),
  },
  {
    title: "Memory: agents on a pool, and a thread for each of them",
    xTitle: "agents",
    yTitle: "megabytes more than before",
    xScale: "log",
    yScale: "log",
    guide: {
      name: "worked out",
      points: [24, 200, 2_000].map((threads) => ({
        x: threads,
        y: many.memory + (threads - 24) * perThread,
      })),
    },
  },
);

// %% [markdown]
// The pool costs the same for 3 agents and for 2,000. With a thread for each, memory grows with the agents, and what is
// gained is nothing: there are still only so many cores.
//
// *If you come from Python:* a thread there costs less, because it shares the heap (the memory for objects). The article gives
// each thread a smaller stack to save memory. That saves little in either language: a stack is only reserved, and memory that
// is reserved and not used costs next to nothing. So measure what is **used**, as the cell above does.
//
// > **AI co-learning prompt**
// >
// > "I run *(how many)* agents in *(threads, processes, one pool)*. Each computes for *(…)* and waits for *(…)*. Ask me for the
// > numbers that you need, one at a time. Then let me say where the line bends if I have ten times as many agents, and tell
// > me what I have overlooked."

// %% [markdown]
// ## Exercise 10.1 · One more agent
//
// *4 minutes · predict.*
//
// A machine has 4 cores. An agent **computes** for 10 ms. All agents of a row come at once, and handing them over costs
// nothing. A thread takes 8 MB (1 GB is 1,000 MB). The main thread does not count. Write a number in place of each `"?"`.
//
// | name | what you predict |
// |---|---|
// | `onFour` | seconds until 200 agents are done, on a pool of 4 threads |
// | `onEight` | the same, on a pool of 8 threads |
// | `poolMemory` | megabytes of the threads, when 2,000 agents run on a pool of 4 threads |
// | `ownMemory` | megabytes of the threads, when each of 2,000 agents has a thread of its own |
// | `oneModel` | seconds until 200 agents are done that do not compute: each waits 10 ms for a model that answers *one question at a time*. They wait on as many threads as you like |
// | `started` | how many threads have run an agent, when `concurrency: 1` runs 200 agents one after the other and replaces a thread after 20 agents. A new thread that has run no agent yet does not count |

// %% tags=["exercise"]
// exercise 10.1 · One more agent
const oneMore: Record<
  "onFour" | "onEight" | "poolMemory" | "ownMemory" | "oneModel" | "started",
  number | "?"
> = {
  // BEGIN SOLUTION
  // STUB: onFour: "?",
  // STUB: onEight: "?",
  // STUB: poolMemory: "?",
  // STUB: ownMemory: "?",
  // STUB: oneModel: "?",
  // STUB: started: "?",
  onFour: 0.5,
  onEight: 0.5,
  poolMemory: 32,
  ownMemory: 16_000,
  oneModel: 2,
  started: 10,
  // END SOLUTION
};

// %% tags=["check"]
await check("10.1");

// %% [markdown] tags=["hint"]
// Ask of each row first: what is it that there are only so many of? Cores, threads, or answers of a model at a time?

// %% [markdown] tags=["hint"]
// Agents that compute share the cores: add up all of their work, and divide it by the number of **cores** that can be busy.
// A thread that has no core waits, like an agent without a thread.

// %% [markdown] tags=["hint"]
// Memory counts *threads*, whatever runs on them. And a model that answers one question at a time is a pool with one place:
// `200` agents pass through it one after the other, however many threads they wait on.

// %% [markdown] tags=["explanation"]
// Each row has one narrow place, and everything else does not matter: cores for computing, threads for memory, the model for
// waiting. 200 × 10 ms = 2 s of work on 4 cores is 0.5 s, and four more threads add no core. 200 questions to a model that
// takes one at a time are 2 s, on any number of threads.
//
// Another way to see it: walk along the path of *one* agent, and ask at each step how many others can be there with it.
// The smallest number decides.

// %% [markdown]
// ## Recycling: workers that last too long
//
// A pool keeps its threads for days. That is what makes it cheap, and it is also its weak spot: whatever an agent leaves in
// its worker stays there. Each agent of the next run forgets 2 MB in a global list. One pool keeps its workers. The other
// one replaces a worker after eight agents (`maxTasksPerWorker`): it is **recycled**.

// %%
/** An agent that forgets something in its worker. */
function forgetful(count: number): number {
  const worker = globalThis as { forgotten?: Uint8Array[] };
  worker.forgotten ??= [];
  for (let i = 0; i < count; i += 1) worker.forgotten.push(new Uint8Array(1_000_000).fill(1));
  return worker.forgotten.length;
}

async function watchMemory(options: { maxTasksPerWorker?: number }) {
  const swarm = await openSwarm({ concurrency: 2, announce: false, ...options });
  const before = megabytes();
  const points: { x: number; y: number }[] = [];
  try {
    const agents = Array.from({ length: 48 }, (_, id) => agent(forgetful, id, 2));
    // Below 0 the process has given back more memory than this run takes.
    for await (const _ of swarm.stream(agents))
      points.push({ x: points.length + 1, y: Math.max(0, megabytes() - before) });
  } finally {
    await swarm.close();
  }
  return points;
}

const keptWorkers = await watchMemory({});
const recycledWorkers = await watchMemory({ maxTasksPerWorker: 8 });
await lineChart(
  { "workers are kept": keptWorkers, "recycled after 8 agents": recycledWorkers },
  {
    title: "48 agents that forget 2 MB each",
    xTitle: "agents that are done",
    yTitle: "megabytes more than before",
  },
);

// %% [markdown]
// One line climbs for ever. The other one is a saw: it falls whenever a worker goes. The mistake is still there. It just has
// no time to grow.
//
// There is a second reason, and here nobody forgets anything by mistake. Memory gets **holes**. An agent asks for many small
// pieces, and gives almost all of them back. A few stay, for a good reason. The memory between them is free, and yet the
// operating system does not get it back, for it takes whole **pages** only: blocks of some thousand bytes. That is
// **fragmentation**.
//
// To see it clearly, each worker is a process here. `used` is what the program holds, `taken` is what the system has given it.

// %%
/** Takes thousands of small pieces, keeps one of forty, and says what its process holds now, in megabytes. */
function churn(pieces: number): { used: number; taken: number } {
  const worker = globalThis as { kept?: Uint8Array[] };
  worker.kept ??= [];
  const all = Array.from({ length: pieces }, (_, i) => new Uint8Array(200 + ((i * 7_919) % 1_800)).fill(1));
  for (let i = 0; i < pieces; i += 40) worker.kept.push(all[i]);
  const used = worker.kept.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return { used: used / 1e6, taken: process.memoryUsage().rss / 1e6 };
}

for (const maxTasksPerWorker of [undefined, 5]) {
  const swarm = await openSwarm({
    executor: "child-processes",
    concurrency: 1,
    announce: false,
    ...(maxTasksPerWorker === undefined ? {} : { maxTasksPerWorker }),
  });
  try {
    const { results } = await swarm.run(Array.from({ length: 15 }, (_, id) => agent(churn, id, 20_000)));
    const sizes = results.map(({ result }) => result as ReturnType<typeof churn>);
    const taken = sizes.map((size) => size.taken.toFixed(0)).join(" ");
    const label = maxTasksPerWorker === undefined ? "one process all the time" : "recycled after 5 agents";
    console.log(`${label.padEnd(25)} taken: ${taken} MB`);
    console.log(`${"".padEnd(25)} used at the end: ${sizes.at(-1)?.used.toFixed(1)} MB`);
  } finally {
    await swarm.close();
  }
}

// %% [markdown]
// Compare what is used with what is taken, and look where the second row starts again. How large the difference is depends
// on the allocator, the part of the system that hands out memory. Three things to remember:
//
// - Recycling ends a *process* for certain: all of its memory goes back. A *thread* gives its memory back to its process.
//   The next thread uses it again, but the system may not see it for a long time.
// - Each replaced worker is a new one that has to start. For a thread that takes some milliseconds, for a process more.
// - It is a safety net. If a worker grows, look for the reason first.

// %% [markdown]
// ## One model, many agents
//
// From here on an agent is an **investigator**: it finds out what is wrong with one service. The agent that sends the
// investigators out is the **lead**.
//
// Investigators ask a language model. There is **one** model, and it answers one or two questions at a time. So between the agents
// and the model stands one **queue**, in one place of the program. The articles call it a unified, thread-safe queue. It keeps one
// connection in place of 200, it says no when too many wait, and it is where a deadline is kept.
//
// What if one answer never comes? Here are twelve agents, and the model hangs at service 5. It is a **scripted model**: its answers,
// its delays and its failures are written down in the cell, and no language model is asked. The agents run on four threads, and
// all of them ask through `context.model`. Two questions can be under way at a time. Each has a timeout of one second, which
// begins when the question is asked: the time in the queue counts.

// %%
/** What an investigator asks, whatever the model is. */
async function askModel(service: number, context: AgentContext): Promise<string> {
  const messages = [{ role: "user", content: `What is wrong with service ${service}?` }] as const;
  const { text, usage } = await context.model.ask({ messages, timeout: 1 });
  return `${text} (${usage.waitingSeconds.toFixed(2)} s in the queue)`;
}

const scriptedModel = await openModel(
  {
    scripted: {
      name: "two answers from this cell",
      latency: [0.05, 0.1],
      answers: [{ when: "service 5", failure: "hang" }, { text: "The disk is full." }],
    },
  },
  { concurrency: 2 },
);
try {
  const asked = await runMultiAgentSystem({
    agents: Array.from({ length: 12 }, (_, service) => agent(askModel, service, service)),
    executor: "worker-threads",
    concurrency: 4,
    model: scriptedModel,
    announce: false,
  });
  console.log(`The answers are those of “${scriptedModel.name}”.`);
  for (const { agentId, result, error } of asked.results)
    console.log(
      `agent ${String(agentId).padStart(2)}: ${error ? `${error.code}: ${error.message}` : result}`,
    );
  await timelineChart(
    { [scriptedModel.name]: asked },
    { lanes: "agent", title: "Twelve agents, two questions at a time, and one answer that never comes" },
  );
} finally {
  await scriptedModel.close();
}

// %% [markdown]
// One agent has an error with a code, `MODEL_TIMEOUT`. Eleven have their answers. Until the timeout, the hanging question held
// one of the two places, and the others took turns at the second one. In a queue without timeouts a hanging question keeps its
// place for ever. After two of them, nobody gets an answer any more.
//
// The agent of service 5 also kept one of the four threads for a second, and only waited. Agents that do nothing but wait need no
// thread: with `executor: "event-loop"` all twelve wait at once (lesson 08). Try it.
//
// > **A model in your own program** computes, like an agent. Its threads wait for each other many times for each word. If one of
// > them has no core, all of them stand still. When this course was made, a small model (1.5 billion numbers, in llama.cpp) with two threads
// > on two cores that were busy was 6 to 15 times *slower* than with one. Leave a core to the swarm.

// %% [markdown]
// ## Exercise 10.2 · The queue before the model
//
// *14 minutes · build.*
//
// Write the class `ModelQueue`. Agents hand in questions, and whenever the model is free, it takes the next one.
//
// - **Bounded.** At most `room` questions wait. `ask(question, now)` takes a question in and returns `true`. When the queue is
//   full, it returns `false` and changes nothing.
// - **Deadlines.** From its `deadline` on, a question is *late*: at exactly that second, too. A late question is never given
//   to the model. It takes up no room any more, whether or not `late` was called. One that is late already when it is asked is
//   refused: `false`.
// - **Nothing is lost in silence.** `late(now)` gives the questions that have become late while they waited, each of them once.
//   They come in the order in which they were asked, whatever their agents and deadlines. Then they are gone. What `ask`
//   refused is not among them.
// - **Fair.** `next(now)` gives the question that goes to the model, and takes it out of the queue. A turn of an agent is one
//   question of it that `next` gives. Between two turns of one agent, every other agent that waits all that time gets a turn
//   too: if agent 1 has a turn, and agent 2 waits, then agent 2 comes before agent 1 comes again. Within one agent, the question
//   that was asked first goes first. When no question is in time, `next` gives `undefined`.
//
// An agent *waits* while a question of it is in the queue and in time. When its only question becomes late, it has stopped
// waiting, even if it asks again in the same second. Whether it keeps its place then is up to you. Where else the sentences above
// leave a choice, each choice is right: an agent that never had a turn may go before all others or after them, and of two that
// never had one, either may be first.
//
// `next` and `late` give a question as it was asked, the same object or an equal one. Two questions may be equal, and are still
// two. Agents are whole numbers, and 0 is one of them. `now` is in seconds and never goes back. The clock is **scripted**: it
// shows what the caller says. So your queue can be judged, second by second, without waiting for a single one.

// %% tags=["exercise"] forbids=["openModel"]
// exercise 10.2 · The queue before the model
interface Question {
  readonly agent: number;
  readonly text: string;
  /** From this second on nobody needs the answer any more. */
  readonly deadline: number;
}

class ModelQueue {
  // BEGIN SOLUTION
  // STUB: // what waits, and whose turn was how long ago   (about 25 lines with the three methods)
  readonly #room: number;
  #waiting: Question[] = [];
  readonly #lastTurn = new Map<number, number>();
  #turns = 0;
  // END SOLUTION

  /** @param room how many questions may wait, at least 1 */
  constructor(room: number) {
    // BEGIN SOLUTION
    // STUB: throw new Error("exercise 10.2: write your answer here");
    this.#room = room;
    // END SOLUTION
  }

  ask(question: Question, now: number): boolean {
    // BEGIN SOLUTION
    // STUB: throw new Error("exercise 10.2: write your answer here");
    if (question.deadline <= now) return false;
    const inTime = this.#waiting.filter(({ deadline }) => deadline > now);
    if (inTime.length >= this.#room) return false;
    this.#waiting.push(question);
    return true;
    // END SOLUTION
  }

  next(now: number): Question | undefined {
    // BEGIN SOLUTION
    // STUB: throw new Error("exercise 10.2: write your answer here");
    const lastTurnOf = ({ agent }: Question) => this.#lastTurn.get(agent) ?? -1;
    let best: Question | undefined;
    for (const question of this.#waiting) {
      if (question.deadline <= now) continue;
      if (best === undefined || lastTurnOf(question) < lastTurnOf(best)) best = question;
    }
    if (best === undefined) return undefined;
    this.#waiting.splice(this.#waiting.indexOf(best), 1);
    this.#turns += 1;
    this.#lastTurn.set(best.agent, this.#turns);
    return best;
    // END SOLUTION
  }

  late(now: number): Question[] {
    // BEGIN SOLUTION
    // STUB: throw new Error("exercise 10.2: write your answer here");
    const late = this.#waiting.filter(({ deadline }) => deadline <= now);
    this.#waiting = this.#waiting.filter(({ deadline }) => deadline > now);
    return late;
    // END SOLUTION
  }
}

// %% tags=["check"]
await check("10.2");

// %% [markdown] tags=["hint"]
// Keep one list of what waits, in the order of asking. Then most promises are a question about this list: how many of its
// questions are not late? Which of them are? Only *fair* needs something more.

// %% [markdown] tags=["hint"]
// Fair is about *agents*, not about questions. What do you have to remember of an agent after it has had a turn, so that
// everybody else who waits comes before it?

// %% [markdown] tags=["hint"]
// Count the turns. For each agent remember the number of its last one, also when it has nothing more to ask. Whose number
// is the smallest goes first, and who never had a turn comes before all of them. How often an agent was served *in all* does
// not help: a newcomer would then catch up, at the cost of everybody else.

// %% [markdown] tags=["hint"]
// `next` does not throw late questions away: it walks past them, else `late` cannot report them. To find the best one, go
// through the list once with a variable that holds the best so far, and replace it only when another agent's last turn is
// *smaller*. So the first of equals wins, and that is the one asked first. A `Map` gives `undefined` for an agent that never
// had a turn: mind `0`, which is a number too.

// %% [markdown] tags=["explanation"]
// The queue never looks at a clock. Time is an argument, so a test can play an hour in a millisecond. And late questions
// stay in the list until somebody fetches them, so none disappears unseen.
//
// A second way keeps a list of questions for each agent, in a `Map`. It takes from the first agent, and puts that agent at the
// end: it is called **round robin**, as in a tournament. With many agents it finds the next one without looking at every
// question.
//
// The lab's own queue (`labs/model`) does more: priorities, a limit of tokens, retries, an answer that is cancelled on the
// way. What it promises to an agent is what yours promises.

// %% [markdown]
// One agent asks 60 questions at once, and is in no hurry. Eleven others have a single question each, a little later, and need
// the answer within five seconds. The model takes half a second for an answer. The clock is scripted: the loop counts `now` up.
// First a plain queue, which serves whoever came first, then yours:

// %% tags=["raises-exception"]
class PlainQueue {
  readonly #waiting: Question[] = [];
  ask(question: Question, _now: number): boolean {
    return this.#waiting.push(question) > 0;
  }
  next(now: number): Question | undefined {
    for (;;) {
      const question = this.#waiting.shift();
      if (question === undefined || question.deadline > now) return question;
    }
  }
}

/** Plays it on a scripted clock: how many questions of the loud agent and of the others were answered in time. */
function playDay(queue: Pick<ModelQueue, "ask" | "next">) {
  const answered = { loud: 0, others: 0 };
  for (let i = 0; i < 60; i += 1) queue.ask({ agent: 0, text: `loud ${i}`, deadline: 60 }, 0);
  for (let now = 0; now < 60; now += 0.5) {
    const newcomer = now * 2 + 1;
    if (newcomer <= 11) queue.ask({ agent: newcomer, text: "why?", deadline: now + 5 }, now);
    const next = queue.next(now);
    if (next) answered[next.agent === 0 ? "loud" : "others"] += 1;
  }
  return answered;
}

const [plainDay, fairDay] = [playDay(new PlainQueue()), playDay(new ModelQueue(100))];
await barChart(
  [
    { label: "plain: loud agent", value: plainDay.loud, note: "of 60" },
    { label: "plain: the others", value: plainDay.others, note: "of 11" },
    { label: "yours: loud agent", value: fairDay.loud, note: "of 60" },
    { label: "yours: the others", value: fairDay.others, note: "of 11" },
  ],
  { title: "Answered in time: the same model, two queues", axisTitle: "answers", colours: "one" },
);

// %% [markdown]
// The model is as fast in both. What changed is the order, and nobody had to give anything up for it.
//
// > **A good place to stop.** You know where the line bends, when a worker has to be replaced, and how many agents share one model.
// > The second half is about what they share among themselves, about more work than can be done, and about the Sentinel.
// > About 45 minutes lie behind you, and 70 before you. When you come back, run two cells again: the first code cell, with its imports, and the one that opens 2, 8 and 24
// > threads. What it measures is needed at the very end.

// %% [markdown]
// ## Many agents find the same cause
//
// A database dies. Forty services that need it write errors, and a lead sends an investigator to each. That is called a
// **fan-out**. All forty find the same cause. What people want to read is *one* incident, with the number 40.
//
// To keep one of several that are the same is called **deduplication**, *dedup* for short. The usual way is a `Map`: look
// whether the cause is in it, and open an incident if it is not.
//
// ### A pitfall: a Map for each thread
//
// Forty agents on four threads, and one cause. How many incidents are opened?

// %%
function investigate(cause: number): "opened" | "added" {
  const worker = globalThis as { seenCauses?: Map<number, number> };
  worker.seenCauses ??= new Map();
  const before = worker.seenCauses.get(cause) ?? 0;
  worker.seenCauses.set(cause, before + 1);
  return before === 0 ? "opened" : "added";
}

const forty = await runMultiAgentSystem({
  agents: Array.from({ length: 40 }, (_, id) => agent(investigate, id, 17)),
  concurrency: 4,
  swarm: false, // new threads, and not those of an earlier run
  announce: false,
});
const opened = forty.results.filter(({ result }) => result === "opened").length;
console.log(`1 cause, 40 agents, 4 threads: ${opened} incidents were opened`);

// %% [markdown]
// Each thread has a heap of its own, so each has a `Map` of its own. With processes it is the same. You could send every
// finding to one thread that keeps the `Map`. Then each finding is a message, and one thread has to handle them all.
//
// The other way is a table in shared memory, in which all of them write. You know what to fear there (lesson 04): two look at
// the same moment, both see nothing, and both open.

// %% [markdown]
// ## Exercise 10.3 · One incident for one cause
//
// *12 minutes · build.*
//
// Write `note(report, cause)`. The `report` is an `Int32Array` in shared memory. A cause is a whole number, 1 or more. A **word**
// is one number of the report: there is one word first, and then two for each place. There may be no place at all.
//
// | words | what stands there |
// |---|---|
// | `report[0]` | how many findings found no place |
// | `report[1]`, `report[2]` | the first place: its cause, and how often it was found. Cause 0 means that the place is free |
// | `report[3]`, `report[4]` | the second place, and so on to the end |
//
// - The first finding of a cause takes a free place, any one. Its number is 1 then, and `note` returns `"opened"`.
// - Every further one adds 1 to the number of that place, and `note` returns `"added"`.
// - When all places belong to other causes, `note` adds 1 to `report[0]`, changes nothing else, and returns `"full"`. A cause that
//   has its place is still counted when the report is full.
// - However many agents note at the same moment: a cause has **one** place, exactly **one** of its findings gets `"opened"`, and
//   all numbers are exact when the agents are done. `report[0]` is one of them. Which of two findings at the same moment is the
//   first, is up to you: the one that takes the place, or the one that counts first.
//
// You need no lock, and no word of the report is there for one. Two atomic steps of lesson 04 are enough. `Atomics.add(words, i, n)`
// adds `n`. `Atomics.compareExchange(words, i, expected, next)`, in words *compare-and-exchange*, writes `next` only if the word
// says `expected`. Both give back what stood there before.

// %%
/**
 * Given: agents on threads of their own, each with a list of causes. What each got, and the report. They wait at a gate until all
 * have come: otherwise the first one may be done before the last one has started, and they never meet.
 */
async function fanOut(
  investigator: (causes: readonly number[], context: AgentContext) => string[],
  places: number,
  lists: readonly (readonly number[])[],
): Promise<{ answers: string[][]; report: number[]; errors: (string | null)[] }> {
  const report = new Int32Array(new SharedArrayBuffer(4 * (1 + 2 * places)));
  const { results } = await runMultiAgentSystem({
    agents: lists.map((causes, id) => agent(investigator, id, causes)),
    executor: "worker-threads",
    concurrency: lists.length,
    shared: { report, gate: new StartGate(lists.length) },
    timeout: 10,
    announce: false,
  });
  return {
    answers: results.map(({ result }) => (result ?? []) as string[]),
    report: [...report],
    errors: results.map(({ error }) => error?.message ?? null),
  };
}

/** What every investigator finds as `context.shared`. */
interface Office {
  readonly report: Int32Array;
  readonly gate: StartGate;
}

// %% tags=["exercise"] forbids=["Mutex", "Semaphore", "AtomicCounter", "KnowledgeBase", "IncidentReport"]
// exercise 10.3 · One incident for one cause
type Noted = "opened" | "added" | "full";

function note(report: Int32Array, cause: number): Noted {
  // BEGIN SOLUTION
  // STUB: // for each place: take it if it is free, in one step · whose is it now? · count   (about 8 lines)
  // STUB: throw new Error("exercise 10.3: write your answer here");
  for (let at = 1; at < report.length; at += 2) {
    const before = Atomics.compareExchange(report, at, 0, cause);
    if (before !== 0 && before !== cause) continue;
    Atomics.add(report, at + 1, 1);
    return before === 0 ? "opened" : "added";
  }
  Atomics.add(report, 0, 1);
  return "full";
  // END SOLUTION
}

// Given, and used by the check: real threads that note what they find.
function reporter(causes: readonly number[], context: AgentContext): Noted[] {
  const { report, gate } = context.shared as Office;
  gate.wait();
  return causes.map((cause) => note(report, cause));
}
const reportTogether = (places: number, lists: readonly (readonly number[])[]) =>
  fanOut(reporter, places, lists);

// %% tags=["check"]
await check("10.3");

// %% [markdown] tags=["hint"]
// Write it for an agent that is alone: go from place to place. Is it mine? Is it free? Then mark with a pencil every pair of
// lines between which another agent could come in.

// %% [markdown] tags=["hint"]
// *Is it free?* and *now it is mine* have to be one step. Which of the few steps in `Atomics` writes only if the word still
// says what you expect? And what does it give back?

// %% [markdown] tags=["hint"]
// That step gives back what stood there before. There are **three** cases: the place was free, so now it is yours. It had your
// cause already, perhaps for a nanosecond only. Or it belongs to another cause. Only in the third case you go on to the next
// place.

// %% [markdown] tags=["hint"]
// Let `Atomics.compareExchange` expect 0 at the place's first word. Count with `Atomics.add` on the word behind it, also
// for the one who opened. If the loop comes to its end, every place belongs to somebody else: count in word 0. An agent that
// loses a race for a place must look *whose it is now*, before it goes on: else one cause ends up in two places.

// %% [markdown] tags=["explanation"]
// One atomic step answers both questions at once: whether the place was free, and whose it is. The loser of a race learns in
// the same step that the winner has the same cause. So there is no gap, and no lock.
//
// A second way begins somewhere in the middle: at place `cause % places`, and goes round. That is a **hash table** with open
// addressing. With 10,000 places it finds a cause in one or two looks, where ours walks through all of them. It must go all
// the way round before it says `"full"`.
//
// Nobody ever *frees* a place. If places were given back, an agent could walk past a place that becomes free behind its back, and
// take a second one. That is why the report of the lab (`labs/sentinel`) lets one thread decide, and the threads only find.

// %% [markdown]
// Your report on real threads: 8 agents with 5 findings each. There are four causes and three places, so one cause finds none. Which
// one, is luck. (Until your answer is written, this cell fails with what is missing.)

// %% tags=["raises-exception"]
const findingLists = Array.from({ length: 8 }, (_, thread) => [17, 17, 4, 17, thread === 0 ? 99 : 23]);
const together = await reportTogether(3, findingLists);
const failedReport = together.errors.find((error) => error !== null);
if (failedReport) throw new Error(failedReport);
const openedTogether = together.answers.flat().filter((answer) => answer === "opened").length;
console.log(`incidents opened: ${openedTogether}`);
for (let at = 1; at < together.report.length; at += 2)
  console.log(`cause ${together.report[at]}: found ${together.report[at + 1]} times`);
console.log(`findings without a place: ${together.report[0]}`);

// %% [markdown]
// Who gets `"opened"` is the one who may tell people about it. Nobody else does, and nobody is told twice.

// %% [markdown]
// ## One index, and not a copy for each
//
// An investigator looks up whether somebody has seen this before. It needs an **index**: past incidents, each with a title
// and a **vector**. A vector is a row of numbers that stands for a meaning. Two texts that mean similar things have vectors
// that point in a similar direction. To search is to compare the wanted vector with all of them. Here two vectors are compared
// by their **dot product**: multiply them number by number, and add up. The larger it is, the better they fit.
//
// In the article each of 50 processes had a copy of that index. How many bytes are that? We put things on a scale. `weigh`
// packs a value just as Node.js packs it for another thread, and says how many bytes are **copied** and how many are shared:

// %%
/** What it takes to hand a value to a thread: bytes that are copied for each receiver, and bytes that all of them share. */
function weigh(value: unknown): { copied: number; shared: number } {
  const seen = new Set<SharedArrayBuffer>();
  class Scale extends Serializer {
    _getSharedArrayBufferId(memory: SharedArrayBuffer): number {
      seen.add(memory);
      return seen.size - 1;
    }
  }
  const scale = new Scale();
  scale.writeHeader();
  scale.writeValue(value);
  const shared = [...seen].reduce((sum, { byteLength }) => sum + byteLength, 0);
  return { copied: scale.releaseBuffer().byteLength, shared };
}

interface Issue {
  readonly title: string;
  readonly vector: readonly number[];
}

/** So many made-up issues, always the same ones. */
function madeUpIssues(count: number, width: number): Issue[] {
  const parts = ["database", "queue", "certificate", "disk", "cache", "gateway"];
  return Array.from({ length: count }, (_, id) => ({
    title: `${parts[id % parts.length]} of service ${id % 500} is slow, case ${id}`,
    vector: Array.from({ length: width }, (_, column) => Math.sin(id * 12.9898 + column * 78.233)),
  }));
}

const plainWeight = weigh(madeUpIssues(5_000, 64));
console.log(
  `5,000 issues as plain objects: ${(plainWeight.copied / 1e6).toFixed(1)} MB are copied, for each worker`,
);
console.log(`for 50 workers: ${((50 * plainWeight.copied) / 1e6).toFixed(0)} MB`);

// %% [markdown]
// Numbers can be shared: a `Float32Array` over a `SharedArrayBuffer`. But the titles are texts, and texts cannot be shared, can
// they? Their **bytes** can. Write all titles one after the other as bytes, and remember where each of them ends:
//
// ```mermaid
// flowchart LR
//   subgraph bytes["one row of bytes"]
//     t0["disk full"] --- t1["queue grows"] --- t2["…"]
//   end
//   subgraph ends["where each title ends"]
//     e0[9] --- e1[20] --- e2["…"]
//   end
//   e0 -.-> t0
//   e1 -.-> t1
// ```
//
// *The diagram in words: the titles "disk full" and "queue grows" stand next to each other in one row of bytes. A second
// row says that the first title ends before byte 9, and the second one before byte 20. So the second title is bytes 9 to 19.*

// %% [markdown]
// ## Exercise 10.4 · An index that is not copied
//
// *10 minutes · complete.*
//
// Complete `IssueIndex`. `size`, `nearest` and the constructor are given, and you can leave them as they are. If your design needs
// it, change them, the private fields and the fields of `IndexHandle`. What is promised here must hold then, too.
//
// - `IssueIndex.of(issues)` makes an index of issues whose vectors all have the same length. There may be no issue at all. The
//   numbers become 32-bit numbers.
// - `title(id)` gives the title of the issue with that number, counted from 0. A title may be empty, and it may hold any
//   characters: `ü`, `→`, `🔥`, a quote, a line break. Two things do not occur, so you may do with them what you like: a title
//   that begins with U+FEFF (the *byte order mark*, which a plain `TextDecoder` swallows), and half of a surrogate pair, for which
//   UTF-8 has no bytes.
// - `share()` gives a **handle**: what another thread needs to open the index. Handing it over copies **at most 1,000 bytes**,
//   whatever the number of issues, the length of the vectors and that of the titles.
// - `IssueIndex.from(handle)` opens the same index on another thread. It **copies nothing** of vectors, titles and ends: opening
//   an index of several megabytes takes less than 300,000 bytes of new memory there.
//
// A `TextEncoder` makes bytes of a text, and a `TextDecoder` makes a text of bytes. Both know UTF-8, in which a character takes
// one to four bytes. In Node.js a `TextDecoder` reads shared memory, too.

// %%
/** Given: opens an index on a worker, looks something up, and measures how much memory of this thread opening it took. */
function lookUp<
  Index extends { size: number; nearest(wanted: readonly number[]): number; title(id: number): string },
>(open: () => Index, wanted: readonly number[]) {
  setFlagsFromString("--expose-gc"); // this line and the next one: how a program gets at the garbage collector
  const collectGarbage = runInNewContext("gc") as () => void;
  const used = () => {
    collectGarbage();
    const { used_heap_size: heap, external_memory: outside } = getHeapStatistics();
    return heap + outside;
  };
  const before = used();
  const index = open();
  const openedBytes = Math.max(0, used() - before);
  const id = index.nearest(wanted);
  return { id, title: id < 0 ? null : index.title(id), size: index.size, openedBytes };
}

/** Given: a new thread for each question, all of them with one handle. */
async function askWorkers(
  investigator: (wanted: readonly number[], context: AgentContext) => ReturnType<typeof lookUp>,
  handle: unknown,
  questions: readonly (readonly number[])[],
) {
  const { results } = await runMultiAgentSystem({
    agents: questions.map((wanted, id) => agent(investigator, id, wanted)),
    executor: "worker-threads",
    concurrency: questions.length,
    swarm: false,
    shared: { handle },
    timeout: 10,
    announce: false,
  });
  for (const { error } of results) if (error) throw error;
  return results.map(({ result }) => result as ReturnType<typeof lookUp>);
}

// %% tags=["exercise"] forbids=["SharedContext", "KnowledgeBase", "KnownIssues"]
// exercise 10.4 · An index that is not copied
interface IndexHandle {
  readonly width: number;
  readonly vectors: Float32Array;
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
}

class IssueIndex {
  /** How many numbers a vector has. */
  readonly #width: number;
  /** All vectors, one after the other. */
  readonly #vectors: Float32Array;
  /** All titles, one after the other, in UTF-8. */
  readonly #bytes: Uint8Array;
  /** For each title: where it ends in the bytes. */
  readonly #ends: Uint32Array;

  constructor({ width, vectors, bytes, ends }: IndexHandle) {
    this.#width = width;
    this.#vectors = vectors;
    this.#bytes = bytes;
    this.#ends = ends;
  }

  static of(issues: readonly Issue[]): IssueIndex {
    // BEGIN SOLUTION
    // STUB: // titles to bytes · shared memory for vectors, bytes and ends · fill them, issue by issue   (about 12 lines)
    // STUB: throw new Error("exercise 10.4: write your answer here");
    const encoder = new TextEncoder();
    const titles = issues.map(({ title }) => encoder.encode(title));
    const width = issues[0]?.vector.length ?? 0;
    const length = titles.reduce((sum, title) => sum + title.length, 0);
    const vectors = new Float32Array(new SharedArrayBuffer(4 * width * issues.length));
    const bytes = new Uint8Array(new SharedArrayBuffer(length));
    const ends = new Uint32Array(new SharedArrayBuffer(4 * issues.length));
    let end = 0;
    issues.forEach(({ vector }, id) => {
      vectors.set(vector, id * width);
      bytes.set(titles[id], end);
      end += titles[id].length;
      ends[id] = end;
    });
    return new IssueIndex({ width, vectors, bytes, ends });
    // END SOLUTION
  }

  share(): IndexHandle {
    // BEGIN SOLUTION
    // STUB: throw new Error("exercise 10.4: write your answer here");
    return { width: this.#width, vectors: this.#vectors, bytes: this.#bytes, ends: this.#ends };
    // END SOLUTION
  }

  static from(handle: IndexHandle): IssueIndex {
    // BEGIN SOLUTION
    // STUB: throw new Error("exercise 10.4: write your answer here");
    return new IssueIndex(handle);
    // END SOLUTION
  }

  get size(): number {
    return this.#ends.length;
  }

  title(id: number): string {
    // BEGIN SOLUTION
    // STUB: throw new Error("exercise 10.4: write your answer here"); // about 2 lines
    const start = id === 0 ? 0 : this.#ends[id - 1];
    return new TextDecoder().decode(this.#bytes.subarray(start, this.#ends[id]));
    // END SOLUTION
  }

  /** The number of the issue with the largest dot product of its vector and the wanted one, the first of equals; −1 if there is none. */
  nearest(wanted: readonly number[]): number {
    let [best, highest] = [-1, Number.NEGATIVE_INFINITY];
    for (let id = 0; id < this.size; id += 1) {
      let similarity = 0;
      for (let column = 0; column < this.#width; column += 1)
        similarity += wanted[column] * this.#vectors[id * this.#width + column];
      if (similarity > highest) [best, highest] = [id, similarity];
    }
    return best;
  }
}

// Given, and used by the check.
function indexInvestigator(wanted: readonly number[], context: AgentContext) {
  return lookUp(() => IssueIndex.from((context.shared as { handle: IndexHandle }).handle), wanted);
}
/** A handle, as plain data, and its weight: what is weighed is the very thing that is handed over. */
const handOver = (issues: readonly Issue[]) => {
  const handle = structuredClone(IssueIndex.of(issues).share());
  return { handle, weight: weigh(handle) };
};
const askIndex = (issues: readonly Issue[], questions: readonly (readonly number[])[]) =>
  askWorkers(indexInvestigator, handOver(issues).handle, questions);
const titlesOf = (issues: readonly Issue[]) => {
  const index = IssueIndex.of(issues);
  return issues.map((_, id) => index.title(id));
};
const weighIndex = (count: number, width: number) => handOver(madeUpIssues(count, width)).weight;
const openIndexes = async (count: number, width: number, workers: number) => {
  const { handle, weight } = handOver(madeUpIssues(count, width));
  const looks = await askWorkers(indexInvestigator, handle, Array(workers).fill(Array(width).fill(1)));
  return looks.map((look) => ({ ...look, ...weight }));
};

// %% tags=["check"]
await check("10.4");

// %% [markdown] tags=["hint"]
// Work backwards, as in lesson 05: what does a thread need to rebuild the index? A number, and three arrays. So the only
// question is what kind of memory stands under these arrays.

// %% [markdown] tags=["hint"]
// In `of` you need to know how many bytes all titles have *together* before you can ask for the memory. So encode them
// first. `text.length` counts something else than bytes: try it with `"🔥"`.

// %% [markdown] tags=["hint"]
// Then walk through the issues with a running number for the end. `set(values, offset)` of a typed array writes many numbers at
// a place. A title begins where the one before it ends, and the very first one begins at 0.

// %% [markdown] tags=["hint"]
// `new Float32Array(new SharedArrayBuffer(…))` is a view of shared memory, measured in bytes: a 32-bit number takes four. The
// check says that opening it took megabytes? Then something on the way makes a copy: `slice`, `Float32Array.from`, `map`, spreading,
// or decoding every title in advance. `subarray` copies nothing, it looks at a part. Decode a title when it is asked for.

// %% [markdown] tags=["explanation"]
// A text is made anew each time that somebody asks for it. That takes a microsecond, and only the few titles that are really
// shown pay for it. All the rest stays in bytes that nobody copies.
//
// A second way puts everything into **one** `SharedArrayBuffer`: a few words at its beginning say where each part starts. Then
// the handle is that buffer alone, and it can be written to a file and read back as it is. The lab's `KnownIssues` in `labs/sentinel`
// goes that way, and more can be added to it while all agents read.

// %% [markdown]
// What four workers get handed, on the scale: copies against your index. (The search itself is the same.)

// %% tags=["raises-exception"]
const [issueCount, vectorWidth] = [20_000, 64];
const copiesWeight = weigh(madeUpIssues(issueCount, vectorWidth)).copied;
const indexWeight = weighIndex(issueCount, vectorWidth);
const openedIndexes = await openIndexes(issueCount, vectorWidth, 4);
console.log(
  `the handle: ${indexWeight.copied} bytes are copied, ${(indexWeight.shared / 1e6).toFixed(1)} MB are shared`,
);
console.log(
  `opening it took ${openedIndexes.map((each) => `${(each.openedBytes / 1000).toFixed(0)} KB`).join(", ")}`,
);
await barChart(
  [
    { label: "4 copies", value: (4 * copiesWeight) / 1e6 },
    { label: "your index, once for all", value: (indexWeight.shared + 4 * indexWeight.copied) / 1e6 },
    { label: "50 copies, worked out", value: (50 * copiesWeight) / 1e6 },
  ],
  {
    title: `${issueCount.toLocaleString("en")} known issues in memory`,
    axisTitle: "megabytes",
    colours: "one",
  },
);

// %% [markdown]
// > **CoLearning challenge**
// >
// > "Here is my `IssueIndex`. I want agents to *add* issues while others search. Do not write code. Ask me what a reader can
// > see in the middle of my adding, one step after the other, until I have found an order of steps in which nobody ever sees
// > half an issue."
// >
// > *Expected outcome:* write the bytes first, and raise the number of issues last, with an atomic store. You can say what a
// > reader sees in each moment, and what two agents that add at the same time need besides.

// %% [markdown]
// ## More comes in than goes out
//
// On a bad day all 500 services write ten times as much. More comes than is read: that is a **flood**. What takes the lines in is
// the **intake**. A queue in it only delays the question: what happens when it is full? There are two honest answers, and you
// know the first one from lesson 05.
//
// - **Back-pressure.** The sender waits. It is right when the sender *can* wait: a file that is read can be read later.
// - **Shedding.** Something is thrown away on purpose, and counted. It is right when the sender cannot wait: a socket on which
//   500 services talk.
//
// ### A pitfall: throwing away whatever came last
//
// The simplest intake takes what fits and drops the rest. Let one real error come in the middle of 5,000 lines of chatter:

// %%
interface Line {
  /** How much it says: 0 is chatter, 3 is an error that was never seen before. */
  readonly worth: 0 | 1 | 2 | 3;
  readonly text: string;
}

/** A flood: in each tick twenty lines come, and the reader takes five. Which worths were read? */
function flood(offer: (line: Line) => void, take: () => Line | undefined): number[] {
  const read = [0, 0, 0, 0];
  for (let tick = 0; tick < 250; tick += 1) {
    for (let i = 0; i < 20; i += 1) {
      const worth = tick === 125 && i === 19 ? 3 : i % 7 === 0 ? 1 : 0;
      offer({ worth, text: `line ${tick * 20 + i}` });
    }
    for (let i = 0; i < 5; i += 1) {
      const line = take();
      if (line) read[line.worth] += 1;
    }
  }
  return read;
}

const firstCome: Line[] = [];
const readFirstCome = flood(
  (line) => {
    if (firstCome.length < 50) firstCome.push(line);
  },
  () => firstCome.shift(),
);
console.log(`chatter read: ${readFirstCome[0]}. The one error that was new: read ${readFirstCome[3]} times`);

// %% [markdown]
// The reader was busy all the time, with chatter. The only line that mattered came to a full house. Nothing says that anything
// is missing.

// %% [markdown]
// ## Exercise 10.5 · An intake that sheds
//
// *12 minutes · build.*
//
// Write the class `Intake`. Lines come in with `offer`, and go out with `take`.
//
// - At most `room` lines wait.
// - When `offer(line)` comes to a full intake, one line is **shed**: the one that is worth the least, among all that wait and the
//   new one. If several are worth the least, it is the one of them that came **last**. So the new line itself may be the one.
// - `shed` has four numbers: how many lines of worth 0, 1, 2 and 3 were shed so far. No line is shed without being counted. It
//   may be the same list all the time, or a new one: only what it says counts.
// - `take()` gives the line that has waited the longest, whatever it is worth, and `undefined` when none waits.
// - `offer` returns `true` when there is room for another line after this one, and `false` when the intake is full then. It does
//   not say whether the line was kept. With a `room` of 1, the first line is taken in and `offer` returns `false`.
//
// A sender that *can* wait stops at `false`, until `take` has made room. Your intake need not tell it when: in this exercise
// nobody waits. (`write()` of Node's streams answers in the same way, and the event `drain` says when to go on.)
//
// Two lines may be equal in every field, or even be the same object, and are still two lines.

// %% tags=["exercise"] forbids=["createIntake"]
// exercise 10.5 · An intake that sheds
class Intake {
  /** How many lines of worth 0, 1, 2 and 3 were shed. */
  readonly shed: number[] = [0, 0, 0, 0];
  // BEGIN SOLUTION
  // STUB: // what waits   (about 15 lines with the methods)
  readonly #room: number;
  readonly #waiting: Line[] = [];
  // END SOLUTION

  /** @param room how many lines may wait, at least 1 */
  constructor(room: number) {
    // BEGIN SOLUTION
    // STUB: throw new Error("exercise 10.5: write your answer here");
    this.#room = room;
    // END SOLUTION
  }

  offer(line: Line): boolean {
    // BEGIN SOLUTION
    // STUB: throw new Error("exercise 10.5: write your answer here");
    this.#waiting.push(line);
    if (this.#waiting.length > this.#room) {
      let least = this.#waiting.length - 1;
      for (let at = least - 1; at >= 0; at -= 1)
        if (this.#waiting[at].worth < this.#waiting[least].worth) least = at;
      const [gone] = this.#waiting.splice(least, 1);
      this.shed[gone.worth] += 1;
    }
    return this.#waiting.length < this.#room;
    // END SOLUTION
  }

  take(): Line | undefined {
    // BEGIN SOLUTION
    // STUB: throw new Error("exercise 10.5: write your answer here");
    return this.#waiting.shift();
    // END SOLUTION
  }
}

// %% tags=["check"]
await check("10.5");

// %% [markdown] tags=["hint"]
// There are two orders in this exercise. Lines *go out* in the order in which they came. Lines are *shed* in the order of their
// worth. If you sort the list for the second one, you lose the first one.

// %% [markdown] tags=["hint"]
// It gets simpler if the new line is no special case. Put it at the end, even if there is one line too many for a moment. Then
// look for the one that has to go, among all of them.

// %% [markdown] tags=["hint"]
// Of several that are worth the least, the last one goes. If you search from the *end* to the beginning, that is the first one
// you meet. Move on to another only if it is worth **less**, not if it is worth as little.

// %% [markdown] tags=["hint"]
// Remember a *position* and not a line, for two lines can be equal: `splice(at, 1)` takes out the one at that place and gives it
// to you. Count it under *its own* worth, not under that of the line that came. The answer of `offer` then compares how many wait
// now with the room.

// %% [markdown] tags=["explanation"]
// Why the last one among equals? The first line of an incident tells more than the thousandth. Whatever waits has also kept its
// place in time.
//
// A second way keeps four lists, one for each worth, and gives every line a number when it comes. To shed is to take the last
// one of the lowest list that is not empty. To take is to compare the four first ones. It never searches, so it suits an intake
// with room for 100,000 lines.
//
// The counts in `shed` are part of the answer. A report that says "40 errors" and keeps quiet about 3,000 lines that were thrown away
// is wrong.

// %% [markdown]
// The same flood, and your intake:

// %% tags=["raises-exception"]
const intake = new Intake(50);
const readByIntake = flood(
  (line) => intake.offer(line),
  () => intake.take(),
);
console.log(`read of worth 0 to 3: ${readByIntake.join(", ")}`);
console.log(`shed of worth 0 to 3: ${intake.shed.join(", ")}`);
await barChart(
  [
    { label: "first come", value: readFirstCome[1] + readFirstCome[2] + readFirstCome[3] },
    { label: "your intake", value: readByIntake[1] + readByIntake[2] + readByIntake[3] },
  ],
  { title: "Lines of worth 1 and more, read in the same flood", axisTitle: "lines", colours: "one" },
);

// %% [markdown]
// The reader was no faster, and it read as many lines as before. Only they were worth reading.

// %% [markdown]
// ## The zombie, two hundred times
//
// A **zombie** is an agent that works on although nobody waits for it any more. You met one in lesson 06. With 200 agents it
// is a crowd. Here all 200 meet a timeout, by `Promise.race`. A moment later we count what they do:

// %%
const everybodyStops = new Int32Array(new SharedArrayBuffer(4));
let steps = 0;
async function watchForEver(): Promise<void> {
  while (Atomics.load(everybodyStops, 0) === 0) {
    steps += 1;
    await pause(5);
  }
}
async function stepsInTheNextMoment(): Promise<number> {
  const before = steps;
  await pause(150);
  return steps - before;
}

const watching = Array.from({ length: 200 }, () => watchForEver());
await Promise.all(watching.map((one) => Promise.race([one, pause(100)])));
console.log(`all 200 are over, says Promise.race. Then they took ${await stepsInTheNextMoment()} more steps`);
Atomics.store(everybodyStops, 0, 1);
await Promise.all(watching);
console.log(`the shutdown flag is up. Then they took ${await stepsInTheNextMoment()} more steps`);

// %% [markdown]
// A race stops the *waiting*. The **shutdown flag** stops the work: one number in shared memory, at which everybody looks, on
// whatever thread. And we waited until the last one had ended.
//
// On a pool the swarm has such a flag for you: `context.stopRequested`. Here are 200 agents that would compute for ever, and one
// of them does not look at the flag. We raise it after 0.3 seconds. From then on, the agents that run have 0.3 seconds to end by
// themselves: that is the `grace`.

// %%
function computesForEver(isDeaf: boolean, context: AgentContext): number {
  let rounds = 0;
  for (; isDeaf || !context.stopRequested; rounds += 1) Math.sqrt(rounds);
  return rounds;
}

const shutdown = new AbortController();
const crowd = await openSwarm({ concurrency: Math.max(2, cores), announce: false });
const outcomes: Record<string, number> = {};
try {
  const agents = Array.from({ length: 200 }, (_, id) => agent(computesForEver, id, id === 1));
  setTimeout(() => shutdown.abort(), 300);
  const { results } = await crowd.run({ agents, signal: shutdown.signal, grace: 0.3 });
  for (const { success, error } of results) {
    const outcome = success ? "answered with what it had" : (error?.code ?? "failed");
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  }
} finally {
  await crowd.close();
}
console.table(outcomes);
const cpuBefore = process.cpuUsage();
await pause(300);
const cpuAfter = process.cpuUsage(cpuBefore);
console.log(
  `in the next 300 ms this process computed for ${((cpuAfter.user + cpuAfter.system) / 1000).toFixed(0)} ms`,
);

// %% [markdown]
// All 200 have an outcome, and nothing runs on. Those that waited for a thread were never started. The deaf one was killed
// with its thread when the grace was over, and a new thread took its place. All of these have the code `ABORTED`.

// %% [markdown]
// ## The DevOps Sentinel
//
// Now you know all of its parts. The **Sentinel** watches a fleet of services:
//
// ```mermaid
// flowchart LR
//   logs["log lines of 500 services"] --> intake["intake: sheds, counts"] --> lead["lead: notices"]
//   lead -- fan-out --> w["investigators on a pool"]
//   w --- k[("known issues, shared")]
//   w --> report["incident report: one for a cause"] --> manager["manager: sums up, posts once"]
// ```
//
// *The diagram in words: the log lines of 500 services come to an intake, which sheds and counts. A lead notices what is unlike the
// past, and sends investigators, who run on a pool. All of them search one shared index of known issues. What they find goes into
// one incident report, with one incident for a cause. A manager sums it up and posts it once.*
//
// Its index is `KnownIssues`. It holds past incidents with titles, log lines, causes and fixes, in one piece of shared memory. A few
// investigators on threads look up what they see, in one index of 10,000. (Making the index takes a moment: each text gets its vector.)

// %%
function lookUpIssue(line: string, context: AgentContext): { title: string; fix: string; seconds: number } {
  const { memory } = context.shared as { memory: KnownIssues["memory"] };
  const knownIssues = KnownIssues.open(memory);
  const times: number[] = [];
  let best = knownIssues.search(line, 1)[0];
  for (let i = 0; i < 9; i += 1) {
    const start = performance.now();
    best = knownIssues.search(line, 1)[0];
    times.push(performance.now() - start);
  }
  const fix = knownIssues.get(best.id)?.fix ?? "";
  return { title: best.title, fix, seconds: times.sort((a, b) => a - b)[4] / 1000 };
}

console.log("making the index …");
const knownIssues = KnownIssues.of(pastIncidents(10_000));
const lines = [
  "no space left on device",
  "certificate has expired",
  "connection refused by database",
  "heap out of memory",
];
const lookUps = await runMultiAgentSystem({
  agents: lines.map((line, id) => agent(lookUpIssue, id, line)),
  concurrency: cores,
  shared: { memory: knownIssues.memory },
  announce: false,
});
const lookedUp = lookUps.results.map(({ result }) => result as ReturnType<typeof lookUpIssue>);
for (const [at, { title, fix }] of lookedUp.entries()) console.log(`“${lines[at]}” → ${title}. ${fix}`);
const lookUpSeconds = Math.max(...lookedUp.map(({ seconds }) => seconds));
console.log(`the slowest of them took ${(lookUpSeconds * 1000).toFixed(1)} ms for a search among 10,000`);

// %% [markdown]
// And here is the whole of it, for some seconds. One hundred simulated services write lines, eighty times as fast as real ones. First
// the lead reads five simulated minutes, to know what is usual. Then things go wrong on purpose, and the Sentinel does not know when
// or where. Each square is a service. No language model is asked, and nothing is sent anywhere.

// %%
const watchedSeconds = 6;
const sentinelRun = await watchSentinel({
  seconds: watchedSeconds,
  source: demonstration(watchedSeconds, { services: 100, seed: 3, speed: 80 }), // 80 simulated seconds in a real one
  agents: 50,
  knownIssues: 2_000,
  settleSeconds: 1, // an incident is posted so long after it was opened, so that later findings are in it
});

// %% [markdown]
// Can you trust what it reports? You can follow each agent: why it was sent, what it did, and on which lines it rests. And the
// simulation knows what was really wrong, so what was found can be compared with it. **Recall** is the share of the real incidents that
// were found. **Precision** is the share of the reported ones that were real.

// %%
// works: what each agent did · judged: recall and precision · state: what the Sentinel reports at its end
const { works, judged, state: endState } = sentinelRun.record;
// Some agents find no cause ("unknown"), or one that is no trouble ("harmless").
const isExplained = (cause: string | undefined) =>
  cause !== undefined && !/^(?:unknown|harmless)$/.test(cause);
const followed = works.find(({ finding }) => isExplained(finding?.cause)) ?? works[0];
if (followed) {
  console.log(`agent ${followed.agentId} on ${followed.worker}, sent because: ${followed.signal.reason}`);
  for (const step of followed.finding?.steps ?? []) console.log(`  · ${step}`);
  console.log(`it says: ${followed.finding?.cause}, caused by ${followed.finding?.culprit}`);
  for (const { line, shows } of followed.finding?.evidence.slice(0, 3) ?? [])
    console.log(`  ${line.slice(0, 100)}\n    shows: ${shows}`);
}
console.log(
  `${endState.counts.lines} lines, ${endState.counts.investigations} investigations, ${endState.incidents.length} incidents`,
);
if (judged)
  console.log(
    `recall ${judged.recall.toFixed(2)}, precision ${judged.precision.toFixed(2)}, in a very short run`,
  );

// %% [markdown]
// A few simulated minutes are too short for a verdict. The project itself has a command for more: `npm run sentinel` watches 500
// services for a minute, or your own logs, and writes a page with every incident, its evidence and its agents.

// %% [markdown]
// ## The article's figures, and yours
//
// | in the article | before | after | factor |
// |---|---|---|---|
// | services | 500 | 500 | |
// | agents | 50 processes | 200 threads in one process | |
// | looking up a known issue | 1.2 s | 45 ms | 27 |
// | memory | 32 GB | 4 GB | 8 |
//
// The article begins this story with the word "imagine". Nobody can run it again. Your figures can be run again:

// %%
const ownIndex = knownIssues.byteLength / 1e6;
const ownThreads = cores * perThread;
console.table({
  "a search among 10,000 issues (ms)": {
    "50 processes": "not measured here",
    "one process": (lookUpSeconds * 1000).toFixed(1),
  },
  "memory of the index (MB)": {
    "50 processes": (50 * ownIndex).toFixed(0),
    "one process": ownIndex.toFixed(0),
  },
  "memory of 50 workers, of the pool (MB)": {
    "50 processes": (50 * perThread).toFixed(0),
    "one process": ownThreads.toFixed(0),
  },
});
// 640 MB for each process, as in the article (32 GB for 50 of them): about 600 MB in common, and the rest its own.
const factorOf = (index: number) => (50 * (index + perThread)) / (index + cores * perThread);
console.log(`worked out: ${factorOf(ownIndex).toFixed(0)} times less memory with this index`);
console.log(`            ${factorOf(600).toFixed(0)} times less if each process held 600 MB`);

// %% [markdown]
// The rows of workers count a process as if it cost no more than a thread. It costs more, so the left column is the least that
// it can be. What makes your figures differ from the article's?
//
// - **The memory.** What is saved is what all of them have *in common*. 32 GB for 50 processes are 640 MB each. With a copy for each,
//   memory is workers × (common + own). Shared, it is common + workers × own. In the article's 4 GB for 200
//   threads, each of them can have 20 MB of its own at most, and less than that, for the common part is in the 4 GB, too. A pool
//   with as many threads as cores needs less still.
// - **The look-up.** No search among some thousand vectors takes 1.2 seconds. You have measured it. At "95 % RAM" the system moves
//   memory to the disk and back, and everything waits for that. So the factor of 27 is not what sharing gives. It is what a machine
//   gives back that has enough memory again.
// - **The threads.** 200 threads on a few cores are no faster than a few. In the article a thread is an agent. You know better.
// - **The sum.** Elsewhere the same article speaks of "up to 80 %" less memory. 32 → 4 GB would be 87.5 %.
//
// `npm run bench -- --workload sentinel` in a terminal builds the old way too, with 50 processes and a copy for each, and measures both
// on your machine.

// %% [markdown]
// ## Try with AI
//
// | minutes | ask | expected outcome |
// |---|---|---|
// | 4 | "My pool has *(how many)* threads on *(how many)* cores. Each agent computes for *(…)* and waits for *(…)*. Let me say how the time grows from 3 to 2,000 agents, and correct me." | A straight line with a bend, and the one number that decides where it bends. |
// | 5 | "Here is my `ModelQueue`. Play its agents: one that asks all the time, one that comes late, one whose question is late already. After each event I say what `next` gives." | One event in which your queue does something else than you said. Run it on a scripted clock. |
// | 5 | "Read my `note` as an enemy. Choose two agents and an order of steps in which a cause gets two places, or a number is wrong. If there is none, say which step prevents it." | The name of one atomic step, and what would happen if it were two. |
// | 5 | "An article says: 32 GB became 4 GB because threads share memory. Ask me for the three numbers that this depends on, and let me work out what *my* system would save." | How much is common, how much each worker needs for itself, and how many workers there are. |

// %% [markdown]
// ## When worker output is late or missing
//
// - What an agent prints on a thread comes when the main thread is free. With 2,000 agents that may be late. Return a number
//   instead, and print it here.
// - Is the output of a recycled worker missing? What it had printed last may be lost when it goes. What it *returned* is there.
// - Does a chart show less memory than before? Memory is measured for the whole process, and Node.js may have cleaned up in
//   the meantime. Restart the kernel, and run the cells of that section alone.
//
// ## Recap
//
// - An agent is a piece of work, and not a thread. A pool runs 2,000 of them on as many threads as there are cores.
// - The line bends where every core is busy. More threads add memory and no speed.
// - A worker that lives long collects things, and memory gets holes. Recycle it, and look for the reason.
// - One queue before one model: bounded, fair, and nothing late goes to the model. What it refuses, it says.
// - Many findings, one incident: one atomic step decides who opens it.
// - Share bytes, and texts become bytes. Put it on the scale before you believe it.
// - A flood needs a decision: who can wait, waits. Of the rest, what says the least is shed, and counted.
// - A race stops the waiting. A shutdown flag stops the work.
//
// All words of the course stand in the [glossary](glossary.md).
//
// ## Quiz yourself
//
// <details><summary>1. On 8 cores, 8 agents take 1 second. How long do 80 of them take on a pool of 8 threads, and on 80 threads?</summary>
//
// About 10 seconds both times. 80 threads need ten times the memory for it.
// </details>
//
// <details><summary>2. Your queue serves the agent that had the fewest turns so far. A new agent comes after an hour. What happens?</summary>
//
// It gets every turn until it has caught up with an hour, and all others wait. Fair is about the last turn, and not about all of them.
// </details>
//
// <details><summary>3. Two agents find the same cause at the same moment. Which step makes sure that it gets one place only?</summary>
//
// The compare-and-exchange (`Atomics.compareExchange`) on the word of the cause. It succeeds for one of them. It tells the other
// one that the place has the same cause already.
// </details>
//
// <details><summary>4. An index of 2 GB is shared by 50 workers, and each needs 100 MB for itself. How much does sharing save?</summary>
//
// Copies: 50 × 2.1 = 105 GB. Shared: 2 + 50 × 0.1 = 7 GB. What is not common is not saved.
// </details>
//
// <details><summary>5. A report says that 12 errors came in the last minute. What else must it say?</summary>
//
// How many lines were shed in that minute, and of which kind.
// </details>
//
// **Next:** [11 · Production](11-production.ipynb). The same swarm on several machines, any of which may die. **Back:** [09 ·
// Orchestration](09-orchestration.ipynb) · [05 · Queues and channels](05-channels.ipynb).
//
// *To read on: [worker threads in the Node.js manual](https://nodejs.org/api/worker_threads.html),
// [how streams say "wait"](https://nodejs.org/api/stream.html), [round robin](https://en.wikipedia.org/wiki/Round-robin_scheduling),
// [hash tables with open addressing](https://en.wikipedia.org/wiki/Open_addressing).*
