import { type Program, program, times, words } from "./program.ts";

type Words = Int32Array<SharedArrayBuffer>;
interface Shared {
  readonly w: Words;
  readonly c: Words;
}
type Thread = (shared: Shared, thread: number) => unknown;

const shared = () => ({ w: words(8), c: words() });
/** A critical section: two threads inside at once lose an update. */
const enter = (c: Words) => {
  Atomics.store(c, 0, Atomics.load(c, 0) + 1);
};
const until = (w: Words, at: number, value: number) => {
  while (Atomics.load(w, at) !== value);
};
const sleepUntilNot = (w: Words, at: number, value: number) => {
  while (Atomics.load(w, at) === value) Atomics.wait(w, at, value);
};
const take = (w: Words, at: number) => {
  while (Atomics.compareExchange(w, at, 0, 1) !== 0);
};
const free = (w: Words, at: number) => {
  Atomics.store(w, at, 0);
};
const scope = { enter, until, sleepUntilNot, take, free };

const make = (
  name: string,
  threads: readonly Thread[],
  end: (shared: Shared, results: readonly unknown[]) => boolean,
  expected: Pick<Program, "bug"> = {},
) => program<Shared>(name, { shared, threads: [...threads], scope, finally: end }, expected);
const counts =
  (expected: number) =>
  ({ c }: Shared) =>
    c[0] === expected;

const szymanski: Thread = ({ w, c }, me) => {
  const other = 1 - me;
  Atomics.store(w, me, 1);
  while (Atomics.load(w, other) >= 3);
  Atomics.store(w, me, 3);
  if (Atomics.load(w, other) === 1) {
    Atomics.store(w, me, 2);
    until(w, other, 4);
  }
  Atomics.store(w, me, 4);
  if (me === 1) while (Atomics.load(w, 0) >= 2);
  enter(c);
  if (me === 0) for (let f = Atomics.load(w, 1); f === 2 || f === 3; f = Atomics.load(w, 1));
  Atomics.store(w, me, 0);
};
/** Words: 0 the tail; of thread t: 1 + 2t it waits, 2 + 2t its successor. A thread's name is its number plus 1. */
const mcs: Thread = ({ w, c }, me) => {
  Atomics.store(w, 1 + 2 * me, 1);
  const before = Atomics.exchange(w, 0, me + 1);
  if (before !== 0) {
    Atomics.store(w, 2 * before, me + 1);
    until(w, 1 + 2 * me, 0);
  }
  enter(c);
  if (Atomics.load(w, 2 + 2 * me) === 0) {
    if (Atomics.compareExchange(w, 0, me + 1, 0) === me + 1) return;
    while (Atomics.load(w, 2 + 2 * me) === 0);
  }
  Atomics.store(w, 2 * Atomics.load(w, 2 + 2 * me) - 1, 0);
};
const hastyMcs: Thread = ({ w, c }, me) => {
  Atomics.store(w, 1 + 2 * me, 1);
  const before = Atomics.exchange(w, 0, me + 1);
  if (before !== 0) {
    Atomics.store(w, 2 * before, me + 1);
    until(w, 1 + 2 * me, 0);
  }
  enter(c);
  const next = Atomics.load(w, 2 + 2 * me);
  // It does not wait for a successor that is about to link itself.
  if (next === 0) Atomics.compareExchange(w, 0, me + 1, 0);
  else Atomics.store(w, 2 * next - 1, 0);
};
/** Words: 0 the tail, a node number from 1; 1… the nodes, 1 while held. */
const clh: Thread = ({ w, c }, me) => {
  const mine = me + 2;
  Atomics.store(w, mine, 1);
  const before = Atomics.exchange(w, 0, mine);
  if (before !== 0) until(w, before, 0);
  enter(c);
  Atomics.store(w, mine, 0);
};
const testAndTest: Thread = ({ w, c }) => {
  do until(w, 0, 0);
  while (Atomics.exchange(w, 0, 1) !== 0);
  enter(c);
  free(w, 0);
};
const testThenSet: Thread = ({ w, c }) => {
  until(w, 0, 0);
  Atomics.store(w, 0, 1);
  enter(c);
  free(w, 0);
};
/** Burns and Lamport: one bit a thread. */
const oneBit: Thread = ({ w, c }, me) => {
  for (;;) {
    Atomics.store(w, me, 1);
    if (me === 0 || Atomics.load(w, 0) === 0) break;
    Atomics.store(w, me, 0);
    until(w, 0, 0);
  }
  if (me === 0) until(w, 1, 0);
  enter(c);
  Atomics.store(w, me, 0);
};

