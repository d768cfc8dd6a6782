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
//     lesson: "05"
//     title: Queues and channels
//     minutes: 85
// ---

// %% [markdown]
// # 05 · Queues and channels
//
// *About 85 minutes. You need lessons 00 to 02. Lesson 04 helps, but you can go without.*
//
// Four agents add what they found to one list. Nothing fails, nobody complains. Then you look at the list.

// %%
import {
  BroadcastChannel,
  MessageChannel,
  type MessagePort,
  receiveMessageOnPort,
} from "node:worker_threads";
import { check, coteach, explore, hint } from "@swarmlab/kit";
import {
  type AgentContext,
  AtomicCounter,
  agent,
  barChart,
  Channel,
  compareCollectors,
  compareHandOver,
  lineChart,
  measureHandOver,
  median,
  runMultiAgentSystem,
  runtimeStatus,
  StartGate,
} from "@swarmlab/labs";

function noteDown(topic: string, context: AgentContext): number {
  const { list } = context.shared as { list: string[] };
  list.push(`${topic} is worth a look`);
  return list.length;
}

const topics = ["locks", "queues", "rings", "ports"];
for (const executor of ["event-loop", "worker-threads"]) {
  const list: string[] = [];
  const agents = topics.map((topic, id) => agent(noteDown, id, topic));
  const { results } = await runMultiAgentSystem({ agents, executor, shared: { list }, announce: false });
  const lengths = results.map(({ result }) => result).join(", ");
  console.log(`${executor.padEnd(14)} the agents saw a list of ${lengths}. I see a list of ${list.length}.`);
}

// %% [markdown]
// On worker threads the list stays empty. Each thread got **a copy of its own**, filled it, and threw it away. The
// word `shared` promised something that plain objects cannot do. No error told you.
//
// This lesson is about what really goes from one thread to another, what that costs, and how agents pass work on
// without treading on each other's feet.
//
// **After this lesson you can**
//
// - say of any value what arrives on the other side: a copy, the thing itself, or nothing at all,
// - hand 32 megabytes to every agent without copying them once,
// - keep a fast agent from drowning a slow one,
// - build a ring buffer in shared memory, and beat a message port with it,
// - choose between a lock, a queue and a container for each agent, with your own numbers.

// %% [markdown]
// ## Copied, moved, shared
//
// A **port** is one end of a connection between threads. What you post into one end comes out of the other. There are
// three ways for a value to get there:
//
// ```mermaid
// flowchart LR
//   a1["sender's object"] -. "clone: copied (the rule)" .-> b1["receiver's own copy"]
//   a2["sender's buffer, empty from now on"] == "transfer: moved (on request)" ==> b2["receiver's buffer"]
//   a3["sender"] -- "share: only a SharedArrayBuffer" --> m[("the same bytes")] --- b3["receiver"]
// ```
//
// *The diagram in words: a cloned object exists twice afterwards. A transferred buffer exists once: the receiver has
// it, the sender has an empty shell. Shared bytes exist once, and both sides look at them.*
//
// `across` posts a value into one end and takes it out of the other. No second thread is needed to see what happens to
// it. Try each way:

// %%
/** Sends a value through a pair of ports. What is listed in `transfer` is moved instead of copied. */
function across<T>(value: T, transfer: (ArrayBuffer | MessagePort)[] = []): T {
  const { port1, port2 } = new MessageChannel();
  try {
    port1.postMessage(value, transfer);
    return receiveMessageOnPort(port2)?.message;
  } finally {
    port1.close();
  }
}

const cloned = new Uint8Array([1, 2, 3]);
across(cloned)[0] = 99;

const moved = new Uint8Array([1, 2, 3]);
across(moved, [moved.buffer as ArrayBuffer]);

const common = new Uint8Array(new SharedArrayBuffer(3));
across(common)[0] = 99;

console.log("cloned, then changed over there:     ", cloned);
console.log("transferred:                         ", moved);
console.log("shared bytes, changed over there:    ", common);

// %% [markdown]
// ### The serialization trap
//
// To be copied, a value is taken apart into plain data and put together again. That is **serialization**. An object of
// a class does not survive it whole:

// %%
class Finding {
  readonly text: string;
  readonly #weight: number;
  constructor(text: string, weight: number) {
    this.text = text;
    this.#weight = weight;
  }
  summary(): string {
    return `${this.text} (weight ${this.#weight})`;
  }
}

const sent = new Finding("queues keep order", 7);
const arrived = across(sent);
console.log("here: ", sent.summary());
console.log("there:", arrived, "is a Finding:", arrived instanceof Finding);
try {
  console.log(arrived.summary());
} catch (error) {
  console.log("there:", (error as Error).message);
}

// %% [markdown]
// The fields came through. The methods did not, the private field did not, and it is no `Finding` any more. TypeScript
// believes it still is: **types are not checked at a border**, they are only claimed.
//
// The popular way out is `JSON.stringify`. It is a copy too, and it loses more: dates, maps, typed arrays, `undefined`.
// What helps is to send *plain data* and build the object anew on the other side. You do that in exercise 05.2.

// %% [markdown]
// ## Exercise 05.1 · What arrives?
//
// *4 minutes · predict.*
//
// Each row sends something through a pair of ports. Write what you expect in place of each `"?"`.
//
// | name | what is sent | the question |
// |---|---|---|
// | `method` | a `Finding` | what is `typeof arrived.summary`? |
// | `date` | `new Date()` | is `arrived instanceof Date`? `true` or `false` |
// | `copied` | a `Uint8Array` of 1, 2, 3; the receiver sets its first number to 9 | what is the *sender's* first number? |
// | `viaShared` | the same, over a `SharedArrayBuffer` | what is the *sender's* first number? |
// | `left` | the same as `copied`, but transferred | what is the *sender's* `length`? |
// | `listInside` | an object with an empty list and a shared `Uint8Array`; the receiver pushes to the list | how long is the *sender's* list? |
// | `recipe` | an object with a function in it | `"arrives"`, `"is missing"` or `"throws"`? |

// %% tags=["exercise"]
// exercise 05.1 · What arrives?
const arrives: Record<
  "method" | "date" | "copied" | "viaShared" | "left" | "listInside" | "recipe",
  string | number | boolean
> = {
  // BEGIN SOLUTION
  // STUB: method: "?",
  // STUB: date: "?",
  // STUB: copied: "?",
  // STUB: viaShared: "?",
  // STUB: left: "?",
  // STUB: listInside: "?",
  // STUB: recipe: "?",
  method: "undefined",
  date: true,
  copied: 1,
  viaShared: 9,
  left: 0,
  listInside: 0,
  recipe: "throws",
  // END SOLUTION
};

