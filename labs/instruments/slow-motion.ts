import type { StartGate } from "../sharing/index.ts";

/** The atomic steps after which a thread in slow motion rests. */
const STEPS = ["load", "store", "add", "sub", "exchange", "compareExchange", "wait", "notify"] as const;

type Step = (words: Int32Array, ...operands: unknown[]) => unknown;

/** The longest rest after a step, in milliseconds. */
const LONGEST_REST_MS = 2;

/**
 * From now on this thread rests after each step in shared memory, for up to two milliseconds, so that others get their turn in
 * between. It stays slow until it ends. Only the gate keeps its speed.
 *
 * @param shared what agents share: each `Int32Array` in it, also in a list, is replaced by one whose plain reads and writes rest
 * @returns the same names with the slow memory
 */
export function inSlowMotion<Shared extends { readonly gate: StartGate }>(shared: Shared): Shared {
  const { wait } = Atomics;
  const bed = new Int32Array(new SharedArrayBuffer(4));
  const rest = <T>(result: T): T => {
    // Nothing wakes the thread from this sleep: the time passes.
    wait(bed, 0, 0, LONGEST_REST_MS * Math.random());
    return result;
  };

  // Slow words: each plain read and write rests.
  const real = new WeakMap<object, Int32Array>();
  const slow = (words: Int32Array): Int32Array => {
    const slowWords = new Proxy(words, {
      get(_, name) {
        const value: unknown = Reflect.get(words, name);
        if (typeof value === "function") return value.bind(words);
        return Number.isInteger(Number(name)) ? rest(value) : value;
      },
      set: (_, name, value) => rest(Reflect.set(words, name, value)),
    });
    real.set(slowWords, words);
    return slowWords;
  };

  // Slow steps: each atomic step rests. `Atomics` takes no proxy, so it gets the words behind it.
  const ofGate = shared.gate.share().buffer;
  for (const name of STEPS) {
    const step = Atomics[name] as Step;
    const value: Step = (words, ...operands) => {
      const result = step(real.get(words) ?? words, ...operands);
      return words.buffer === ofGate ? result : rest(result);
    };
    Object.defineProperty(Atomics, name, { value });
  }

  const slowly = (it: unknown): unknown =>
    it instanceof Int32Array ? slow(it) : Array.isArray(it) ? it.map(slowly) : it;
  // The names stay, and so do the types: a slow word is an Int32Array for everything that uses it.
  return Object.fromEntries(Object.entries(shared).map(([name, it]) => [name, slowly(it)])) as Shared;
}

/** Workers import it from here, and do not get its text. */
inSlowMotion.module = import.meta.url;
