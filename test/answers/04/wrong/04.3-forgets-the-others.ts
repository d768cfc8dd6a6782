// exercise 04.3 · A lock in two lines
// Takes the lock as HELD after it woke, so nobody wakes the next.
// fails: several sleepers are woken one after the other, and none is forgotten
import { type AgentContext, type AgentFunction, StartGate } from "@swarmlab/labs";

class TinyLock implements Lock {
  readonly word: Int32Array;

  constructor(word: Int32Array) {
    this.word = word;
  }

  lock(): void {
    if (Atomics.compareExchange(this.word, 0, FREE, HELD) === FREE) return;
    for (;;) {
      Atomics.compareExchange(this.word, 0, HELD, WANTED);
      Atomics.wait(this.word, 0, WANTED);
      if (Atomics.compareExchange(this.word, 0, FREE, HELD) === FREE) return;
    }
  }

  unlock(): void {
    if (Atomics.exchange(this.word, 0, FREE) === WANTED) Atomics.notify(this.word, 0, 1);
  }
}

// What the lesson gives:
const FREE = 0;
const HELD = 1;
const WANTED = 2;

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

/**
 * Threads queue up in front of a lock that is held by the notebook. Who is really asleep, who gets in too early, and
 * who comes through once it is free?
 */
async function queueUp(job: AgentFunction<number>, threads: number) {
  const { lock, board, racing, forgotten } = raceOnTrack(job, Array<number>(threads).fill(1), true, "fast");
  // A false alarm: who sleeps is woken, though the lock is not free. A good lock sends them back to sleep.
  let asleep = 0;
  for (let look = 0; look < 120 && asleep < threads; look += 1) {
    await pause(10);
    asleep = Math.max(asleep, Atomics.notify(lock, 0));
  }
  await pause(20);
  const tooEarly = Atomics.load(board, 0);
  Atomics.store(lock, 0, FREE);
  Atomics.notify(lock, 0, 1);
  const { results } = await racing;
  return { asleep, tooEarly, forgotten: forgotten(), errors: results.map(({ error }) => error) };
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
