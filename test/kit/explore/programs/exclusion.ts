import { type Program, program, times, words } from "./program.ts";

/*
 * Mutual exclusion without compare-and-exchange: the classic algorithms on single loads and stores, and the same algorithms with one wrong
 * line.
 */

type Words = Int32Array<SharedArrayBuffer>;
interface Two {
  /** One flag for each of two threads, then whose turn it is. */
  readonly flags: Words;
  readonly counter: Words;
}
const two = () => ({ flags: words(3), counter: words() });
const isTwo = ({ counter }: Two) => {
  if (counter[0] !== 2) throw new Error(`both were inside: ${counter[0]}`);
};

const peterson = ({ flags, counter }: Two, me: number) => {
  Atomics.store(flags, me, 1);
  Atomics.store(flags, 2, 1 - me);
  while (Atomics.load(flags, 1 - me) === 1 && Atomics.load(flags, 2) === 1 - me);
  (counter[0] as number)++;
  Atomics.store(flags, me, 0);
};
const swappedPeterson = ({ flags, counter }: Two, me: number) => {
  Atomics.store(flags, 2, 1 - me);
  Atomics.store(flags, me, 1);
  while (Atomics.load(flags, 1 - me) === 1 && Atomics.load(flags, 2) === 1 - me);
  (counter[0] as number)++;
  Atomics.store(flags, me, 0);
};
const plainPeterson = ({ flags, counter }: Two, me: number) => {
  flags[me] = 1;
  flags[2] = 1 - me;
  while (flags[1 - me] === 1 && flags[2] === 1 - me);
  (counter[0] as number)++;
  flags[me] = 0;
};
const dekker = ({ flags, counter }: Two, me: number) => {
  Atomics.store(flags, me, 1);
  while (Atomics.load(flags, 1 - me) === 1) {
    if (Atomics.load(flags, 2) === me) continue;
    Atomics.store(flags, me, 0);
    while (Atomics.load(flags, 2) !== me);
    Atomics.store(flags, me, 1);
  }
  (counter[0] as number)++;
  Atomics.store(flags, 2, 1 - me);
  Atomics.store(flags, me, 0);
};
const lookThenRaise = ({ flags, counter }: Two, me: number) => {
  while (Atomics.load(flags, 1 - me) === 1);
  Atomics.store(flags, me, 1);
  (counter[0] as number)++;
  Atomics.store(flags, me, 0);
};
const raiseThenInsist = ({ flags, counter }: Two, me: number) => {
  Atomics.store(flags, me, 1);
  while (Atomics.load(flags, 1 - me) === 1);
  (counter[0] as number)++;
  Atomics.store(flags, me, 0);
};
/** Lamport's bakery: each thread draws a number above all others; the lowest is served. */
const bakery = ({ choosing, numbers, counter }: Bakery, me: number) => {
  Atomics.store(choosing, me, 1);
  let highest = 0;
  for (let other = 0; other < numbers.length; other++)
    highest = Math.max(highest, Atomics.load(numbers, other));
  Atomics.store(numbers, me, highest + 1);
  Atomics.store(choosing, me, 0);
  for (let other = 0; other < numbers.length; other++) {
    if (other === me) continue;
    while (Atomics.load(choosing, other) === 1);
    for (;;) {
      const theirs = Atomics.load(numbers, other);
      if (theirs === 0 || theirs > highest + 1 || (theirs === highest + 1 && other > me)) break;
    }
  }
  (counter[0] as number)++;
  Atomics.store(numbers, me, 0);
};
/** Wrong: no thread waits for one that is still choosing its number, and overtakes it. */
const openBakery = ({ numbers, counter }: Bakery, me: number) => {
  let highest = 0;
  for (let other = 0; other < numbers.length; other++)
    highest = Math.max(highest, Atomics.load(numbers, other));
  Atomics.store(numbers, me, highest + 1);
  for (let other = 0; other < numbers.length; other++) {
    if (other === me) continue;
    for (;;) {
      const theirs = Atomics.load(numbers, other);
      if (theirs === 0 || theirs > highest + 1 || (theirs === highest + 1 && other > me)) break;
    }
  }
  (counter[0] as number)++;
  Atomics.store(numbers, me, 0);
};
interface Bakery {
  readonly choosing: Words;
  readonly numbers: Words;
  readonly counter: Words;
}
const bakeryFor = (customers: number) => () => ({
  choosing: words(customers),
  numbers: words(customers),
  counter: words(),
});

export const exclusionBugs: Program[] = [
  program(
    "Peterson with its first two lines swapped",
    { shared: two, threads: times(2, swappedPeterson), finally: isTwo },
    { bug: "wrong end", preemptions: 2 },
  ),
  program(
    "Peterson with plain reads and writes",
    { shared: two, threads: times(2, plainPeterson), finally: isTwo },
    { bug: "data race" },
  ),
  program(
    "look at the flag, then raise one's own",
    { shared: two, threads: times(2, lookThenRaise), finally: isTwo },
    { bug: "wrong end", preemptions: 2 },
  ),
  program(
    "raise the flag and insist",
    { shared: two, threads: times(2, raiseThenInsist), finally: isTwo },
    { bug: "livelock", preemptions: 1 },
  ),
  program(
    "two that give way to each other for ever",
    {
      shared: () => ({ locks: words(2) }),
      threads: times(2, ({ locks }: { locks: Words }, me: number) => {
        for (;;) {
          while (Atomics.compareExchange(locks, me, 0, 1) !== 0);
          if (Atomics.compareExchange(locks, 1 - me, 0, 1) === 0) break;
          Atomics.store(locks, me, 0);
        }
        Atomics.store(locks, 1 - me, 0);
        Atomics.store(locks, me, 0);
      }),
    },
    { bug: "livelock", preemptions: 5_000 },
  ),
  program(
    "a bakery without a door",
    { shared: bakeryFor(2), threads: times(2, openBakery), finally: ({ counter }) => counter[0] === 2 },
    { bug: "wrong end", preemptions: 2 },
  ),
];

export const rightExclusion: Program[] = [
  program("Peterson", { shared: two, threads: times(2, peterson), finally: isTwo }),
  program("Dekker", { shared: two, threads: times(2, dekker), finally: isTwo }),
  program("Lamport's bakery", {
    shared: bakeryFor(2),
    threads: times(2, bakery),
    finally: ({ counter }) => counter[0] === 2,
  }),
  program("Lamport's bakery with three customers", {
    shared: bakeryFor(3),
    threads: times(3, bakery),
    finally: ({ counter }) => counter[0] === 3,
    bound: 1,
    steps: 300_000,
  }),
];