/** Words: 0 which copy is current, 1 readers inside, 2 and 3 the copies: a copy of 0 has been reclaimed. */
const rcuReader: Thread = ({ w }) => {
  Atomics.add(w, 1, 1);
  const value = Atomics.load(w, 2 + Atomics.load(w, 0));
  Atomics.sub(w, 1, 1);
  return value;
};
const rcuWriter: Thread = ({ w }) => {
  Atomics.store(w, 3, 9);
  Atomics.store(w, 0, 1);
  until(w, 1, 0);
  Atomics.store(w, 2, 0);
};
const hastyRcuWriter: Thread = ({ w }) => {
  Atomics.store(w, 3, 9);
  Atomics.store(w, 0, 1);
  Atomics.store(w, 2, 0);
};
const rcu = (name: string, writer: Thread, expected: Pick<Program, "bug"> = {}) =>
  program<Shared>(
    name,
    {
      shared: () => {
        const w = words(8);
        w[2] = 5;
        return { w, c: words() };
      },
      threads: [rcuReader, writer],
      scope,
      finally: (_shared, [value]) => value === 5 || value === 9,
    },
    expected,
  );

/** Words: 0 the top, 1… the successor of each node. */
const pop: Thread = ({ w }) => {
  for (;;) {
    const top = Atomics.load(w, 0);
    if (top === 0) return 0;
    const next = Atomics.load(w, top);
    if (Atomics.compareExchange(w, 0, top, next) === top) return top;
  }
};
const popTwoPushOne: Thread = ({ w }) => {
  const popOne = () => {
    const top = Atomics.load(w, 0);
    if (top === 0) return 0;
    const next = Atomics.load(w, top);
    return Atomics.compareExchange(w, 0, top, next) === top ? top : 0;
  };
  const first = popOne();
  const second = popOne();
  if (first === 0 || second === 0) return 0;
  const top = Atomics.load(w, 0);
  Atomics.store(w, first, top);
  Atomics.compareExchange(w, 0, top, first);
  return second;
};
const stacked = (name: string, threads: readonly Thread[], expected: Pick<Program, "bug"> = {}) =>
  program<Shared>(
    name,
    {
      shared: () => {
        const w = words(8);
        w.set([1, 2, 0]);
        return { w, c: words() };
      },
      threads: [...threads],
      scope,
      // What was popped and kept must not be on the stack as well.
      finally: ({ w }, [, kept]) => kept === 0 || kept === undefined || w[0] !== kept,
    },
    expected,
  );

/** Words: 0 the tail, 1… the successor of each node; node 1 is the first, empty one. */
const msEnqueue: Thread = ({ w }, me) => {
  const node = me + 2;
  for (;;) {
    const tail = Atomics.load(w, 0);
    const next = Atomics.load(w, tail);
    if (next !== 0) Atomics.compareExchange(w, 0, tail, next);
    else if (Atomics.compareExchange(w, tail, 0, node) === 0) {
      Atomics.compareExchange(w, 0, tail, node);
      return;
    }
  }
};
const hastyEnqueue: Thread = ({ w }, me) => {
  const tail = Atomics.load(w, 0);
  Atomics.store(w, tail, me + 2);
  Atomics.store(w, 0, me + 2);
};
const queued = (name: string, thread: Thread, expected: Pick<Program, "bug"> = {}) =>
  program<Shared>(
    name,
    {
      shared: () => {
        const w = words(8);
        w[0] = 1;
        return { w, c: words() };
      },
      threads: [thread, thread],
      scope,
      finally: ({ w }) => {
        const second = w[w[1] as number] as number;
        return w[1] !== 0 && second !== 0 && w[second] === 0;
      },
    },
    expected,
  );

/** Chase and Lev, with one item. Words: 0 top, 1 bottom. */
const ownerPops: Thread = ({ w }) => {
  const bottom = Atomics.load(w, 1) - 1;
  Atomics.store(w, 1, bottom);
  const top = Atomics.load(w, 0);
  if (top > bottom) {
    Atomics.store(w, 1, top);
    return 0;
  }
  const won = Atomics.compareExchange(w, 0, top, top + 1) === top;
  Atomics.store(w, 1, top + 1);
  return won ? 1 : 0;
};
const hastyOwner: Thread = ({ w }) => {
  const bottom = Atomics.load(w, 1) - 1;
  Atomics.store(w, 1, bottom);
  return Atomics.load(w, 0) > bottom ? 0 : 1;
};
const thief: Thread = ({ w }) => {
  const top = Atomics.load(w, 0);
  if (top >= Atomics.load(w, 1)) return 0;
  return Atomics.compareExchange(w, 0, top, top + 1) === top ? 1 : 0;
};
const deque = (name: string, owner: Thread, expected: Pick<Program, "bug"> = {}) =>
  program<Shared>(
    name,
    {
      shared: () => {
        const w = words(8);
        w[1] = 1;
        return { w, c: words() };
      },
      threads: [owner, thief],
      scope,
      finally: (_shared, [a, b]) => Number(a) + Number(b) === 1,
    },
    expected,
  );

