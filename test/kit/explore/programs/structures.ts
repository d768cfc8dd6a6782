import { type Program, program, times, words } from "./program.ts";

type Words = Int32Array<SharedArrayBuffer>;

interface Ring {
  /** Where the next is read, and where it is written. */
  readonly ends: Words;
  readonly slots: Words;
}
/** One sender, one receiver. The positions of the ends grow without end. */
const send = ({ ends, slots }: Ring, item: number) => {
  while (Atomics.load(ends, 1) - Atomics.load(ends, 0) === slots.length);
  slots[Atomics.load(ends, 1) % slots.length] = item;
  Atomics.add(ends, 1, 1);
};
const receive = ({ ends, slots }: Ring) => {
  while (Atomics.load(ends, 0) === Atomics.load(ends, 1));
  const item = slots[Atomics.load(ends, 0) % slots.length] as number;
  Atomics.add(ends, 0, 1);
  return item;
};
/** Wrong: the positions run round the slots, so a full ring looks like an empty one. */
const sendRound = ({ ends, slots }: Ring, item: number) => {
  const tail = Atomics.load(ends, 1);
  Atomics.store(slots, tail, item);
  Atomics.store(ends, 1, (tail + 1) % slots.length);
};
const receiveRound = ({ ends, slots }: Ring) => {
  while (Atomics.load(ends, 0) === Atomics.load(ends, 1));
  const head = Atomics.load(ends, 0);
  const item = Atomics.load(slots, head);
  Atomics.store(ends, 0, (head + 1) % slots.length);
  return item;
};
const sendEarly = ({ ends, slots }: Ring, item: number) => {
  const tail = Atomics.load(ends, 1);
  Atomics.add(ends, 1, 1);
  Atomics.store(slots, tail % slots.length, item);
};
const receiveAtomically = ({ ends, slots }: Ring) => {
  while (Atomics.load(ends, 0) === Atomics.load(ends, 1));
  const item = Atomics.load(slots, Atomics.load(ends, 0) % slots.length);
  Atomics.add(ends, 0, 1);
  return item;
};

/** Vyukov's queue for many senders and receivers: each slot has a number that says whose turn it is. */
interface Mpmc {
  readonly ends: Words;
  readonly turns: Words;
  readonly items: Words;
}
const mpmc = () => {
  const turns = words(2);
  turns[1] = 1;
  return { ends: words(2), turns, items: words(2) };
};
const offer = ({ ends, turns, items }: Mpmc, item: number) => {
  for (;;) {
    const at = Atomics.load(ends, 1);
    if (Atomics.load(turns, at % 2) !== at) continue;
    if (Atomics.compareExchange(ends, 1, at, at + 1) !== at) continue;
    items[at % 2] = item;
    Atomics.store(turns, at % 2, at + 1);
    return;
  }
};
const poll = ({ ends, turns, items }: Mpmc) => {
  for (;;) {
    const at = Atomics.load(ends, 0);
    if (Atomics.load(turns, at % 2) !== at + 1) continue;
    if (Atomics.compareExchange(ends, 0, at, at + 1) !== at) continue;
    const item = items[at % 2] as number;
    Atomics.store(turns, at % 2, at + 2);
    return item;
  }
};

