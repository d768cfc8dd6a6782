// exercise 04.2 · Spend what is there
// Turns the agent away when another was faster.
// fails: nobody is turned away while there is enough
import { type AgentContext, type AgentFunction, StartGate } from "@swarmlab/labs";

function spend(budget: Int32Array, amount: number): boolean {
  const seen = Atomics.load(budget, 0);
  if (seen < amount) return false;
  return Atomics.compareExchange(budget, 0, seen, seen - amount) === seen;
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

// one, and each agent tries `tries` times to spend `amount` of it.
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