/** Words: 0 readers, or -1 for a writer. */
const reader: Thread = ({ w, c }) => {
  for (;;) {
    const now = Atomics.load(w, 0);
    if (now >= 0 && Atomics.compareExchange(w, 0, now, now + 1) === now) break;
  }
  const seen = [Atomics.load(c, 0), Atomics.load(c, 0)];
  Atomics.sub(w, 0, 1);
  return seen[0] === seen[1];
};
const writer: Thread = ({ w, c }) => {
  while (Atomics.compareExchange(w, 0, 0, -1) !== 0);
  enter(c);
  Atomics.store(w, 0, 0);
  return true;
};
const rudeWriter: Thread = ({ c }) => {
  enter(c);
  return true;
};
const allTrue = (_shared: Shared, results: readonly unknown[]) => results.every((one) => one === true);

/** Words: 0 customers who wait, 1 haircuts. */
const barber: Thread = ({ w }) => {
  sleepUntilNot(w, 0, 0);
  Atomics.sub(w, 0, 1);
  Atomics.add(w, 1, 1);
};
const deafBarber: Thread = ({ w }) => {
  // He looks once, and then sleeps whatever has happened.
  if (Atomics.load(w, 0) === 0) Atomics.wait(w, 2, 0);
  Atomics.add(w, 1, 1);
};
const customer: Thread = ({ w }) => {
  Atomics.add(w, 0, 1);
  Atomics.notify(w, 0);
  Atomics.notify(w, 2);
};
const isCut = ({ w }: Shared) => w[1] === 1;

/** Words: 0 the lock of the pot, 1 servings; the cook fills an empty pot with two. */
const savage: Thread = ({ w }) => {
  for (;;) {
    take(w, 0);
    if (Atomics.load(w, 1) === 0) Atomics.store(w, 1, 2);
    const left = Atomics.sub(w, 1, 1) - 1;
    free(w, 0);
    return left;
  }
};
const greedySavage: Thread = ({ w }) => {
  if (Atomics.load(w, 1) === 0) Atomics.store(w, 1, 1);
  return Atomics.sub(w, 1, 1) - 1;
};
const noDebt = (_shared: Shared, results: readonly unknown[]) => results.every((left) => Number(left) >= 0);

/** Words: 0 and 1 locks, 2 and 3 balances. */
const transfer: Thread = ({ w }, me) => {
  take(w, 0);
  take(w, 1);
  Atomics.sub(w, 2 + me, 1);
  Atomics.add(w, 3 - me, 1);
  free(w, 1);
  free(w, 0);
};
const crossing: Thread = ({ w }, me) => {
  take(w, me);
  take(w, 1 - me);
  Atomics.sub(w, 2 + me, 1);
  Atomics.add(w, 3 - me, 1);
  free(w, 1 - me);
  free(w, me);
};
const isBalanced = ({ w }: Shared) => w[2] === 0 && w[3] === 0;

/** Words: 0 references, 1 how often it was freed. */
const release: Thread = ({ w }) => {
  if (Atomics.sub(w, 0, 1) === 1) Atomics.add(w, 1, 1);
};
const looseRelease: Thread = ({ w }) => {
  Atomics.sub(w, 0, 1);
  if (Atomics.load(w, 0) === 0) Atomics.add(w, 1, 1);
};
const referenced = (name: string, thread: Thread, expected: Pick<Program, "bug"> = {}) =>
  program<Shared>(
    name,
    {
      shared: () => {
        const w = words(8);
        w[0] = 3;
        return { w, c: words() };
      },
      threads: times(3, thread),
      scope,
      finally: ({ w }) => w[1] === 1,
    },
    expected,
  );

const asyncLock: Thread = async ({ w, c }) => {
  while (Atomics.compareExchange(w, 0, 0, 1) !== 0) {
    const waiting = Atomics.waitAsync(w, 0, 1);
    if (waiting.async) await waiting.value;
  }
  enter(c);
  Atomics.store(w, 0, 0);
  Atomics.notify(w, 0, 1);
};
const forgetfulAsyncLock: Thread = async ({ w, c }) => {
  while (Atomics.compareExchange(w, 0, 0, 1) !== 0) {
    const waiting = Atomics.waitAsync(w, 0, 1);
    if (waiting.async) await waiting.value;
  }
  enter(c);
  Atomics.store(w, 0, 0);
};

