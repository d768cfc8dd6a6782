import { Mutex } from "@swarmlab/labs/sharing";
import { type Program, program, times, words } from "./program.ts";

type Words = Int32Array<SharedArrayBuffer>;
interface Guarded {
  readonly lock: Words;
  readonly counter: Words;
}

const guarded =
  (lockWords = 1) =>
  () => ({ lock: words(lockWords), counter: words() });
const isAll =
  (expected: number) =>
  ({ counter }: Guarded) => {
    if (counter[0] !== expected) throw new Error(`the counter is ${counter[0]}, not ${expected}`);
  };

/** Drepper's second mutex ("Futexes are tricky"): 0 free, 1 held, 2 held and a thread may sleep. */
class FutexMutex {
  readonly #words: Words;
  constructor(lock: Words) {
    this.#words = lock;
  }
  lock(): void {
    let seen = Atomics.compareExchange(this.#words, 0, 0, 1);
    while (seen !== 0) {
      if (seen === 2 || Atomics.compareExchange(this.#words, 0, 1, 2) !== 0) Atomics.wait(this.#words, 0, 2);
      seen = Atomics.compareExchange(this.#words, 0, 0, 2);
    }
  }
  unlock(): void {
    if (Atomics.sub(this.#words, 0, 1) === 1) return;
    Atomics.store(this.#words, 0, 0);
    Atomics.notify(this.#words, 0, 1);
  }
}

/** The third: exchange in place of compare-and-exchange. */
class ExchangeMutex {
  readonly #words: Words;
  constructor(lock: Words) {
    this.#words = lock;
  }
  lock(): void {
    let seen = Atomics.compareExchange(this.#words, 0, 0, 1);
    if (seen !== 0 && seen !== 2) seen = Atomics.exchange(this.#words, 0, 2);
    while (seen !== 0) {
      Atomics.wait(this.#words, 0, 2);
      seen = Atomics.exchange(this.#words, 0, 2);
    }
  }
  unlock(): void {
    if (Atomics.exchange(this.#words, 0, 0) === 2) Atomics.notify(this.#words, 0, 1);
  }
}

/** Wrong: a woken thread takes the lock as 1, which says that no other thread sleeps. */
class ForgetfulMutex {
  readonly #words: Words;
  constructor(lock: Words) {
    this.#words = lock;
  }
  lock(): void {
    let seen = Atomics.compareExchange(this.#words, 0, 0, 1);
    while (seen !== 0) {
      if (seen === 2 || Atomics.compareExchange(this.#words, 0, 1, 2) !== 0) Atomics.wait(this.#words, 0, 2);
      seen = Atomics.compareExchange(this.#words, 0, 0, 1);
    }
  }
  unlock(): void {
    if (Atomics.sub(this.#words, 0, 1) === 1) return;
    Atomics.store(this.#words, 0, 0);
    Atomics.notify(this.#words, 0, 1);
  }
}

const spinLock = (lock: Words, at = 0) => {
  while (Atomics.compareExchange(lock, at, 0, 1) !== 0);
};
const sleepLock = (lock: Words, at = 0) => {
  while (Atomics.compareExchange(lock, at, 0, 1) !== 0) Atomics.wait(lock, at, 1);
};
const unlock = (lock: Words, at = 0) => {
  Atomics.store(lock, at, 0);
  Atomics.notify(lock, at, 1);
};
const scope = { FutexMutex, ExchangeMutex, ForgetfulMutex, spinLock, sleepLock, unlock, Mutex };

const futex = ({ lock, counter }: Guarded) => {
  const mutex = new FutexMutex(lock);
  mutex.lock();
  (counter[0] as number)++;
  mutex.unlock();
};
const exchange = ({ lock, counter }: Guarded) => {
  const mutex = new ExchangeMutex(lock);
  mutex.lock();
  (counter[0] as number)++;
  mutex.unlock();
};
const forgetful = ({ lock, counter }: Guarded) => {
  const mutex = new ForgetfulMutex(lock);
  mutex.lock();
  (counter[0] as number)++;
  mutex.unlock();
};
const spinning = ({ lock, counter }: Guarded) => {
  spinLock(lock);
  (counter[0] as number)++;
  unlock(lock);
};
/** Words: the next ticket, and whose turn it is. */
const ticket = ({ lock, counter }: Guarded) => {
  const mine = Atomics.add(lock, 0, 1);
  while (Atomics.load(lock, 1) !== mine);
  (counter[0] as number)++;
  Atomics.add(lock, 1, 1);
};
/** Tickets of one bit: the third in the queue has the same as the first. */
const wrappingTicket = ({ lock, counter }: Guarded) => {
  const mine = Atomics.add(lock, 0, 1) % 2;
  while (Atomics.load(lock, 1) % 2 !== mine);
  (counter[0] as number)++;
  Atomics.add(lock, 1, 1);
};
const bothForks = ({ lock, counter }: Guarded, me: number) => {
  const other = (me + 1) % lock.length;
  sleepLock(lock, me);
  sleepLock(lock, other);
  (counter[0] as number)++;
  unlock(lock, other);
  unlock(lock, me);
};
const orderedForks = ({ lock, counter }: Guarded, me: number) => {
  const other = (me + 1) % lock.length;
  sleepLock(lock, Math.min(me, other));
  sleepLock(lock, Math.max(me, other));
  Atomics.add(counter, 0, 1);
  unlock(lock, Math.max(me, other));
  unlock(lock, Math.min(me, other));
};
interface Mutexes {
  readonly a: Mutex;
  readonly b: Mutex;
  readonly counter: Words;
}
const kitMutex = ({ a, counter }: Mutexes) => {
  a.runExclusive(() => {
    (counter[0] as number)++;
  });
};

export const lockBugs: Program[] = [
  program(
    "a lost update",
    {
      shared: () => ({ counter: words() }),
      threads: times(2, ({ counter }) => counter[0]++),
      finally: ({ counter }) => counter[0] === 2,
    },
    { bug: "wrong end", preemptions: 1 },
  ),
  program(
    "a lost update of three atomic steps",
    {
      shared: () => ({ counter: words() }),
      threads: times(2, ({ counter }: { counter: Words }) => {
        const seen = Atomics.load(counter, 0);
        Atomics.store(counter, 0, seen + 1);
      }),
      finally: ({ counter }) => counter[0] === 2,
    },
    { bug: "wrong end", preemptions: 1 },
  ),
  program(
    "a lock whose scope is too small",
    {
      shared: guarded(),
      threads: times(2, ({ lock, counter }: Guarded) => {
        const seen = Atomics.load(counter, 0);
        sleepLock(lock);
        Atomics.store(counter, 0, seen + 1);
        unlock(lock);
      }),
      scope,
      finally: isAll(2),
    },
    { bug: "wrong end", preemptions: 1 },
  ),
  program(
    "a lock taken in two steps",
    {
      shared: guarded(),
      threads: times(2, ({ lock, counter }: Guarded) => {
        while (Atomics.load(lock, 0) !== 0);
        Atomics.store(lock, 0, 1);
        (counter[0] as number)++;
        Atomics.store(lock, 0, 0);
      }),
      finally: isAll(2),
    },
    { bug: "wrong end", preemptions: 2 },
  ),
  program(
    "a mutex that forgets a sleeper",
    { shared: guarded(), threads: times(3, forgetful), scope, finally: isAll(3) },
    { bug: "lost wake-up", preemptions: 1 },
  ),
  program(
    "two locks in two orders",
    {
      shared: guarded(2),
      threads: [0, 1].map((first) =>
        first === 0
          ? ({ lock }: Guarded) => {
              sleepLock(lock, 0);
              sleepLock(lock, 1);
              unlock(lock, 1);
              unlock(lock, 0);
            }
          : ({ lock }: Guarded) => {
              sleepLock(lock, 1);
              sleepLock(lock, 0);
              unlock(lock, 0);
              unlock(lock, 1);
            },
      ),
      scope,
    },
    { bug: "deadlock", preemptions: 1 },
  ),
  program(
    "two mutexes of the kit in two orders",
    {
      shared: () => ({ a: new Mutex(), b: new Mutex(), counter: words() }),
      threads: [
        ({ a, b }: Mutexes) => a.runExclusive(() => b.runExclusive(() => {})),
        ({ a, b }: Mutexes) => b.runExclusive(() => a.runExclusive(() => {})),
      ],
      scope,
    },
    { bug: "deadlock", preemptions: 1 },
  ),
  program(
    "dining philosophers",
    { shared: guarded(3), threads: times(3, bothForks), scope },
    { bug: "deadlock", preemptions: 2 },
  ),
  program(
    "a ticket lock whose tickets wrap",
    { shared: guarded(2), threads: times(3, wrappingTicket), finally: isAll(3) },
    { bug: ["wrong end", "livelock"], preemptions: 2 },
  ),
  program(
    "unlocked twice",
    {
      shared: guarded(),
      threads: times(2, ({ lock }: Guarded) => {
        spinLock(lock);
        unlock(lock);
        unlock(lock);
      }),
      scope,
      locks: ({ lock }: Guarded) => [[lock, 0]],
    },
    { bug: "unlock by non-owner", preemptions: 0 },
  ),
  program(
    "unlocked by another thread",
    {
      shared: guarded(),
      threads: [
        ({ lock }: Guarded) => spinLock(lock),
        ({ lock }: Guarded) => {
          if (Atomics.load(lock, 0) === 1) unlock(lock);
        },
      ],
      scope,
      locks: ({ lock }: Guarded) => [[lock, 0]],
    },
    { bug: ["unlock by non-owner", "never unlocked"], preemptions: 1 },
  ),
  program(
    "a mutex of the kit unlocked by another thread",
    {
      shared: () => ({ a: new Mutex(), b: new Mutex(), counter: words() }),
      threads: [
        ({ a }: Mutexes) => {
          a.lock().release();
        },
        ({ a }: Mutexes) => {
          if (a.holder !== null) a.unlock();
        },
      ],
      scope,
    },
    { bug: "unlock by non-owner", preemptions: 1 },
  ),
  program(
    "a mutex of the kit locked twice",
    {
      shared: () => ({ a: new Mutex(), b: new Mutex(), counter: words() }),
      threads: times(2, ({ a }: Mutexes) => {
        a.lock();
        a.lock();
      }),
      scope,
    },
    { bug: "deadlock", preemptions: 0 },
  ),
  program(
    "not released on an error",
    {
      shared: guarded(),
      threads: times(2, ({ lock, counter }: Guarded) => {
        try {
          sleepLock(lock);
          if (Atomics.add(counter, 0, 1) === 0) throw new Error("agent failed");
          unlock(lock);
        } catch {
          Atomics.add(counter, 0, 10);
        }
      }),
      scope,
    },
    { bug: "deadlock", preemptions: 0 },
  ),
  program(
    "a lock that a thread takes to its end",
    {
      shared: guarded(),
      threads: [({ lock }: Guarded) => spinLock(lock), ({ counter }: Guarded) => Atomics.add(counter, 0, 1)],
      scope,
      locks: ({ lock }: Guarded) => [[lock, 0]],
    },
    { bug: "never unlocked", preemptions: 0 },
  ),
];

export const rightLocks: Program[] = [
  program("a counter with Atomics.add", {
    shared: () => ({ counter: words() }),
    threads: times(3, ({ counter }: { counter: Words }) => Atomics.add(counter, 0, 1)),
    finally: ({ counter }) => counter[0] === 3,
  }),
  program("a counter with compare-and-exchange", {
    shared: () => ({ counter: words() }),
    threads: times(2, ({ counter }: { counter: Words }) => {
      for (;;) {
        const seen = Atomics.load(counter, 0);
        if (Atomics.compareExchange(counter, 0, seen, seen + 1) === seen) return;
      }
    }),
    finally: ({ counter }) => counter[0] === 2,
  }),
  program("a spin lock", {
    shared: guarded(),
    threads: times(3, spinning),
    scope,
    // Too many orders for a proof, which is seen soon.
    steps: 200_000,
    finally: isAll(3),
    locks: ({ lock }: Guarded) => [[lock, 0]],
  }),
  program("a ticket lock", { shared: guarded(2), threads: times(3, ticket), finally: isAll(3) }),
  program("Drepper's second mutex", {
    shared: guarded(),
    threads: times(2, futex),
    scope,
    finally: isAll(2),
  }),
  program("Drepper's second mutex with three threads", {
    shared: guarded(),
    threads: times(3, futex),
    scope,
    steps: 200_000,
    finally: isAll(3),
  }),
  program("Drepper's third mutex", {
    shared: guarded(),
    threads: times(2, exchange),
    scope,
    finally: isAll(2),
  }),
  program("two locks in one order", {
    shared: guarded(2),
    threads: times(2, ({ lock, counter }: Guarded) => {
      sleepLock(lock, 0);
      sleepLock(lock, 1);
      (counter[0] as number)++;
      unlock(lock, 1);
      unlock(lock, 0);
    }),
    scope,
    finally: isAll(2),
  }),
  program("philosophers who take the lower fork first", {
    shared: guarded(3),
    threads: times(3, orderedForks),
    scope,
    finally: isAll(3),
  }),
  program("the kit's mutex", {
    shared: () => ({ a: new Mutex(), b: new Mutex(), counter: words() }),
    threads: times(2, kitMutex),
    scope,
    finally: ({ counter }) => counter[0] === 2,
  }),
  program("released on an error by finally", {
    shared: guarded(),
    threads: times(2, ({ lock, counter }: Guarded) => {
      try {
        sleepLock(lock);
        try {
          if (Atomics.add(counter, 0, 1) === 0) throw new Error("agent failed");
        } finally {
          unlock(lock);
        }
      } catch {
        Atomics.add(counter, 0, 10);
      }
    }),
    scope,
    finally: isAll(12),
  }),
];
