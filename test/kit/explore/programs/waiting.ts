import { Channel, Semaphore, StartGate } from "@swarmlab/labs/sharing";
import { type Program, program, times, words } from "./program.ts";

type Words = Int32Array<SharedArrayBuffer>;

const lock = (monitor: Words) => {
  while (Atomics.compareExchange(monitor, 0, 0, 1) !== 0) Atomics.wait(monitor, 0, 1);
};
const unlock = (monitor: Words) => {
  Atomics.store(monitor, 0, 0);
  Atomics.notify(monitor, 0, 1);
};
/** Releases the lock, sleeps until the condition is signalled, and takes the lock again. */
const sleepOn = (monitor: Words, condition: number) => {
  const seen = Atomics.load(monitor, condition);
  unlock(monitor);
  Atomics.wait(monitor, condition, seen);
  lock(monitor);
};
const signal = (monitor: Words, condition: number, count = 1) => {
  Atomics.add(monitor, condition, 1);
  Atomics.notify(monitor, condition, count);
};
const scope = { lock, unlock, sleepOn, signal, Semaphore, StartGate, Channel };

interface Buffer {
  /** The lock, "not full" and "not empty". */
  readonly monitor: Words;
  /** How many are in (room for one), and what. */
  readonly slot: Words;
  readonly sum: Words;
}
const buffer = () => ({ monitor: words(3), slot: words(2), sum: words() });
const put = ({ monitor, slot }: Buffer, item: number) => {
  lock(monitor);
  while (slot[0] === 1) sleepOn(monitor, 1);
  slot[1] = item;
  slot[0] = 1;
  signal(monitor, 2);
  unlock(monitor);
};
const take = ({ monitor, slot }: Buffer) => {
  lock(monitor);
  while (slot[0] === 0) sleepOn(monitor, 2);
  const item = slot[1] as number;
  slot[0] = 0;
  signal(monitor, 1);
  unlock(monitor);
  return item;
};
const takeIfWoken = ({ monitor, slot }: Buffer) => {
  lock(monitor);
  if (slot[0] === 0) sleepOn(monitor, 2);
  const item = slot[1] as number;
  slot[0] = (slot[0] as number) - 1;
  signal(monitor, 1);
  unlock(monitor);
  return item;
};
/** One condition for senders and receivers: a signal may wake a thread of the wrong kind. */
const putOneCondition = ({ monitor, slot }: Buffer, item: number) => {
  lock(monitor);
  while (slot[0] === 1) sleepOn(monitor, 1);
  slot[1] = item;
  slot[0] = 1;
  signal(monitor, 1);
  unlock(monitor);
};
const takeOneCondition = ({ monitor, slot }: Buffer) => {
  lock(monitor);
  while (slot[0] === 0) sleepOn(monitor, 1);
  const item = slot[1] as number;
  slot[0] = 0;
  signal(monitor, 1);
  unlock(monitor);
  return item;
};
const bufferScope = { ...scope, put, take, takeIfWoken, putOneCondition, takeOneCondition };

interface Event {
  readonly event: Words;
  readonly data: Words;
}
const event = () => ({ event: words(2), data: words() });
const announce = ({ event: e, data }: Event) => {
  data[0] = 42;
  Atomics.store(e, 0, 1);
  Atomics.notify(e, 0);
};
const awaitEvent = ({ event: e, data }: Event) => {
  while (Atomics.load(e, 0) === 0) Atomics.wait(e, 0, 0);
  return data[0];
};

const isFortyTwo = (_: unknown, [, seen]: readonly unknown[]) => seen === 42;

