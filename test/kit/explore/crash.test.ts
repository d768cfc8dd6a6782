import { Mutex } from "@swarmlab/labs/sharing";
import { expect, test } from "vitest";
import { type Died, explore, programText } from "../../../kit/explore/index.ts";
import { exploreText } from "../../../kit/explore/remote/explore-text.ts";
import { words } from "./programs/program.ts";

type Words = Int32Array<SharedArrayBuffer>;
interface Guarded {
  readonly lock: Words;
  readonly counter: Words;
}

const shared = () => ({ lock: words(), counter: words() });
const sleepLock = (lock: Words) => {
  while (Atomics.compareExchange(lock, 0, 0, 1) !== 0) Atomics.wait(lock, 0, 1);
};
const unlock = (lock: Words) => {
  Atomics.store(lock, 0, 0);
  Atomics.notify(lock, 0, 1);
};
const scope = { sleepLock, unlock, Mutex };

const add = ({ lock, counter }: Guarded) => {
  sleepLock(lock);
  counter[0] = (counter[0] as number) + 1;
  unlock(lock);
};
const addInFinally = ({ lock, counter }: Guarded) => {
  sleepLock(lock);
  try {
    counter[0] = (counter[0] as number) + 1;
  } finally {
    unlock(lock);
  }
};