/** A stack of numbered nodes: `top[0]` is the first (0 for none), `next[n]` the one below. */
interface Stack {
  readonly top: Words;
  readonly next: Words;
}
const pop = ({ top, next }: Stack) => {
  for (;;) {
    const first = Atomics.load(top, 0);
    if (first === 0) return 0;
    const below = Atomics.load(next, first);
    if (Atomics.compareExchange(top, 0, first, below) === first) return first;
  }
};
const push = ({ top, next }: Stack, node: number) => {
  for (;;) {
    const first = Atomics.load(top, 0);
    Atomics.store(next, node, first);
    if (Atomics.compareExchange(top, 0, first, node) === first) return;
  }
};
/** The same with a count of changes beside the number, so that an old top is never mistaken for the present one. */
const popTagged = ({ top, next }: Stack) => {
  for (;;) {
    const seen = Atomics.load(top, 0);
    const first = seen & 0xff;
    if (first === 0) return 0;
    const below = Atomics.load(next, first);
    if (Atomics.compareExchange(top, 0, seen, ((seen >> 8) + 1) * 256 + below) === seen) return first;
  }
};
const pushTagged = ({ top, next }: Stack, node: number) => {
  for (;;) {
    const seen = Atomics.load(top, 0);
    Atomics.store(next, node, seen & 0xff);
    if (Atomics.compareExchange(top, 0, seen, ((seen >> 8) + 1) * 256 + node) === seen) return;
  }
};
/** Two nodes: 1 on top of 2. */
const stack = () => {
  const top = words();
  const next = words(3);
  top[0] = 1;
  next[1] = 2;
  return { top, next };
};
const scope = {
  send,
  receive,
  sendRound,
  receiveRound,
  sendEarly,
  receiveAtomically,
  offer,
  poll,
  pop,
  push,
  popTagged,
  pushTagged,
};
const ring = (length: number) => () => ({ ends: words(2), slots: words(length) });
const noNodeTwice = (_s: Stack, results: readonly unknown[]) => {
  const taken = results.flat().filter((node) => node !== 0);
  if (new Set(taken).size !== taken.length) throw new Error(`a node was handed out twice: ${taken}`);
};

interface Lazy {
  readonly state: Words;
  readonly value: Words;
}

export const structureBugs: Program[] = [
  program(
    "a ring that drops at the wrap",
    {
      shared: ring(2),
      threads: [
        (s: Ring) => {
          sendRound(s, 1);
          sendRound(s, 2);
        },
        (s: Ring) => [receiveRound(s), receiveRound(s)],
      ],
      scope,
      finally: (_s, [, got]) => String(got) === "1,2",
    },
    { bug: ["livelock", "wrong end"], preemptions: 0 },
  ),
  program(
    "a ring that moves its end before the item is in",
    {
      shared: ring(2),
      threads: [(s: Ring) => sendEarly(s, 7), (s: Ring) => receiveAtomically(s)],
      scope,
      finally: (_s, [, got]) => got === 7,
    },
    { bug: "wrong end", preemptions: 1 },
  ),
  program(
    "ABA: a node comes back while somebody still looks at it",
    {
      shared: stack,
      threads: [
        (s: Stack) => pop(s),
        (s: Stack) => {
          const first = pop(s);
          const second = pop(s);
          if (first !== 0) push(s, first);
          return second;
        },
      ],
      scope,
      finally: ({ top }: Stack, [one, two]) => {
        // What was handed out must not be in the stack any more.
        if (top[0] !== 0 && (top[0] === one || top[0] === two))
          throw new Error(`node ${top[0]} is taken and on the stack`);
      },
    },
    { bug: "wrong end", preemptions: 1 },
  ),
  program(
    "initialised twice",
    {
      shared: () => ({ state: words(), value: words() }),
      threads: times(2, ({ state, value }: Lazy) => {
        if (Atomics.load(state, 0) === 0) {
          Atomics.add(value, 0, 1);
          Atomics.store(state, 0, 1);
        }
      }),
      finally: ({ value }: Lazy) => value[0] === 1,
    },
    { bug: "wrong end", preemptions: 1 },
  ),
  program(
    "double-checked locking that says too early that it is done",
    {
      shared: () => ({ state: words(2), value: words() }),
      threads: times(2, ({ state, value }: Lazy) => {
        if (Atomics.load(state, 0) === 0) {
          while (Atomics.compareExchange(state, 1, 0, 1) !== 0);
          if (Atomics.load(state, 0) === 0) {
            Atomics.store(state, 0, 1);
            Atomics.store(value, 0, 42);
          }
          Atomics.store(state, 1, 0);
        }
        return Atomics.load(value, 0);
      }),
      finally: (_s, results) => results.every((value) => value === 42),
    },
    { bug: "wrong end", preemptions: 1 },
  ),
  program(
    "a value in two words, read half old and half new",
    {
      shared: () => ({ halves: words(2) }),
      threads: [
        ({ halves }: { halves: Words }) => {
          Atomics.store(halves, 0, 1);
          Atomics.store(halves, 1, 1);
        },
        ({ halves }: { halves: Words }) => Atomics.load(halves, 0) * 10 + Atomics.load(halves, 1),
      ],
      finally: (_s, [, seen]) => seen === 0 || seen === 11,
    },
    { bug: "wrong end", preemptions: 1 },
  ),
  program(
    "money that is on its way",
    {
      shared: () => ({
        accounts: (() => {
          const w = words(2);
          w[0] = 100;
          return w;
        })(),
      }),
      threads: [
        ({ accounts }: { accounts: Words }) => {
          Atomics.sub(accounts, 0, 10);
          Atomics.add(accounts, 1, 10);
        },
        ({ accounts }: { accounts: Words }) => Atomics.load(accounts, 0),
      ],
      invariant: ({ accounts }) => {
        if ((accounts[0] as number) + (accounts[1] as number) !== 100) throw new Error("10 are missing");
      },
    },
    { bug: "invariant broken", preemptions: 0 },
  ),
];