export const waitingBugs: Program[] = [
  program(
    "a signal before anybody waits",
    {
      shared: event,
      threads: [
        ({ event: e, data }: Event) => {
          data[0] = 42;
          Atomics.store(e, 0, 1);
          Atomics.notify(e, 1);
        },
        ({ event: e, data }: Event) => {
          if (Atomics.load(e, 0) === 0) Atomics.wait(e, 1, 0);
          return data[0];
        },
      ],
    },
    { bug: "lost wake-up", preemptions: 1 },
  ),
  program(
    "changed, but nobody notified",
    {
      shared: event,
      threads: [
        ({ event: e }: Event) => {
          Atomics.store(e, 0, 1);
        },
        awaitEvent,
      ],
    },
    { bug: "lost wake-up", preemptions: 1 },
  ),
  program(
    "notified before it was changed",
    {
      shared: event,
      threads: [
        ({ event: e }: Event) => {
          Atomics.notify(e, 0);
          Atomics.store(e, 0, 1);
        },
        ({ event: e }: Event) => {
          while (Atomics.load(e, 0) === 0) Atomics.wait(e, 0, 0);
        },
      ],
    },
    { bug: "lost wake-up", preemptions: 1 },
  ),
  program(
    "a flag published plainly",
    {
      shared: event,
      threads: [
        ({ event: e, data }: Event) => {
          data[0] = 42;
          e[0] = 1;
        },
        ({ event: e, data }: Event) => {
          while (e[0] === 0);
          return data[0];
        },
      ],
      finally: isFortyTwo,
    },
    { bug: "data race" },
  ),
  program(
    "the flag goes up before the data is there",
    {
      shared: event,
      threads: [
        ({ event: e, data }: Event) => {
          Atomics.store(e, 0, 1);
          Atomics.store(data, 0, 42);
        },
        ({ event: e, data }: Event) => {
          while (Atomics.load(e, 0) === 0);
          return Atomics.load(data, 0);
        },
      ],
      finally: isFortyTwo,
    },
    { bug: "wrong end", preemptions: 1 },
  ),
  program(
    "if where while must be: a wake-up for somebody else",
    {
      shared: buffer,
      threads: [
        (s: Buffer) => {
          put(s, 1);
          put(s, 2);
        },
        (s: Buffer) => takeIfWoken(s),
        (s: Buffer) => takeIfWoken(s),
      ],
      scope: bufferScope,
      finally: ({ slot }: Buffer, results) => slot[0] === 0 && results.includes(1) && results.includes(2),
    },
    { bug: ["wrong end", "lost wake-up", "deadlock"], preemptions: 2 },
  ),
  program(
    "a bounded buffer with one condition",
    {
      shared: buffer,
      threads: [
        (s: Buffer) => {
          putOneCondition(s, 1);
          putOneCondition(s, 2);
        },
        (s: Buffer) => takeOneCondition(s),
        (s: Buffer) => takeOneCondition(s),
      ],
      scope: bufferScope,
    },
    { bug: ["lost wake-up", "deadlock"], preemptions: 2 },
  ),
  program(
    "a semaphore that looks, then takes",
    {
      shared: () => ({
        permits: (() => {
          const w = words(2);
          w[0] = 1;
          return w;
        })(),
      }),
      threads: times(2, ({ permits }: { permits: Words }) => {
        while (Atomics.load(permits, 0) === 0);
        Atomics.sub(permits, 0, 1);
        if (Atomics.add(permits, 1, 1) > 0) throw new Error("two are inside");
        Atomics.sub(permits, 1, 1);
        Atomics.add(permits, 0, 1);
      }),
    },
    { bug: "exception", preemptions: 2 },
  ),
  program(
    "a semaphore that notifies before it releases",
    {
      shared: () => ({ permits: words() }),
      threads: [
        ({ permits }: { permits: Words }) => {
          Atomics.notify(permits, 0, 1);
          Atomics.add(permits, 0, 1);
        },
        ({ permits }: { permits: Words }) => {
          for (;;) {
            const free = Atomics.load(permits, 0);
            if (free === 0) Atomics.wait(permits, 0, 0);
            else if (Atomics.compareExchange(permits, 0, free, free - 1) === free) return;
          }
        },
      ],
    },
    { bug: "lost wake-up", preemptions: 1 },
  ),
  program(
    "a barrier that cannot be used twice",
    {
      shared: () => ({ barrier: words(), phase: words(2) }),
      threads: times(2, ({ barrier, phase }: { barrier: Words; phase: Words }, me: number) => {
        for (let round = 1; round <= 2; round++) {
          Atomics.store(phase, me, round);
          Atomics.add(barrier, 0, 1);
          while (Atomics.load(barrier, 0) % 2 !== 0);
          if (Atomics.load(phase, 1 - me) < round) throw new Error(`${me} is a round ahead`);
        }
      }),
    },
    { bug: ["exception", "livelock"], preemptions: 2 },
  ),
  program(
    "an event loop that is not woken",
    {
      shared: event,
      threads: [
        async ({ event: e }: Event) => {
          const w = Atomics.waitAsync(e, 0, 0);
          if (w.async) await w.value;
        },
        ({ event: e }: Event) => {
          Atomics.store(e, 0, 1);
        },
      ],
    },
    { bug: ["lost wake-up"], preemptions: 0 },
  ),
  program(
    "a writer that readers starve",
    {
      // Words: readers inside, a writer inside, a writer waits, readers that came after it.
      shared: () => ({ rw: words(4) }),
      threads: [
        ({ rw }: { rw: Words }) => {
          Atomics.store(rw, 2, 1);
          while (Atomics.compareExchange(rw, 0, 0, -1) !== 0);
          Atomics.store(rw, 2, 0);
          Atomics.store(rw, 0, 0);
        },
        ...times(2, ({ rw }: { rw: Words }) => {
          for (let round = 0; round < 2; round++) {
            for (;;) {
              const inside = Atomics.load(rw, 0);
              if (inside >= 0 && Atomics.compareExchange(rw, 0, inside, inside + 1) === inside) break;
            }
            if (Atomics.load(rw, 2) === 1 && Atomics.add(rw, 3, 1) >= 2)
              throw new Error("three readers have overtaken the writer");
            Atomics.sub(rw, 0, 1);
          }
        }),
      ],
    },
    { bug: "exception", preemptions: 2 },
  ),
];

