import { expect, test } from "vitest";
import { explorationOptionsOf } from "../../../kit/explore/exploration.ts";
import { BoundedSearch } from "../../../kit/explore/schedule/bounded-search.ts";
import { Run } from "../../../kit/explore/schedule/run.ts";
import { tokenSearch } from "./real-threads/token-threads.ts";

/** All interleavings of virtual threads with at most so many preemptions. */
function virtualSearch(
  texts: readonly string[],
  length: number,
  bound: number,
): { runs: number; states: string[] } {
  const words = new Int32Array(new SharedArrayBuffer(4 * length));
  const options = explorationOptionsOf({
    shared: { words },
    threads: texts.map((text, i) => ({ name: `${i}`, text })),
  } as never);
  const search = new BoundedSearch(bound);
  const states = new Set<string>();
  let runs = 0;
  do {
    const end = new Run(options).execute(search);
    runs++;
    states.add(`${[...words]}${end.kind === "stuck" ? " stuck" : ""}`);
  } while (search.next());
  return { runs, states: [...states].sort() };
}

const lock = "while (Atomics.compareExchange(words, AT, 0, 1) !== 0) Atomics.wait(words, AT, 1);";
const unlock = "Atomics.store(words, AT, 0); Atomics.notify(words, AT, 1);";
const on = (code: string, at: number) => code.replaceAll("AT", String(at));
const times = (count: number, text: string) => Array.from({ length: count }, () => text);

test.for<[name: string, texts: string[], words: number, bound: number]>([
  ["a counter, plainly", times(2, "({ words }) => { for (let i = 0; i < 2; i++) words[0]++; }"), 1, 2],
  [
    "a counter, atomically, by three",
    times(3, "({ words }) => { Atomics.add(words, 0, 1); Atomics.add(words, 0, 1); }"),
    1,
    2,
  ],
  [
    "a lock",
    times(2, `({ words }) => { ${on(lock, 0)} try { words[1] += 1; } finally { ${on(unlock, 0)} } }`),
    2,
    2,
  ],
  [
    "two locks in two orders, which deadlock",
    [
      `({ words }) => { ${on(lock, 0)} ${on(lock, 1)} words[2]++; ${on(unlock, 1)} ${on(unlock, 0)} }`,
      `({ words }) => { ${on(lock, 1)} ${on(lock, 0)} words[2]++; ${on(unlock, 0)} ${on(unlock, 1)} }`,
    ],
    3,
    2,
  ],
  [
    "closures, classes, recursion, callbacks and destructuring",
    times(
      2,
      `({ words }, me) => {
        class Counter { #at; constructor(at) { this.#at = at; } bump(n = 1) { return Atomics.add(words, this.#at, n); } get value() { return Atomics.load(words, this.#at); } }
        const counter = new Counter(0);
        const down = (n) => (n === 0 ? 0 : 1 + down(n - 1));
        [1, 2].forEach((n) => { if (n === down(n)) counter.bump(n); });
        const { value } = counter;
        words[1] = value > 0 ? me : -1;
      }`,
    ),
    2,
    2,
  ],
])(
  "real threads with a token come to the same interleavings: %s",
  { timeout: 300_000 },
  async ([, texts, words, bound]) => {
    const real = await tokenSearch(texts, words, bound);
    expect(real.runs).toBeGreaterThan(4);
    expect(virtualSearch(texts, words, bound)).toEqual(real);
  },
);