test("a lock that nobody recovers deadlocks when its holder dies, and the verdict names step, line and thread", async () => {
  const { failure, summary } = await explore({
    shared,
    threads: { Ada: add, Grace: add },
    scope,
    crash: true,
  });
  expect(failure?.kind).toBe("deadlock");
  expect(failure?.preemptions).toBe(0);
  expect(failure?.message).toMatch(
    /B waits for lock\[0\], which A holds at line \d of sleepLock .*A had died at step 2, before line \d of Ada \(counter/s,
  );
  expect(summary).toContain("A had died at step 2");
  expect(failure?.trace).toContain("Ax");
  expect(failure?.steps.find(({ action }) => action.includes("dies"))).toMatchObject({
    thread: 0,
    number: 2,
  });
});

test("the trace of a death can be replayed", async () => {
  const options = { shared, threads: [add, add], scope, crash: true };
  const { failure } = await explore(options);
  const again = await explore({ ...options, replay: failure?.trace as string });
  expect(again.failure?.message).toBe(failure?.message);
});

test("a thread that dies does not run its finally block", async () => {
  const { failure } = await explore({ shared, threads: [addInFinally, addInFinally], scope, crash: true });
  expect(failure?.kind).toBe("deadlock");
});

test("without crash nothing dies", async () => {
  const verdict = await explore({ shared, threads: [add, add], scope });
  expect(verdict.covered).toBe("all");
});

test("two threads that wait for nobody survive each other's death, and the verdict says so", async () => {
  const once = ({ counter }: Guarded) => Atomics.add(counter, 0, 1);
  const died = new Set<string>();
  const verdict = await explore({
    shared,
    threads: [once, once],
    crash: true,
    finally: ({ counter }, results, dead) => {
      died.add(dead.join());
      const added = results.filter((result) => result !== undefined).length;
      return counter[0] === added || counter[0] === added + 1;
    },
  });
  expect(verdict.covered).toBe("all");
  expect(verdict.summary).toContain("even if one thread dies between any two of its steps");
  expect([...died].sort()).toEqual(["", "0", "1"]);
});

test("a failure that needs no death is shown without one", async () => {
  const racy = ({ counter }: Guarded) => {
    Atomics.store(counter, 0, Atomics.load(counter, 0) + 1);
  };
  const { failure } = await explore({
    shared,
    threads: [racy, racy],
    crash: true,
    finally: ({ counter }, _results, died) => died.length > 0 || counter[0] === 2,
  });
  expect(failure?.trace).not.toContain("x");
});

test("as many threads die in a run as the option says", async () => {
  const died = new Set<number>();
  const once = ({ counter }: Guarded) => Atomics.add(counter, 0, 1);
  const count = async (crashes: number) => {
    died.clear();
    await explore({
      shared,
      threads: [once, once, once],
      crash: true,
      crashes,
      finally: (_shared, _results, dead) => {
        died.add(dead.length);
      },
    });
    return Math.max(...died);
  };
  expect(await count(1)).toBe(1);
  expect(await count(2)).toBe(2);
});

/** A word that holds the number of the thread that has the lock; a supervisor frees it after a death. */
const ownedLock = ({ lock, counter }: Guarded, thread: number) => {
  for (;;) {
    const holder = Atomics.compareExchange(lock, 0, 0, thread + 1);
    if (holder === 0) break;
    Atomics.wait(lock, 0, holder);
  }
  Atomics.add(counter, 0, 1);
  unlock(lock);
};

test("recover runs as a thread of its own after a death, and may free what the dead thread held", async () => {
  const verdict = await explore({
    shared,
    threads: { Ada: ownedLock, Grace: ownedLock },
    scope,
    crash: true,
    recover: ({ lock }, { thread }: Died) => {
      Atomics.compareExchange(lock, 0, thread + 1, 0);
      // The dead thread may owe a wake-up, so it notifies in any case.
      Atomics.notify(lock, 0, 1);
    },
  });
  expect(verdict.failure).toBeNull();
  expect(verdict.covered).toBe("all");
  expect(verdict.threads).toEqual(["Ada", "Grace", "recover"]);
});

test("a recovery that forgets the wake-up of a thread that died after its release is found", async () => {
  const { failure } = await explore({
    shared,
    threads: { Ada: ownedLock, Grace: ownedLock },
    scope,
    crash: true,
    recover: ({ lock }, { thread }: Died) => {
      if (Atomics.compareExchange(lock, 0, thread + 1, 0) === thread + 1) Atomics.notify(lock, 0, 1);
    },
  });
  expect(failure?.kind).toBe("lost wake-up");
  expect(failure?.message).toMatch(/had died at step \d+, before line 3 of unlock/);
});

test("a word declared as a lock may be freed by another thread after its holder's death, and not before", async () => {
  const options = {
    shared,
    threads: [ownedLock, ownedLock],
    scope,
    locks: ({ lock }: Guarded) => [[lock, 0]] as const,
    crash: true,
  };
  const right = await explore({
    ...options,
    recover: ({ lock }, { thread }) => {
      Atomics.compareExchange(lock, 0, thread + 1, 0);
      Atomics.notify(lock, 0);
    },
  });
  expect(right.failure).toBeNull();
  const wrong = await explore({ ...options, recover: ({ lock }) => unlock(lock) });
  expect(wrong.failure?.kind).toBe("unlock by non-owner");
});

test("a waiter that dies takes no wake-up: the notification goes to the one behind it", async () => {
  const sleeper = ({ lock }: Guarded) => {
    while (Atomics.load(lock, 0) === 0) Atomics.wait(lock, 0, 0);
    Atomics.notify(lock, 0, 1);
  };
  const opener = ({ lock }: Guarded) => {
    Atomics.store(lock, 0, 1);
    Atomics.notify(lock, 0, 1);
  };
  const { failure } = await explore({ shared, threads: [sleeper, sleeper, opener], crash: true });
  // The first sleeper is woken and dies before it passes the wake-up on; or the opener dies before it notifies.
  expect(failure?.kind).toMatch(/deadlock|lost wake-up/);
  const verdict = await explore({
    shared,
    threads: [sleeper, sleeper, opener],
    crash: true,
    recover: ({ lock }) => {
      Atomics.store(lock, 0, 1);
      Atomics.notify(lock, 0);
    },
  });
  expect(verdict.failure).toBeNull();
});

test("crashes and recover without crash, and a wrong number of crashes, are refused", async () => {
  const options = { shared, threads: [add, add], scope };
  await expect(explore({ ...options, crashes: 2 })).rejects.toThrow("no thread dies without crash: true");
  await expect(explore({ ...options, recover: () => {} })).rejects.toThrow("without crash: true");
  await expect(explore({ ...options, crash: true, crashes: 0 })).rejects.toThrow(
    "crashes must be a whole number",
  );
  await expect(explore({ ...options, crash: 1 as never })).rejects.toThrow("crash must be true or false");
});

test("a program with crash and recover crosses to an answer's process as text", async () => {
  const text = programText({
    shared: () => ({ lock: new Int32Array(new SharedArrayBuffer(4)) }),
    threads: [
      ({ lock }: { lock: Words }) => void Atomics.add(lock, 0, 1),
      ({ lock }: { lock: Words }) => void Atomics.add(lock, 0, 1),
    ],
    crash: true,
    recover: ({ lock }: { lock: Words }) => void Atomics.add(lock, 0, 10),
    finally: ({ lock }: { lock: Words }, _results: unknown, died: readonly number[]) =>
      (lock[0] as number) >= 10 === died.length > 0,
  } as never);
  const verdict = await exploreText(text, "");
  expect(verdict.summary).toContain("Proved");
});
