// exercise 04.5 · Round in circles
// Does not spend the last of a budget.
// fails: without enough it changes nothing, answers false, and gives both locks back
import { type AgentContext, type AgentFunction, Mutex, StartGate } from "@swarmlab/labs";

const standstill: readonly ("A" | "B")[] = ["A", "B"];

function move(locks: readonly Mutex[], budgets: Int32Array, from: number, to: number, amount: number): boolean {
  if (from === to) return true;
  const [first, second] = [locks[Math.min(from, to)], locks[Math.max(from, to)]];
  first.lock();
  second.lock();
  try {
    if (budgets[from] <= amount) return false;
    budgets[from] -= amount;
    budgets[to] += amount;
    return true;
  } finally {
    second.unlock();
    first.unlock();
  }
}

// What the lesson gives:
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

function moveOnce(balances: readonly number[], from: number, to: number, amount: number) {
  const locks = balances.map(() => new Mutex());
  const budgets = Int32Array.from(balances);
  const moved = move(locks, budgets, from, to, amount);
  return { moved, balances: [...budgets], held: locks.filter((lock) => lock.holder !== null).length };
}
type Errand = { readonly from: number; readonly to: number; readonly times: number };
function mover({ from, to, times }: Errand, context: AgentContext): number {
  const { locks, budgets } = start<{ locks: readonly Mutex[]; budgets: Int32Array }>(context);
  let moved = 0;
  for (let i = 0; i < times; i += 1) if (move(locks, budgets, from, to, 1) === true) moved += 1;
  return moved;
}
async function moveTogether(balances: readonly number[], errands: readonly Errand[], pace: Pace) {
  const locks = balances.map(() => new Mutex());
  const budgets = sharedWords(balances.length);
  budgets.set(balances);
  const { results } = await race(mover, errands, { locks, budgets }, pace);
  return {
    balances: [...budgets],
    moved: results.map(({ result }) => result),
    errors: results.map(({ error }) => error),
  };
}
