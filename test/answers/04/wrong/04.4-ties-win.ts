// exercise 04.4 · The right scope
// Takes an equal score for a record.
// fails: a score that is no record changes nothing, and the lock is free again
import { type AgentContext, type AgentFunction, Mutex, StartGate } from "@swarmlab/labs";

function contribute(desk: Desk, agentId: number, think: () => number): void {
  const { lock, board, tell } = desk;
  const score = think();
  lock.lock();
  try {
    if (score >= board[0]) {
      board[0] = score;
      board[1] = agentId;
      tell(score);
    }
  } finally {
    lock.unlock();
  }
}

// What the lesson gives:
/** All that the code of this lesson needs of a lock. */
interface Lock {
  lock(): void;
  unlock(): void;
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Threads that run against a lock. When nothing moves for long, whoever still sleeps was forgotten: counted, and woken. */
function raceOnTrack(job: AgentFunction<number>, inputs: readonly number[], isHeld: boolean, pace: Pace) {
  const [lock, board] = [sharedWords(1).fill(isHeld ? HELD : FREE), sharedWords(1)];
  let [seen, still, forgotten] = [0, 0, 0];
  const watching = setInterval(() => {
    const now = Atomics.load(board, 0);
    still = now > 0 && now === seen ? still + 1 : 0;
    seen = now;
    // notify() tells how many it woke: so we learn how many were asleep.
    if (still >= 30 || forgotten > 0) forgotten += Atomics.notify(lock, 0);
  }, 20);
  const racing = race(job, inputs, { lock, board }, pace);
  racing.finally(() => clearInterval(watching));
  return { lock, board, racing, forgotten: () => forgotten };
}


interface Desk {
  readonly lock: Lock;
  /** Word 0: the best score so far. Word 1: the agent that found it. */
  readonly board: Int32Array;
  /** Tells the world of a record, while the lock is held: so records are told in their order. It may throw. */
  readonly tell: (score: number) => void;
}

type Entry = readonly [score: number, agentId: number];
interface Scene {
  /** What our agent, number 1, finds. `null`: it fails while it thinks. */
  readonly finds: number | null;
  /** What stands on the board at first. */
  readonly board: Entry;
  /** What others write on the board in the meantime. */
  readonly whileThinking?: Entry;
  readonly whileWaiting?: Entry;
  readonly afterUnlock?: Entry;
  /** `tell` throws an error. */
  readonly nobodyListens?: boolean;
}

function rehearse(play: (desk: Desk, agentId: number, think: () => number) => void, scene: Scene) {
  const board = Int32Array.from(scene.board);
  const events: string[] = [];
  let isHeld = false;
  const lock = {
    lock() {
      if (isHeld) throw new Error("the agent locks what it holds already: it would wait for itself for ever");
      if (scene.whileWaiting) board.set(scene.whileWaiting);
      isHeld = true;
      events.push("lock");
    },
    unlock() {
      if (!isHeld) throw new Error("the agent unlocks what it does not hold");
      isHeld = false;
      if (scene.afterUnlock && !events.includes("unlock")) board.set(scene.afterUnlock);
      events.push("unlock");
    },
  };
  const think = () => {
    events.push(isHeld ? "think, holding the lock" : "think");
    if (scene.whileThinking) board.set(scene.whileThinking);
    if (scene.finds === null) throw new Error("no idea");
    return scene.finds;
  };
  const tell = (score: number) => {
    events.push(isHeld ? `tell ${score}` : `tell ${score}, without the lock`);
    if (scene.nobodyListens) throw new Error("nobody listens");
  };
  let error: string | null = null;
  try {
    play({ lock, board, tell }, 1, think);
  } catch (thrown) {
    error = (thrown as Error).message;
  }
  return { board: [...board], events, isHeld, error };
}

/** Full speed, or slow motion (we come to that soon). */
type Pace = "fast" | "slow";

/** Runs `job` once for each input, each on a thread of its own. Nobody may take longer than two seconds. */
async function race<Input>(
  job: AgentFunction<Input>,
  inputs: readonly Input[],
  shared: object,
  pace: Pace = "fast",
): Promise<SwarmRun> {
  const run = await runMultiAgentSystem({
    agents: inputs.map((input, id) => agent(job, id, input)),
    concurrency: inputs.length,
    shared: { ...shared, gate: new StartGate(inputs.length), pace },
    timeout: 2,
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

/** From now on this thread rests after each step in shared memory, so that others get their turn in between. */
function inSlowMotion<Shared extends { gate: StartGate }>(shared: Shared): Shared {
  type Step = (words: Int32Array, ...operands: unknown[]) => unknown;
  const { wait } = Atomics;
  const bed = new Int32Array(new SharedArrayBuffer(4));
  const rest = <T>(result: T): T => {
    wait(bed, 0, 0, 1); // nobody wakes us: one millisecond passes
    return result;
  };
  // Slow words: each plain read and write rests.
  const real = new WeakMap<object, Int32Array>();
  const slow = (words: Int32Array): Int32Array => {
    const slowWords = new Proxy(words, {
      get(_, name) {
        const value = Reflect.get(words, name);
        if (typeof value === "function") return value.bind(words);
        return Number.isInteger(Number(name)) ? rest(value) : value;
      },
      set: (_, name, value) => rest(Reflect.set(words, name, value)),
    });
    real.set(slowWords, words);
    return slowWords;
  };
  // Slow steps: each atomic step rests. Only the gate keeps its speed.
  const ofGate = shared.gate.share().buffer;
  for (const name of [
    "load",
    "store",
    "add",
    "sub",
    "exchange",
    "compareExchange",
    "wait",
    "notify",
  ] as const) {
    const step = Atomics[name] as Step;
    const value: Step = (words, ...operands) => {
      const result = step(real.get(words) ?? words, ...operands);
      return words.buffer === ofGate ? result : rest(result);
    };
    Object.defineProperty(Atomics, name, { value });
  }
  const slowly = (it: unknown): unknown =>
    it instanceof Int32Array ? slow(it) : Array.isArray(it) ? it.map(slowly) : it;
  return Object.fromEntries(Object.entries(shared).map(([name, it]) => [name, slowly(it)])) as Shared;
}

/** Fresh memory for so many whole numbers, all 0, which threads share. */
function sharedWords(howMany: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * howMany));
}

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