export const rightWaiting: Program[] = [
  program("an event", { shared: event, threads: [announce, awaitEvent], finally: isFortyTwo }),
  program("a bounded buffer with two conditions", {
    shared: buffer,
    threads: [
      (s: Buffer) => {
        put(s, 1);
        put(s, 2);
      },
      (s: Buffer) => take(s) + take(s),
    ],
    scope: bufferScope,
    steps: 200_000,
    finally: (_s: Buffer, [, sum]) => sum === 3,
  }),
  program("a semaphore of one permit", {
    shared: () => ({ semaphore: new Semaphore(1), counter: words() }),
    threads: times(2, ({ semaphore, counter }: { semaphore: Semaphore; counter: Words }) => {
      const permit = semaphore.acquire();
      (counter[0] as number)++;
      permit.release();
    }),
    scope,
    finally: ({ counter }) => counter[0] === 2,
  }),
  program("the kit's gate", {
    shared: () => ({ gate: new StartGate(2), counter: words() }),
    threads: times(2, ({ gate, counter }: { gate: StartGate; counter: Words }) => {
      Atomics.add(counter, 0, 1);
      gate.wait();
      return Atomics.load(counter, 0);
    }),
    scope,
    finally: (_s, results) => results.every((seen) => seen === 2),
    bound: 1,
    steps: 60_000,
  }),
  program("the kit's channel", {
    shared: () => ({
      channel: new Channel<string>({ capacity: 1, slotBytes: 8, senders: "one", receivers: "one" }),
    }),
    threads: [
      ({ channel }: { channel: Channel<string> }) => {
        channel.send("a");
        channel.send("b");
        channel.close();
      },
      ({ channel }: { channel: Channel<string> }) => [...channel].join(),
    ],
    scope,
    finally: (_s, [, received]) => received === "a,b",
    bound: 1,
    steps: 60_000,
  }),
  program("an event loop that is woken", {
    shared: event,
    threads: [
      async ({ event: e, data }: Event) => {
        while (Atomics.load(e, 0) === 0) {
          const w = Atomics.waitAsync(e, 0, 0);
          if (w.async) await w.value;
        }
        return data[0];
      },
      announce,
    ],
    finally: (_s, [seen]) => seen === 42,
  }),
  program("a barrier with generations", {
    shared: () => ({ barrier: words(2), phase: words(2) }),
    threads: times(2, ({ barrier, phase }: { barrier: Words; phase: Words }, me: number) => {
      for (let round = 1; round <= 2; round++) {
        Atomics.store(phase, me, round);
        const generation = Atomics.load(barrier, 1);
        if (Atomics.add(barrier, 0, 1) === 1) {
          Atomics.store(barrier, 0, 0);
          Atomics.add(barrier, 1, 1);
          Atomics.notify(barrier, 1);
        } else while (Atomics.load(barrier, 1) === generation) Atomics.wait(barrier, 1, generation);
        if (Atomics.load(phase, 1 - me) < round) throw new Error(`${me} is a round ahead`);
      }
    }),
  }),
];