// %% tags=["check"]
await check("05.1");

// %% [markdown] tags=["hint"]
// Ask of each row first: is it copied, moved or shared? Only one kind of thing is ever shared, and only what is listed
// in the second argument is moved.

// %% [markdown] tags=["hint"]
// Methods live on the class, not on the object. A copy is made of an object's own data. Some built-in types have a
// copying rule of their own; which of them would be useless without?

// %% [markdown] tags=["hint"]
// A message may hold both kinds at once. Each part follows its own rule: the rule of the whole message does not exist.
// And for the last row: what would the other side need to run that function? Does a copy of it have that?

// %% [markdown] tags=["hint"]
// You may simply try it. In a new cell: `const mine = …`, then `const there = across(mine)`, change `there`, and look at
// `mine`. For the transfer, pass a second argument: `across(mine, [mine.buffer])`. For the class, look at `typeof
// there.summary`.

// %% [markdown] tags=["explanation"]
// Three rules decide all seven. *Data is copied*: own fields yes, methods and private fields no; dates, maps, sets,
// typed arrays, errors and bigints have a rule of their own and stay what they are. *What is transferred is gone* on
// the sender's side. *Only a SharedArrayBuffer is shared*, wherever in the message it lies; the list beside it is
// copied like any other.
//
// A function throws a `DataCloneError`. That is the kind case: you are told. The unkind cases are `method` and
// `listInside`, where everything seems to work.
//
// A second way to find out, without ports: `structuredClone(value)` copies by the same rules.

// %% [markdown]
// ## What a copy costs
//
// A small message is copied in microseconds. Agents, however, like to have a large **context**: a corpus, a table of
// vectors, a syntax tree. Your machine hands over a context of growing size, in all three ways and to another process:

// %%
const megabyte = 1_000_000;
await compareHandOver({ sizes: [megabyte / 16, megabyte, 8 * megabyte, 32 * megabyte] });

// %% [markdown]
// Both axes grow by factors. The lines for *clone* and *process* climb: twice the context takes about twice the time. The line
// for *share* hardly moves. It hands over an address, and an address has the same length for one byte and for all.
//
// Now four agents need the same 32 MB. A copy is made **for each of them**:

// %%
const handed = await measureHandOver({ receivers: 4, bytes: 32 * megabyte, ways: ["clone", "share"] });
const secondsBy = (way: string) => handed.find((cost) => cost.way === way)?.seconds ?? Number.NaN;
console.log(
  `cloned for four agents: ${(secondsBy("clone") * 1000).toFixed(1)} ms, and 128 MB more in memory`,
);
console.log(
  `shared by four agents:  ${(secondsBy("share") * 1000).toFixed(3)} ms, and nothing more in memory`,
);
console.log(
  `On this machine a copy costs ${Math.round(secondsBy("clone") / secondsBy("share"))} times as much.`,
);

// %% [markdown]
// This is where worker threads beat processes for agents with a big common context, and where they beat *themselves*
// when somebody forgets to share. Nobody sees a clone in the code. It hides in an innocent option or a closure.
//
// *If you come from Python:* there, threads see the same objects, and passing one on is passing a pointer. Processes
// and subinterpreters copy, by pickling. JavaScript's threads share no objects at all, so no lock is ever needed for
// one. They share bytes, and what you want to share has to be made of bytes.

// %% [markdown]
// > **AI co-learning prompt**
// >
// > "My agents run in JavaScript worker threads. I list five things I want to give to each of them: *(list yours)*.
// > Ask me for each one whether I would clone, transfer or share it, and why. Tell me when my reason is wrong, not
// > which answer is right."

// %% [markdown]
// ## Exercise 05.2 · A catalogue that survives the crossing
//
// *9 minutes · complete.*
//
// `Catalogue` is a class with a private field and methods: everything that a copy destroys. It holds rows of numbers
// (vectors, as a search by meaning uses them), and many agents should use **the same** ones. The pattern has three
// steps, and each is a line or two:
//
// 1. `Catalogue.of(rows)` puts the numbers where threads can share them.
// 2. `share()` gives out a **handle**: plain data that crosses a port, with the shared numbers in it.
// 3. `Catalogue.from(handle)` builds a catalogue over those same numbers, on the other side.
//
// You may change the type of the handle. What stands below the line is given: it sends your catalogue to real threads.

// %% tags=["exercise"]
// exercise 05.2 · A catalogue that survives the crossing
interface CatalogueHandle {
  readonly numbers: Float64Array;
  readonly width: number;
}

class Catalogue {
  readonly #numbers: Float64Array;
  readonly #width: number;

  constructor(numbers: Float64Array, width: number) {
    this.#numbers = numbers;
    this.#width = width;
  }

  /** A catalogue of these rows, all of one width, in memory that threads can share. */
  static of(rows: readonly (readonly number[])[]): Catalogue {
    // BEGIN SOLUTION
    // STUB: // about 3 lines: shared memory of the right size, and the numbers in it
    // STUB: throw new Error("exercise 05.2: write your answer here");
    const numbers = rows.flat();
    const shared = new Float64Array(new SharedArrayBuffer(numbers.length * Float64Array.BYTES_PER_ELEMENT));
    shared.set(numbers);
    return new Catalogue(shared, rows[0].length);
    // END SOLUTION
  }