/** Words: 0 the count. */
const latch: Thread = ({ w }) => {
  if (Atomics.sub(w, 0, 1) === 1) Atomics.notify(w, 0);
  for (let left = Atomics.load(w, 0); left > 0; left = Atomics.load(w, 0)) Atomics.wait(w, 0, left);
};
const looseLatch: Thread = ({ w }) => {
  const left = Atomics.load(w, 0) - 1;
  Atomics.store(w, 0, left);
  if (left === 0) Atomics.notify(w, 0);
  for (let now = Atomics.load(w, 0); now > 0; now = Atomics.load(w, 0)) Atomics.wait(w, 0, now);
};
const latched = (name: string, thread: Thread, expected: Pick<Program, "bug"> = {}) =>
  program<Shared>(
    name,
    {
      shared: () => {
        const w = words(8);
        w[0] = 2;
        return { w, c: words() };
      },
      threads: [thread, thread],
      scope,
    },
    expected,
  );

const once: Thread = ({ w, c }) => {
  if (Atomics.compareExchange(w, 0, 0, 1) === 0) {
    enter(c);
    Atomics.store(w, 0, 2);
  } else until(w, 0, 2);
};
const onceUnlessSeen: Thread = ({ w, c }) => {
  if (Atomics.load(w, 0) === 0) {
    Atomics.add(c, 0, 1);
    Atomics.store(w, 0, 2);
  }
};

export const rightClassics: readonly Program[] = [
  make("Szymanski", [szymanski, szymanski], counts(2)),
  make("the lock of Mellor-Crummey and Scott", [mcs, mcs], counts(2)),
  make("the lock of Craig, Landin and Hagersten", times(3, clh), counts(3)),
  make("test, and test and set", times(3, testAndTest), counts(3)),
  make("one bit a thread", [oneBit, oneBit], counts(2)),
  rcu("read, copy, update", rcuWriter),
  stacked("Treiber's stack, popped by two", [pop, pop]),
  queued("Michael and Scott's queue, two enqueue", msEnqueue),
  deque("Chase and Lev's deque, the last item", ownerPops),
  make("a reader and a writer", [reader, writer], allTrue),
  make("two readers and a writer", [reader, reader, writer], allTrue),
  make("the sleeping barber", [barber, customer], isCut),
  make("savages around a pot", times(3, savage), noDebt),
  make("transfers that lock in one order", [transfer, transfer], isBalanced),
  referenced("a reference count of three", release),
  make("an asynchronous lock", [asyncLock, asyncLock], counts(2)),
  latched("a latch", latch),
  make("a function that runs once", times(3, once), counts(1)),
];

export const classicBugs: readonly Program[] = [
  make("MCS without waiting for a successor", [hastyMcs, hastyMcs], counts(2), { bug: "livelock" }),
  make("test, then set", [testThenSet, testThenSet], counts(2), { bug: "wrong end" }),
  rcu("reclaimed while it is read", hastyRcuWriter, { bug: "wrong end" }),
  stacked("Treiber's stack with a node that comes back (ABA)", [pop, popTwoPushOne], { bug: "wrong end" }),
  queued("enqueue without compare-and-exchange", hastyEnqueue, { bug: "wrong end" }),
  deque("the last item is taken twice", hastyOwner, { bug: "wrong end" }),
  make("a writer that waits for no reader", [reader, rudeWriter], allTrue, { bug: "wrong end" }),
  make("a barber who looks once", [deafBarber, customer], isCut, { bug: ["lost wake-up", "deadlock"] }),
  make("savages without a lock", [greedySavage, greedySavage], noDebt, { bug: "wrong end" }),
  make("transfers that lock crosswise", [crossing, crossing], isBalanced, { bug: "livelock" }),
  referenced("a reference count that is read again", looseRelease, { bug: "wrong end" }),
  make("an asynchronous lock that wakes nobody", [forgetfulAsyncLock, forgetfulAsyncLock], counts(2), {
    bug: ["lost wake-up", "deadlock"],
  }),
  latched("a latch that counts in two steps", looseLatch, { bug: ["deadlock", "lost wake-up"] }),
  make("a function that runs twice", [onceUnlessSeen, onceUnlessSeen], counts(1), { bug: "wrong end" }),
];