export const rightStructures: Program[] = [
  program("a ring for one sender and one receiver", {
    shared: ring(1),
    threads: [
      (s: Ring) => {
        send(s, 1);
        send(s, 2);
      },
      (s: Ring) => [receive(s), receive(s)],
    ],
    scope,
    finally: (_s, [, got]) => String(got) === "1,2",
  }),
  program("a queue for many senders and receivers", {
    shared: mpmc,
    threads: [(s: Mpmc) => offer(s, 1), (s: Mpmc) => offer(s, 2), (s: Mpmc) => [poll(s), poll(s)]],
    scope,
    finally: (_s, [, , got]) => (got as number[]).toSorted().join() === "1,2",
  }),
  program("a stack whose top has a tag", {
    shared: stack,
    threads: [
      (s: Stack) => popTagged(s),
      (s: Stack) => {
        const first = popTagged(s);
        const second = popTagged(s);
        if (first !== 0) pushTagged(s, first);
        return second;
      },
    ],
    scope,
    finally: ({ top }: Stack, [one, two]) => {
      const left = (top[0] as number) & 0xff;
      return left === 0 || (left !== one && left !== two);
    },
  }),
  program("a stack that only shrinks", {
    shared: stack,
    threads: times(3, (s: Stack) => pop(s)),
    scope,
    finally: noNodeTwice,
  }),
  program("double-checked locking", {
    shared: () => ({ state: words(2), value: words() }),
    threads: times(2, ({ state, value }: Lazy) => {
      if (Atomics.load(state, 0) === 0) {
        while (Atomics.compareExchange(state, 1, 0, 1) !== 0);
        if (Atomics.load(state, 0) === 0) {
          value[0] = 42;
          Atomics.store(state, 0, 1);
        }
        Atomics.store(state, 1, 0);
      }
      return value[0];
    }),
    finally: (_s, results) => results.every((value) => value === 42),
  }),
  program("a sequence lock", {
    shared: () => ({ halves: words(3) }),
    threads: [
      ({ halves }: { halves: Words }) => {
        Atomics.add(halves, 2, 1);
        Atomics.store(halves, 0, 1);
        Atomics.store(halves, 1, 1);
        Atomics.add(halves, 2, 1);
      },
      ({ halves }: { halves: Words }) => {
        for (;;) {
          const before = Atomics.load(halves, 2);
          const seen = Atomics.load(halves, 0) * 10 + Atomics.load(halves, 1);
          if (before % 2 === 0 && Atomics.load(halves, 2) === before) return seen;
        }
      },
    ],
    finally: (_s, [, seen]) => seen === 0 || seen === 11,
  }),
];