  /** What crosses to another thread. */
  share(): CatalogueHandle {
    // BEGIN SOLUTION
    // STUB: throw new Error("exercise 05.2: write your answer here");
    return { numbers: this.#numbers, width: this.#width };
    // END SOLUTION
  }

  /** The same catalogue, on the other side. */
  static from(handle: CatalogueHandle): Catalogue {
    // BEGIN SOLUTION
    // STUB: throw new Error("exercise 05.2: write your answer here");
    return new Catalogue(handle.numbers, handle.width);
    // END SOLUTION
  }

  /** The number at a row and a column. */
  at(row: number, column: number): number {
    return this.#numbers[row * this.#width + column];
  }

  /** Corrects one number, for everybody. */
  correct(row: number, column: number, value: number): void {
    this.#numbers[row * this.#width + column] = value;
  }

  /** Which row comes nearest to the wanted one. */
  nearest(wanted: readonly number[]): number {
    const distance = (row: number) =>
      wanted.reduce((sum, value, column) => sum + (this.at(row, column) - value) ** 2, 0);
    const rows = Array.from({ length: this.#numbers.length / this.#width }, (_, row) => row);
    return rows.reduce((best, row) => (distance(row) < distance(best) ? row : best), 0);
  }
}

// ──────── given from here on ────────
const receiveCatalogue = (context: AgentContext) =>
  Catalogue.from((context.shared as { handle: CatalogueHandle }).handle);

function askCatalogue(wanted: readonly number[], context: AgentContext): number {
  return receiveCatalogue(context).nearest(wanted);
}

function correctCatalogue(change: readonly [number, number, number], context: AgentContext): void {
  receiveCatalogue(context).correct(...change);
}

/** Each question is answered by an agent on a thread, all of them with one catalogue. */
async function askAll(
  rows: readonly (readonly number[])[],
  questions: readonly (readonly number[])[],
): Promise<readonly unknown[]> {
  const handle = Catalogue.of(rows).share();
  const agents = questions.map((question, id) => agent(askCatalogue, id, question));
  const { results } = await runMultiAgentSystem({ agents, shared: { handle }, announce: false });
  for (const { error } of results) if (error) throw error;
  return results.map(({ result }) => result);
}

/** An agent on a thread corrects a number. Returns what stands there *here*, before and after. */
async function correctThere(
  rows: readonly (readonly number[])[],
  change: readonly [number, number, number],
): Promise<{ before: number; after: number }> {
  const catalogue = Catalogue.of(rows);
  const before = catalogue.at(change[0], change[1]);
  const { results } = await runMultiAgentSystem({
    agents: [agent(correctCatalogue, 0, change)],
    shared: { handle: catalogue.share() },
    announce: false,
  });
  for (const { error } of results) if (error) throw error;
  return { before, after: catalogue.at(change[0], change[1]) };
}

// %% tags=["check"]
await check("05.2");

// %% [markdown] tags=["hint"]
// Work backwards. What does `from` need to call the constructor? That is all the handle has to hold. What of it may
// be copied, and what may not?

// %% [markdown] tags=["hint"]
// A typed array looks at a buffer. When you post one, it stays shared exactly if the buffer under it is a
// `SharedArrayBuffer`. So the choice falls in `of`. A `Float64Array.from(…)` makes an ordinary buffer of its own.

// %% [markdown] tags=["hint"]
// A `SharedArrayBuffer` is measured in bytes, and a 64-bit number takes several of them. An array of arrays becomes
// one long list with `flat()`.

// %% [markdown] tags=["hint"]
// Does the check say that a correction is not seen? Then somebody made a copy on the way. `slice`, `from`, spreading
// and JSON all copy. So does an array built from a typed array.

// %% [markdown] tags=["explanation"]
// Handle out, object anew: that is how everything in `labs/sharing` crosses. `mutex.share()`, `Mutex.from(handle)`, and
// the swarm calls both for you when you name a mutex in `shared`.
//
// A second way puts the numbers into the lab's `SharedContext.ofMatrix(rows, columns, values)`. It checks the sizes, holds
// bytes and texts as well, and the swarm knows how to share it.
//
// One promise remains that no type keeps for you. What all may read at any time, nobody may change at any time.
// `correct` while another agent is computing `nearest` is a race. Either everybody only reads, or there is a lock.

// %% [markdown]
// ## Ports, and what they do with the rest
//
// Now agents talk *while* they work. A `BroadcastChannel` is a port with a name: whoever opens the same name, in any
// thread, is connected. You post, and go on. What the other side has not taken yet waits in a **queue**.
//
// How long can that queue become? A quick agent finds 3,000 things, 4 KB each. This notebook needs a tenth of a
// millisecond to deal with one of them. The lab's `QueueWatch` notes how many findings are waiting, and when.

// %%
import {
  patiently,
  QueueWatch,
  type RelayOrder,
  type RelayShared,
  type Side,
  sendRows,
  takeRows,
} from "@swarmlab/labs/instruments";

interface Talk {
  /** How many findings have been sent so far. */
  readonly sentSoFar: AtomicCounter;
  readonly findings: Channel<Uint8Array>;
  readonly name: string;
}
const findingCount = 3_000;
const findingBytes = 4_096;

/** What dealing with one finding takes: a tenth of a millisecond of work. */
function dealWith(_finding: unknown): void {
  const end = performance.now() + 0.1;
  while (performance.now() < end);
}

let talks = 0;
/** A port's name that nobody has used yet. */
function freshName(): string {
  talks += 1;
  return `talk ${talks}`;
}
const newTalk = (): Talk => ({
  sentSoFar: new AtomicCounter(),
  findings: new Channel<Uint8Array>({ capacity: 64, slotBytes: findingBytes }),
  name: freshName(),
});

// %% [markdown]
// And here is the talk: the agent that posts, and the listener in this notebook.

// %%
/** An agent that posts all it finds, as fast as it can. */
function blurtOut(count: number, context: AgentContext): void {
  const { sentSoFar, name } = context.shared as Talk;
  const port = new BroadcastChannel(name);
  for (let i = 0; i < count; i += 1) {
    port.postMessage(new Uint8Array(4_096));
    sentSoFar.increment();
  }
  port.close();
}

async function listenToPort(): Promise<QueueWatch> {
  const talk = newTalk();
  const watch = new QueueWatch(talk.sentSoFar);
  const port = new BroadcastChannel(talk.name);
  const agents = [agent(blurtOut, 1, findingCount)];
  try {
    const all = new Promise<void>((resolve) => {
      port.onmessage = (event: { data: unknown }) => {
        watch.see();
        dealWith(event.data);
        if (watch.received === findingCount) resolve();
      };
    });
    await runMultiAgentSystem({ agents, executor: "worker-threads", shared: talk, announce: false });
    await all;
  } finally {
    port.close();
  }
  return watch;
}

const portWatch = await listenToPort();
const megabytesWaiting = (portWatch.worst * findingBytes) / 1e6;
console.log(
  `At the worst moment ${portWatch.worst} of ${findingCount} findings were waiting: ${megabytesWaiting.toFixed(1)} MB.`,
);

// %% [markdown]
// The agent was done long before this notebook was. What it had posted lay in memory, and nobody had asked for it yet.
// Let it run for an hour instead of a moment, and the memory is gone. A port **never says "wait"**.
//
// A queue that does say it is called **bounded**: it has a *capacity*. Who sends into a full one waits until there is
// room. The slowness of the receiver goes back up the line and slows the sender down. That is **back-pressure**.
//
// The lab's `Channel` is such a queue, in shared memory. Here is the same talk over a channel with room for 64:

// %%
/** The same agent, with a channel: `send` blocks its thread while the channel is full. */
function sendOn(count: number, context: AgentContext): void {
  const { sentSoFar, findings } = context.shared as Talk;
  for (let i = 0; i < count; i += 1) {
    findings.send(new Uint8Array(4_096));
    sentSoFar.increment();
  }
}

async function listenToChannel(): Promise<QueueWatch> {
  const talk = newTalk();
  const watch = new QueueWatch(talk.sentSoFar);
  const agents = [agent(sendOn, 1, findingCount)];
  const talking = runMultiAgentSystem({
    agents,
    executor: "worker-threads",
    shared: talk,
    announce: false,
  });
  // However the swarm ends, nothing more comes then: the loop below may end.
  talking.finally(() => talk.findings.close()).catch(() => {});
  for await (const finding of talk.findings) {
    watch.see();
    dealWith(finding);
  }
  await talking;
  return watch;
}

const channelWatch = await listenToChannel();
await lineChart(
  { port: portWatch.points, "channel with room for 64": channelWatch.points },
  {
    title: `Findings that were waiting, at worst: port ${portWatch.worst}, channel ${channelWatch.worst}`,
    xTitle: "milliseconds",
    yTitle: "findings waiting",
  },
);

// %% [markdown]
// The receiver sets the pace in both talks, and no queue makes it any faster. The port has filled up the memory for
// nothing.
//
// > **A pitfall: two bounded queues in a circle.** Agent A sends to B and waits for room. B sends to A and waits for
// > room. Neither takes anything out, for both are waiting. Back-pressure in a circle is a deadlock. Let work flow in
// > one direction, or let only one side wait. Here it goes wrong on real threads, with a time limit to get out:

// %%
interface Circle {
  readonly toA: Channel<number>;
  readonly toB: Channel<number>;
}

/** Sends ten messages and only then looks into its own mailbox. */
function talkFirst(to: "toA" | "toB", context: AgentContext): number {
  const channels = context.shared as Circle;
  const mine = to === "toA" ? channels.toB : channels.toA;
  for (let i = 0; i < 10; i += 1) channels[to].send(i, { timeout: 300 });
  let heard = 0;
  while (mine.tryReceive() !== undefined) heard += 1;
  return heard;
}

const circle: Circle = {
  toA: new Channel<number>({ capacity: 4 }),
  toB: new Channel<number>({ capacity: 4 }),
};
const stuck = await runMultiAgentSystem({
  agents: [agent(talkFirst, 1, "toB" as const), agent(talkFirst, 2, "toA" as const)],
  concurrency: 2,
  shared: circle,
  announce: false,
});
for (const { agentId, result, error } of stuck.results) {
  console.log(`agent ${agentId}: ${error ? error.message : `heard ${result} messages`}`);
}

// %% [markdown]
// ## Exercise 05.3 · A sender that waits
//
// *12 minutes · build.*
//
// A port has no back-pressure, so put some on top. The trick is **credit**. The sender may have so many messages under
// way, say 64. Each message it posts costs one credit. When the receiver has dealt with a message it sends an
// *acknowledgement* back, and that is one credit more. Without credit, a message waits.
//
// Write the two methods of `CreditSender`:
//
// - `send(message)` posts it, at once or as soon as it has credit. It is done when the message is posted.
// - `acknowledge()` is called whenever the receiver has dealt with one message.
//
// Waiting messages go in the order in which they came, and nobody overtakes them.
//
// `rehearse` is given. It plays a scene and tells what happened: `s` sends the next message, `a` acknowledges one, and
// a space lets the event loop go round once. Try `await rehearse(2, "ssss a a ")` in a cell of your own.

// %% tags=["exercise"]
// exercise 05.3 · A sender that waits
class CreditSender<Message> {
  readonly #post: (message: Message) => void;
  #credit: number;
  readonly #waiting: (() => void)[] = [];

  /** @param credit how many messages may be under way at the same time */
  constructor(post: (message: Message) => void, credit: number) {
    this.#post = post;
    this.#credit = credit;
  }

  async send(message: Message): Promise<void> {
    // BEGIN SOLUTION
    // STUB: // about 8 lines
    // STUB: throw new Error("exercise 05.3: write your answer here");
    if (this.#credit > 0) {
      this.#credit -= 1;
      this.#post(message);
      return;
    }
    await new Promise<void>((go) => {
      this.#waiting.push(() => {
        this.#post(message);
        go();
      });
    });
    // END SOLUTION
  }

  acknowledge(): void {
    // BEGIN SOLUTION
    // STUB: // about 3 lines
    // STUB: throw new Error("exercise 05.3: write your answer here");
    const next = this.#waiting.shift();
    if (next) next();
    else this.#credit += 1;
    // END SOLUTION
  }
}

// ──────── given from here on ────────
/** Plays a scene with a sender of so much credit: "s" sends, "a" acknowledges, " " lets the event loop go round. */
async function rehearse(credit: number, scene: string): Promise<readonly string[]> {
  const log: string[] = [];
  let number = 0;
  const sender = new CreditSender<number>((message) => log.push(`posted ${message}`), credit);
  const sendNext = async (message: number) => {
    await sender.send(message);
    log.push(`done ${message}`);
  };
  const sends: Promise<void>[] = [];
  for (const step of scene) {
    if (step === "s") {
      number += 1;
      sends.push(sendNext(number));
    }
    if (step === "a") {
      log.push("acknowledged");
      sender.acknowledge();
    }
    if (step === " ") await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.race([Promise.all(sends), new Promise((resolve) => setImmediate(resolve))]);
  return log;
}

// %% tags=["check"]
await check("05.3");

// %% [markdown] tags=["hint"]
// Begin without waiting: `send` posts, and takes one from the credit. Then ask what it does when there is none left.
// An `await` on a promise that nobody has fulfilled yet is waiting without burning time.

// %% [markdown] tags=["hint"]
// `new Promise((go) => …)` hands you the function that ends the waiting. What stands in the list can call it. Who calls
// that, and when?

// %% [markdown] tags=["hint"]
// `acknowledge` has two cases. Somebody is waiting: then the new credit is theirs. Nobody is waiting: then it must be
// kept, or it is lost for ever and your sender gets slower and slower.

// %% [markdown] tags=["hint"]
// Does somebody overtake? What stands behind an `await` goes on *a moment later*. Whoever calls `send` in that moment,
// with another credit that has just come, posts first. So let nothing wait between the credit and the message: keep
// functions in the list that do the posting themselves, and then end the waiting of their `send`.

// %% [markdown] tags=["explanation"]
// The credit goes straight from the acknowledgement to the one who has waited longest, and its message is posted in the
// same moment. To hand over the credit alone would not do: when the message is posted behind the `await`, two
// acknowledgements in one breath let message 4 pass message 3. TCP, HTTP/2 and every message broker have such a credit;
// there it is called a *window* or *prefetch*.
//
// A second way puts *every* message into the list, and one small method posts from its front as long as there is credit.
// `send` and `acknowledge` both end with a call of it. Then there is only one place where a message can go.

// %% [markdown]
// Your sender on a real thread. The findings go over one port, the acknowledgements come back over another:

// %% tags=["raises-exception"]
async function sendPolitely(count: number, context: AgentContext): Promise<void> {
  const { sentSoFar, name } = context.shared as Talk;
  const port = new BroadcastChannel(name);
  const thanks = new BroadcastChannel(`${name}, dealt with`);
  const sender = new CreditSender<Uint8Array>((message) => port.postMessage(message), 64);
  thanks.onmessage = () => sender.acknowledge();
  for (let i = 0; i < count; i += 1) {
    await sender.send(new Uint8Array(4_096));
    sentSoFar.increment();
  }
  port.close();
  thanks.close();
}

async function listenPolitely(): Promise<QueueWatch> {
  const talk = newTalk();
  const watch = new QueueWatch(talk.sentSoFar);
  const port = new BroadcastChannel(talk.name);
  const thanks = new BroadcastChannel(`${talk.name}, dealt with`);
  const agents = [agent(sendPolitely, 1, findingCount)];
  try {
    port.onmessage = (event: { data: unknown }) => {
      watch.see();
      dealWith(event.data);
      thanks.postMessage("one");
    };
    const { results } = await runMultiAgentSystem({ agents, shared: talk, timeout: 10, announce: false });
    for (const { error } of results) if (error) throw error;
  } finally {
    port.close();
    thanks.close();
  }
  return watch;
}

const politeWatch = await listenPolitely();
await lineChart(
  { port: portWatch.points, "channel, 64": channelWatch.points, "your sender, 64": politeWatch.points },
  {
    title: `Waiting at worst: port ${portWatch.worst}, channel ${channelWatch.worst}, your sender ${politeWatch.worst}`,
    xTitle: "milliseconds",
    yTitle: "findings waiting",
  },
);

// %% [markdown]
// **One queue before one model.** Many agents that share one language model need the same. The model has time for few questions at
// once, here two. That is their credit. The others wait in a queue, and the queue has an end, here three places. What comes
// then is told so at once, with the code `MODEL_QUEUE_FULL`, and can do something else. The model of this cell is *scripted*: its
// answers are written into the cell, and it takes 50 ms for each. Lesson 10 builds such a queue and lets many agents ask.

// %%
import { openModel } from "@swarmlab/labs/model";

const model = await openModel(
  { scripted: { name: "a script of this cell", latency: 0.05, answers: [{ text: "A short answer." }] } },
  { concurrency: 2, maxQueued: 3 },
);
try {
  const questions = [1, 2, 3, 4, 5, 6, 7].map((number) =>
    model.ask({ messages: [{ role: "user", content: `Question ${number}` }] }),
  );
  for (const [index, outcome] of (await Promise.allSettled(questions)).entries()) {
    const milliseconds = outcome.status === "fulfilled" ? outcome.value.usage.waitingSeconds * 1000 : 0;
    const what =
      outcome.status === "fulfilled"
        ? `answered, after ${milliseconds.toFixed(0)} ms in the queue`
        : outcome.reason.code;
    console.log(`question ${index + 1}: ${what}`);
  }
} finally {
  await model.close();
}

// %% [markdown]
// > **A good place to stop.** You know what a copy costs, and you have made a sender wait. The second half looks into the
// > queue itself: who is woken, what a ring is, and when you need none of it. About 50 minutes lie behind you, and 35 before you. When you come back, click the next
// > cell and choose *Run ▸ Run All Above Selected Cell*: it brings back all that stands above.

// %% [markdown]
// ## Do not sleep, wait
//
// How does an agent find out that there is work for it? A common mistake is to sleep a while, look, and sleep again
// (*polling*). Here ten messages come, one every 13 milliseconds. One agent sleeps 20 ms between two looks. The other
// one waits at the channel. How late do they get to know?

// %%
interface Postbox {
  readonly work: Channel<bigint>;
  readonly gate: StartGate;
}
const lateBy = (sentAt: bigint) => Number(process.hrtime.bigint() - sentAt) / 1e6;

function waitForWork(_: null, context: AgentContext): number[] {
  const { work, gate } = context.shared as Postbox;
  gate.wait();
  const late: number[] = [];
  for (const sentAt of work) late.push(lateBy(sentAt));
  return late;
}

function sleepAndLook(_: null, context: AgentContext): number[] {
  const { work, gate } = context.shared as Postbox;
  gate.wait();
  const nobodyRings = new Int32Array(new SharedArrayBuffer(4));
  const late: number[] = [];
  while (!work.isClosed || work.length > 0) {
    const sentAt = work.tryReceive();
    if (sentAt === undefined) Atomics.wait(nobodyRings, 0, 0, 20);
    else late.push(lateBy(sentAt));
  }
  return late;
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

for (const listener of [waitForWork, sleepAndLook]) {
  const work = new Channel<bigint>({ capacity: 16 });
  const gate = new StartGate(2);
  const agents = [agent(listener, 1, null)];
  const listening = runMultiAgentSystem({ agents, shared: { work, gate }, announce: false });
  await gate.waitAsync({ timeout: 10_000 }); // the agent is up and listening from here on
  for (let i = 0; i < 10; i += 1) {
    await pause(13);
    await work.sendAsync(process.hrtime.bigint());
  }
  work.close();
  const late = (await listening).results[0].result as number[];
  console.log(
    `${listener.name.padEnd(13)} ${median(late).toFixed(2)} ms late (the median of ${late.length})`,
  );
}

// %% [markdown]
// Who waits at a channel is woken at once. Who sleeps is late by half the sleep, and wakes for nothing while there is
// nothing to do. Shorter sleeps are less late and wake for nothing more often. There is no good number.
//
// One rule for this notebook: **its own thread must never block.** It runs the event loop that shows your output. So in
// cells use `for await`, `sendAsync` and `receiveAsync`; agents on threads may use `for`, `send` and `receive`.

// %% [markdown]
// ## What a channel is made of: a ring
//
// How does one put a queue into shared memory? A list cannot be shared, bytes can. And a list would grow. The answer is
// a **ring buffer**: a row of slots that is used round and round. Two counters say how far both sides are.
//
// - `TAIL`: how many rows have ever been **put** in. Only the sender changes it.
// - `HEAD`: how many rows have ever been **taken** out. Only the receiver changes it.
//
// Here four slots see six rows go through:
//
// ```
//                      slot 0   slot 1   slot 2   slot 3   TAIL  HEAD
// at first                ·        ·        ·        ·       0     0    empty
// put 1, 2, 3, 4          1        2        3        4       4     0    full: put says no
// take 1, take 2          ·        ·        3        4       4     2
// put 5                   5        ·        3        4       5     2    round the end!
// put 6                   5        6        3        4       6     2    full again
// take 3, 4, 5, 6         ·        ·        ·        ·       6     6    empty
// ```
//
// *The picture in words: rows go into the slots from left to right. After the last slot comes the first one again, if
// its row has been taken. The counters never go back.*
//
// Each counter has **one writer**. So there is nothing that two threads change at the same time, and no lock is needed.
// What matters is the *order*: when does the other side get to see a row?
//
// Here a hasty sender moves the counter first and writes the row then. A thousand runs may go well. So the lab does not
// wait for bad luck: `explore` plays the steps of both threads in **every order there is**, and draws the first one that
// goes wrong.

// %%
await explore({
  // word 0 counts the rows, word 1 is the row
  shared: () => ({ words: new Int32Array(new SharedArrayBuffer(8)) }),
  threads: {
    sender: ({ words }) => {
      Atomics.store(words, 0, 1); // "there is a row"
      Atomics.store(words, 1, 7); // the row
    },
    receiver: ({ words }) => {
      if (Atomics.load(words, 0) === 0) return "nothing yet";
      return Atomics.load(words, 1);
    },
  },
  finally: (_, [, got]) => got === "nothing yet" || got === 7,
});

// %% [markdown]
// ### A test bench with slow motion
//
// Mistakes with shared memory hide: they show only when the other thread looks in just the wrong moment. So the lab has a
// bench that makes the moment happen, `labs/instruments/ring-bench.ts`. One agent sends rows through a ring (`sendRows`),
// another takes them out (`takeRows`). **In slow motion**, the other side gets its turn after each atomic change that one
// side makes. So the bench looks *between* two steps, without any luck. All that is left to do here is to run both agents:

// %%
type RelayAgent = (order: RelayOrder, context: AgentContext) => unknown;

/** Runs both agents on threads of their own. Returns the numbers of the rows as they arrived. */
async function relayRows(
  order: RelayOrder,
  bytes: number,
  sender: RelayAgent,
  taker: RelayAgent,
): Promise<readonly (number | string)[]> {
  const shared: RelayShared = {
    memory: new SharedArrayBuffer(bytes),
    gate: new StartGate(2),
    calls: new Int32Array(new SharedArrayBuffer(8)),
  };
  const agents = [agent(sender, 1, order), agent(taker, 2, order)];
  const { results } = await runMultiAgentSystem({ agents, concurrency: 2, shared, announce: false });
  for (const { error } of results) if (error) throw error;
  return results[1].result as (number | string)[];
}

// %% [markdown]
// ## Exercise 05.4 · Round the end
//
// *12 minutes · complete.*
//
// Write `put` and `take` of a ring for one sender and one receiver. A row has `width` whole numbers. The memory is laid
// out for you.
//
// - `put(row)` copies the row into its slot. It returns `false` when the ring is full, and changes nothing then.
// - `take()` returns the oldest row, as a copy of its own. It returns `undefined` when the ring is empty.
// - All `capacity` slots can be in use.
// - Whoever sees a counter move must find the row in order. Use `Atomics.load` and `Atomics.store` for the counters.
//
// `relay` sends rows through your ring on the bench. Try `await relay(12, 2, 4, "sender")` in a cell of your own: twelve
// rows of 4 numbers through 2 slots, with the sender in slow motion.

// %% tags=["exercise"]
// exercise 05.4 · Round the end
const HEAD = 0;
const TAIL = 1;

class Ring {
  readonly #counters: Int32Array;
  readonly #slots: Int32Array;
  readonly #capacity: number;
  readonly #width: number;

  static bytesFor(capacity: number, width: number): number {
    return 16 + capacity * width * Int32Array.BYTES_PER_ELEMENT;
  }

  /** Looks at the ring in this memory. Fresh memory, all zero, is an empty ring. */
  constructor(memory: SharedArrayBuffer, capacity: number, width: number) {
    this.#counters = new Int32Array(memory, 0, 4);
    this.#slots = new Int32Array(memory, 16, capacity * width);
    this.#capacity = capacity;
    this.#width = width;
  }

  put(row: ArrayLike<number>): boolean {
    // BEGIN SOLUTION
    // STUB: // is it full? · write the row · let it be seen   (about 5 lines)
    // STUB: throw new Error("exercise 05.4: write your answer here");
    const tail = Atomics.load(this.#counters, TAIL);
    if (tail - Atomics.load(this.#counters, HEAD) === this.#capacity) return false;
    this.#slots.set(row, (tail % this.#capacity) * this.#width);
    Atomics.store(this.#counters, TAIL, tail + 1);
    return true;
    // END SOLUTION
  }

  take(): Int32Array | undefined {
    // BEGIN SOLUTION
    // STUB: // is it empty? · copy the row · free its slot   (about 6 lines)
    // STUB: throw new Error("exercise 05.4: write your answer here");
    const head = Atomics.load(this.#counters, HEAD);
    if (head === Atomics.load(this.#counters, TAIL)) return undefined;
    const start = (head % this.#capacity) * this.#width;
    const row = this.#slots.slice(start, start + this.#width);
    Atomics.store(this.#counters, HEAD, head + 1);
    return row;
    // END SOLUTION
  }
}

// given: an agent that sends and one that takes, each on a thread of its own, with your ring between them
const ringSender = (order: RelayOrder, context: AgentContext) => sendRows(Ring, order, context);
const ringTaker = (order: RelayOrder, context: AgentContext) => takeRows(Ring, order, context);
const relay = (count: number, capacity: number, width: number, slow: Side | "nobody" = "nobody") =>
  relayRows({ count, capacity, width, slow }, Ring.bytesFor(capacity, width), ringSender, ringTaker);

// %% tags=["check"]
await check("05.4");

// %% [markdown] tags=["hint"]
// The counters only ever grow, and their difference is how many rows are inside. Which difference means empty, and
// which means full? The picture above shows both.

// %% [markdown] tags=["hint"]
// A counter says *how many*, a slot is *where*. The fifth row goes into slot 0 again, the sixth into slot 1. Which
// operation turns 4 into 0 and 5 into 1, when there are 4 slots? And each slot is `width` numbers long.

// %% [markdown] tags=["hint"]
// The order in `put`: write the row first, move the counter last. The moved counter is the promise that the row is
// there. What is the promise in `take`, and to whom?

// %% [markdown] tags=["hint"]
// Do rows come out right one by one, but not from `relay`? Then `take` gives out a *view* of the slot instead of a
// copy: by the time somebody looks at it, the sender has used the slot again. `slice` copies, `subarray` does not.

// %% [markdown] tags=["explanation"]
// A row becomes visible by one atomic store, after it is complete; its slot becomes free by another, after it has been
// copied. Each counter has one writer. That is the whole secret of a queue without a lock.
//
// A second way lets the counters themselves go round, from 0 to twice the capacity. That is what the lab's own ring in
// `labs/sharing/channel/ring.ts` does, and for a reason: a counter that only grows leaves the range of 32 bits after
// two billion messages. A third way keeps one slot empty, to tell full from empty; here that would waste a slot.
//
// With *several* senders it is different: then two threads change one counter, and you are back at a lock.

// %% [markdown]
// Does your ring hold in every order? Not tried a thousand times, but *all* of them:

// %% tags=["raises-exception"]
const everyOrder = await explore({
  shared: () => ({ words: new Int32Array(new SharedArrayBuffer(Ring.bytesFor(2, 2))) }),
  threads: {
    sender: ({ words }) => {
      const ring = new Ring(words.buffer as SharedArrayBuffer, 2, 2);
      return [1, 2, 3].filter((number) => ring.put([number, number]));
    },
    receiver: ({ words }) => {
      const ring = new Ring(words.buffer as SharedArrayBuffer, 2, 2);
      return [ring.take(), ring.take(), ring.take()].map((row) => row?.join(" "));
    },
  },
  finally: (_, [, rows]) =>
    (rows as (string | undefined)[]).every((row) => !row || /^(1 1|2 2|3 3)$/.test(row)),
});
console.log(everyOrder.summary);

// %% [markdown]
// Your ring, slot by slot:

// %% tags=["raises-exception"]
const glass = new SharedArrayBuffer(Ring.bytesFor(4, 1));
const glassRing = new Ring(glass, 4, 1);
function lookInside(step: string): void {
  const slots = [...new Int32Array(glass, 16, 4)].map((number) => String(number || "·").padStart(3)).join("");
  console.log(`${step.padEnd(30)}${slots}`);
}
lookInside("at first");
console.log("put 1 to 5:", [1, 2, 3, 4, 5].map((number) => glassRing.put([number])).join(", "));
lookInside("after that");
console.log("took", glassRing.take()?.[0], "and", glassRing.take()?.[0]);
console.log("put 5 and 6:", [5, 6].map((number) => glassRing.put([number])).join(", "));
lookInside("after going round the end");

// %% [markdown]
// ### A race
//
// Twenty thousand rows of 16 numbers from thread to thread: over a port, over the lab's `Channel`, and through your
// ring. Which is first, and by how much? (Each goes three times, and the quickest counts: it was disturbed least.)

// %% tags=["raises-exception"]
type Road = "port" | "channel" | "your ring";
interface RaceShared {
  readonly road: Road;
  readonly name: string;
  readonly channel: Channel<Uint8Array>;
  readonly memory: SharedArrayBuffer;
  readonly gate: StartGate;
}

function sendOff(count: number, context: AgentContext): void {
  const { road, name, channel, memory, gate } = context.shared as RaceShared;
  const row = new Int32Array(16).fill(7);
  const bytes = new Uint8Array(row.buffer);
  const ring = new Ring(memory, 1_000, 16);
  const port = new BroadcastChannel(name);
  gate.wait();
  for (let i = 0; i < count; i += 1) {
    if (road === "port") port.postMessage(row);
    else if (road === "channel") channel.send(bytes);
    else patiently(() => ring.put(row) || undefined);
  }
  port.close();
}

async function takeIn(count: number, context: AgentContext): Promise<number> {
  const { road, name, channel, memory, gate } = context.shared as RaceShared;
  const ring = new Ring(memory, 1_000, 16);
  const port = new BroadcastChannel(name);
  let left = count;
  const lastOnPort = new Promise<void>((resolve) => {
    port.onmessage = () => {
      left -= 1;
      if (left === 0) resolve();
    };
  });
  gate.wait();
  const start = performance.now();
  if (road === "port") await lastOnPort;
  else for (; left > 0; left -= 1) road === "channel" ? channel.receive() : patiently(() => ring.take());
  port.close();
  return (performance.now() - start) / 1000;
}

async function race(road: Road, count: number): Promise<number> {
  const shared: RaceShared = {
    road,
    name: freshName(),
    channel: new Channel<Uint8Array>({ capacity: 1_000, slotBytes: 64, senders: "one", receivers: "one" }),
    memory: new SharedArrayBuffer(Ring.bytesFor(1_000, 16)),
    gate: new StartGate(2),
  };
  const agents = [agent(sendOff, 1, count), agent(takeIn, 2, count)];
  const { results } = await runMultiAgentSystem({
    agents,
    concurrency: 2,
    shared,
    timeout: 15,
    announce: false,
  });
  for (const { error } of results) if (error) throw error;
  return (results[1].result as number) / count;
}

const roads: Road[] = ["port", "channel", "your ring"];
const perRow: { label: string; value: number }[] = [];
for (const road of roads) {
  const tries = [await race(road, 20_000), await race(road, 20_000), await race(road, 20_000)];
  perRow.push({ label: road, value: Math.min(...tries) * 1e6 });
}
const [byPort, , byRing] = perRow;
await barChart(perRow, {
  title: `Your ring against a port: ${(byPort.value / byRing.value).toFixed(1)} times as fast`,
  axisTitle: "microseconds a row, less is better",
  format: (microseconds) => `${Number(microseconds.toPrecision(3))} µs`,
});

// %% [markdown]
// That is a score to beat: change your ring, check it again, run the race again. (Your ring came last? It asks again and
// again instead of sleeping, so it needs a core for each side. On a busy machine, or with one core, it takes the time
// away from the other side. Run the cell again in a quiet moment.)
//
// The `Channel` does more for its time. It sleeps when there is nothing to do, carries any value, serves many senders,
// and survives the death of one.

// %% [markdown]
// ## Lock, queue, or one container each?
//
// Many agents, one collection of results. There are three ways to keep them from getting in each other's way:
//
// ```mermaid
// flowchart TB
//   subgraph lock["lock: one list"]
//     l1[agent 1] --> L[(list)]
//     l2[agent 2] -. waits .-> L
//   end
//   subgraph queue["queue: one receives"]
//     q1[agent 1] --> Q[[channel]]
//     q2[agent 2] --> Q
//     Q --> k[collector]
//   end
//   subgraph own["per agent: a container each"]
//     o1[agent 1] --> s1[(slot 1)]
//     o2[agent 2] --> s2[(slot 2)]
//   end
// ```
//
// *The diagram in words: with a lock all agents write to one list, and one waits while another writes. With a queue
// they send into a channel, and one receiver keeps the list. With a container for each, nobody ever touches what
// belongs to another, and somebody collects at the end.*
//
// The lab has all three: `LockedCollector`, `QueueCollector`, `PerAgentCollector`. Threads add small results to them
// without a pause, which is far more crowded than agents ever are:

// %%
const collectors = await compareCollectors({ threads: [1, 2, 4, 8], results: 1_000 });
collectors;

// %% [markdown]
// Results that are **immutable** need no protection after they were handed over: nobody can change what is frozen. And
// memory that only **one** thread writes needs none before. The safest sharing is the sharing that you have avoided.
//
// Which one is for you? The numbers are yours, the rest is experience:

// %%
const at8 = (name: string) => collectors.rows.find((row) => row.collector === name && row.threads === 8);
const micro = (name: string) => `${((at8(name)?.secondsPerResult ?? Number.NaN) * 1e6).toFixed(1)} µs`;
console.table({
  lock: {
    "a result, 8 threads": micro("lock"),
    "take it when": "all want to see what is there already",
    "its price": "waiting; nobody may forget the lock",
  },
  queue: {
    "a result, 8 threads": micro("queue"),
    "take it when": "somebody works on results as they come",
    "its price": "a receiver who keeps receiving, and a copy",
  },
  "per agent": {
    "a result, 8 threads": micro("per agent"),
    "take it when": "collecting at the end will do",
    "its price": "a container for each, sized beforehand",
  },
});
const waitedAt8 = at8("lock")?.secondsWaited ?? 0;
console.log(`At the lock, 8 threads waited ${(waitedAt8 * 1000).toFixed(1)} ms in all.`);

// %% [markdown]
// A few microseconds for each result. If an agent thinks for a tenth of a second, *any* of the three costs nothing you
// could notice. Choose by what is easiest to be sure of. Only when results come by the thousand, choose by the chart.
//
// What all agents read and add to *while they work*, such as a common knowledge base, is the case for a lock.
// `KnowledgeBase` in the lab is one: writers take turns, readers never wait.

// %% [markdown]
// > **AI co-learning prompt**
// >
// > "Explain the difference between guarded shared state (a lock around a list) and a queue (agents send, one
// > receives). Then describe three swarms to me, one at a time, and let me choose a lock, a queue, or a container for
// > each agent. Do not say whether I am right before I have given a reason."

// %% [markdown]
// > **CoLearning challenge**
// >
// > "Here is my `Ring` for one sender and one receiver. A friend uses it with *two* senders. Do not tell me what
// > breaks. Ask me questions until I have found two different ways in which a row gets lost, step by step, and then let
// > me propose two repairs: one with a lock, and one without."
// >
// > *Expected outcome:* an interleaving written down line by line, in which both senders read the same `TAIL`; and the
// > insight that one ring for each sender is the simplest repair.

// %% [markdown]
// ## Try with AI
//
// | minutes | ask | expected outcome |
// |---|---|---|
// | 3 | "Without looking anything up, I tell you what happens to these when posted to a worker: a class instance, a Map, a function, a SharedArrayBuffer inside an array. Correct only what I get wrong." | You are right about at least three, and know the reason for the fourth. |
// | 5 | "An editor has three agents: one watches files, one runs tests, one refactors and needs the syntax tree of the whole project. Which data would you copy, which share, where would you put a queue? Argue against my proposal: *(yours)*." | A drawing of three agents with arrows, and on each arrow: copy, share or queue, with its capacity. |
// | 6 | *(Paste your chart of waiting findings as text.)* "What would change if the sender were the slow one? If there were ten senders? If the capacity were 1?" | Three predictions. Change the numbers in the cell, run it, and see. |

// %% [markdown]
// ## When worker output is late or missing
//
// - What an agent prints on a thread arrives through the main thread. While that one is busy, output waits. Return what
//   matters as a result.
// - Does a cell wait for ever? Press the stop button. Then look for a channel that nobody closes: `for await` ends when
//   the channel is closed **and** empty.
// - After a restart of the kernel, run the first cell again, and then the cells from the top down to yours.

// %% [markdown]
// ## Recap
//
// - Messages are **cloned**. Only a buffer in the transfer list is moved. Only a `SharedArrayBuffer` is shared.
// - A copy has no methods and no private fields. Send a **handle**, build the object anew.
// - A large context is shared once instead of cloned for each agent.
// - A port's queue has no end. A **bounded** queue has a capacity, and passes the waiting on: back-pressure.
// - Wait at the channel. Do not sleep and look.
// - A ring is a queue with two counters, each with one writer. Write first, show last.
// - Lock, queue, or a container each: choose by who must see what, and when. Measure before you choose by speed.
//
// All words of the course stand in the [glossary](glossary.md).
//
// ## Quiz yourself
//
// <details><summary>1. <code>shared: { results: [] }</code> with worker threads: your agents push, nothing arrives. Name two repairs.</summary>
//
// Let the agents return their results: the swarm collects them. Or share something made of bytes, such as a `Channel` or
// a collector of the lab.
// </details>
//
// <details><summary>2. You post a 50 KB document to another agent and change it right afterwards. What does the other agent see?</summary>
//
// The document as it was when you posted it. The copy is made at once, in `postMessage`.
// </details>
//
// <details><summary>3. A channel with capacity 1,000,000 never makes anybody wait. Is that better?</summary>
//
// It has no back-pressure any more. It is a port with a memory limit: when the receiver is slower, everything is late,
// and you find out when it is full.
// </details>
//
// <details><summary>4. Why may <code>put</code> not move <code>TAIL</code> first and write the row then?</summary>
//
// The receiver may look in between. It sees the counter moved, and takes a row that is not there yet.
// </details>
//
// <details><summary>5. Eight agents each add one result at their end. Which collector is the fastest?</summary>
//
// You would not notice the difference: it is microseconds, once. Take the one you find easiest to be sure of.
// </details>
//
// **Next:** [06 · Failure isolation](06-failure.ipynb). One agent falls, the others carry on. **Back:** [02 · A
// swarm](02-a-swarm.ipynb).
//
// *To read on: [the structured clone algorithm](https://developer.mozilla.org/en-US/docs/Web/API/Web_Workers_API/Structured_clone_algorithm),
// [MessagePort in the Node.js manual](https://nodejs.org/api/worker_threads.html#class-messageport),
// [back-pressure in streams](https://nodejs.org/learn/modules/backpressuring-in-streams).*
