import { threadId } from "node:worker_threads";
import { expect, test } from "vitest";
import { Mutex, SharingError } from "../../../../labs/sharing/index.ts";
import fc from "../../../fast-check.ts";
import { onThread, sharedWords, until } from "../support/threads.ts";

test("200,000 contended acquisitions from four threads: never two threads inside, and no update lost", async () => {
  const shared = { mutex: new Mutex(), words: sharedWords(3) };
  const threads = Array.from({ length: 4 }, () =>
    onThread(shared, ({ mutex, words }) => {
      for (let i = 0; i < 50_000; i++) {
        mutex.lock();
        if (Atomics.add(words, 0, 1) !== 0) Atomics.add(words, 1, 1);
        words[2] = (words[2] as number) + 1;
        Atomics.sub(words, 0, 1);
        mutex.unlock();
      }
    }),
  );
  await Promise.all(threads.map((thread) => thread.result));
  const [inside, overlaps, count] = shared.words;
  expect({ inside, overlaps, count }).toEqual({ inside: 0, overlaps: 0, count: 200_000 });
  expect(shared.mutex.holder).toBeNull();
});

test("event loops and blocking threads exclude each other too", async () => {
  const shared = { mutex: new Mutex(), words: sharedWords(3) };
  const blocking = Array.from({ length: 2 }, () =>
    onThread(shared, ({ mutex, words }) => {
      for (let i = 0; i < 5000; i++) {
        mutex.runExclusive(() => {
          words[0] = (words[0] as number) + 1;
        });
      }
    }),
  );
  for (let i = 0; i < 200; i++) {
    await shared.mutex.runExclusiveAsync(() => {
      shared.words[0] = (shared.words[0] as number) + 1;
    });
  }
  await Promise.all(blocking.map((thread) => thread.result));
  expect(shared.words[0]).toBe(10_200);
});

test("two tasks of one event loop exclude each other, although they are one thread", async () => {
  const mutex = new Mutex();
  const diary: string[] = [];
  const task = (name: string) =>
    mutex.runExclusiveAsync(async () => {
      diary.push(`${name} in`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      diary.push(`${name} out`);
    });
  await Promise.all([task("a"), task("b"), task("c")]);
  expect(diary).toEqual(["a in", "a out", "b in", "b out", "c in", "c out"]);
});

test("while lockAsync waits, the event loop is not blocked", async () => {
  const shared = { mutex: new Mutex(), words: sharedWords(1) };
  const holder = onThread(shared, ({ mutex, words }) => {
    mutex.lock();
    Atomics.wait(words, 0, 0);
    mutex.unlock();
  });
  await until(() => shared.mutex.holder === holder.threadId);
  const waiting = shared.mutex.lockAsync();
  let turns = 0;
  while (turns < 50) {
    turns++;
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(shared.mutex.holder).toBe(holder.threadId);
  Atomics.store(shared.words, 0, 1);
  Atomics.notify(shared.words, 0);
  const guard = await waiting;
  expect(shared.mutex.holder).toBe(threadId);
  guard.release();
});

test("tryLock answers at once: a guard, or null while another thread holds it", async () => {
  const shared = { mutex: new Mutex(), words: sharedWords(1) };
  const holder = onThread(shared, ({ mutex, words }) => {
    const guard = mutex.tryLock();
    Atomics.wait(words, 0, 0);
    guard?.release();
    return guard !== null;
  });
  await until(() => shared.mutex.holder === holder.threadId);
  expect(shared.mutex.tryLock()).toBeNull();
  Atomics.store(shared.words, 0, 1);
  Atomics.notify(shared.words, 0);
  expect(await holder.result).toBe(true);
  const guard = shared.mutex.tryLock();
  expect(guard).not.toBeNull();
  guard?.release();
});

test("a lock that does not come in time is a TIMEOUT that names the holder, and does no harm", async () => {
  const shared = { mutex: new Mutex(), words: sharedWords(1) };
  const holder = onThread(shared, ({ mutex, words }) => {
    mutex.lock();
    Atomics.wait(words, 0, 0);
    mutex.unlock();
  });
  await until(() => shared.mutex.holder === holder.threadId);
  // 1 ms ends before the waiter claims the lock; 20 ms ends after it, so the claim must be withdrawn.
  for (const timeout of [0, 1, 20]) {
    const sentence = `The mutex, held by thread ${holder.threadId}, did not come within ${timeout} ms.`;
    expect(() => shared.mutex.lock({ timeout })).toThrow(sentence);
    await expect(shared.mutex.lockAsync({ timeout })).rejects.toMatchObject({ code: "TIMEOUT" });
  }
  Atomics.store(shared.words, 0, 1);
  Atomics.notify(shared.words, 0);
  await holder.result;
  shared.mutex.lock({ timeout: 10_000 }).release();
  expect(shared.mutex.holder).toBeNull();
});

test("only the holder may unlock", async () => {
  const mutex = new Mutex();
  expect(() => mutex.unlock()).toThrow("and nobody holds it");
  mutex.lock();
  const stranger = onThread({ mutex }, ({ mutex }) => mutex.unlock());
  await expect(stranger.result).rejects.toMatchObject({ name: "SharingError", code: "NOT_OWNER" });
  expect(mutex.holder).toBe(threadId);
  mutex.unlock();
});

test("a thread that locks a mutex which it holds gets DEADLOCK instead of waiting for ever", () => {
  const mutex = new Mutex();
  mutex.lock();
  expect(() => mutex.lock()).toThrow(expect.objectContaining({ code: "DEADLOCK" }));
  mutex.unlock();
});

test("`using` and runExclusive unlock at the end, also when the work throws; a guard releases once", () => {
  const mutex = new Mutex();
  {
    using guard = mutex.lock();
    expect(mutex.holder).toBe(threadId);
    expect(guard.ownerDied).toBeNull();
  }
  expect(mutex.holder).toBeNull();
  const fail = () =>
    mutex.runExclusive(() => {
      throw new Error("in the critical section");
    });
  expect(fail).toThrow("in the critical section");
  expect(mutex.runExclusive(() => 42)).toBe(42);
  const guard = mutex.lock();
  guard.release();
  mutex.lock();
  guard.release();
  expect(mutex.holder).toBe(threadId);
  mutex.unlock();
});

test("on one thread any order of tryLock and unlock behaves as a boolean", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("tryLock", "unlock", "view")), (steps) => {
      let mutex = new Mutex();
      let held = false;
      for (const step of steps) {
        if (step === "view") mutex = Mutex.from(mutex.share());
        else if (step === "tryLock") {
          expect(mutex.tryLock() !== null).toBe(!held);
          held = true;
        } else if (held) {
          mutex.unlock();
          held = false;
        } else expect(() => mutex.unlock()).toThrow(SharingError);
        expect(mutex.holder).toBe(held ? threadId : null);
      }
    }),
  );
});

test("a waiter is not overtaken for ever: it claims the mutex and is handed it", async () => {
  const shared = { mutex: new Mutex(), words: sharedWords(2) };
  const greedy = onThread(shared, ({ mutex, words }) => {
    while (Atomics.load(words, 0) === 0) {
      mutex.lock();
      Atomics.store(words, 1, 1);
      const end = performance.now() + 2;
      while (performance.now() < end);
      mutex.unlock();
    }
  });
  await until(() => Atomics.load(shared.words, 1) === 1);
  const modest = onThread(shared, ({ mutex }) => {
    let turns = 0;
    // A waiter gets the lock without a hand-off now and then, but not hundreds of times.
    while (turns < 10 || (turns < 500 && mutex.contention.handOffs === 0)) {
      while (mutex.holder === null);
      mutex.lock({ timeout: 10_000 }).release();
      turns++;
    }
    return mutex.contention;
  });
  const contention = await modest.result;
  Atomics.store(shared.words, 0, 1);
  await greedy.result;
  expect(contention.waits).toBeGreaterThan(0);
  expect(contention.handOffs).toBeGreaterThan(0);
});

test("an event loop is handed the mutex too, however often threads take it", async () => {
  const shared = { mutex: new Mutex(), words: sharedWords(1) };
  const greedy = Array.from({ length: 2 }, () =>
    onThread(shared, ({ mutex, words }) => {
      while (Atomics.load(words, 0) === 0) {
        mutex.lock();
        const end = performance.now() + 1;
        while (performance.now() < end);
        mutex.unlock();
      }
    }),
  );
  for (let i = 0; i < 5; i++) (await shared.mutex.lockAsync({ timeout: 10_000 })).release();
  Atomics.store(shared.words, 0, 1);
  await Promise.all(greedy.map((thread) => thread.result));
});

test("contention counts waits and their time; it stays 0 without contention", async () => {
  const shared = { mutex: new Mutex(), words: sharedWords(1) };
  shared.mutex.lock().release();
  expect(shared.mutex.contention).toEqual({
    waits: 0,
    secondsWaited: 0,
    longestWait: 0,
    handOffs: 0,
    recoveries: 0,
  });
  shared.mutex.lock();
  const { buffer, offset } = shared.mutex.share();
  const word = new Int32Array(buffer, offset, 1);
  const unawaited = Atomics.load(word, 0);
  const waiter = onThread(shared, ({ mutex }) => {
    mutex.lock();
    mutex.unlock();
  });
  // The waiter marks the lock before it sleeps.
  await until(() => Atomics.load(word, 0) !== unawaited);
  // Waits are recorded in microseconds, so it waits for more than one.
  await new Promise((resolve) => setTimeout(resolve, 5));
  shared.mutex.unlock();
  await waiter.result;
  const { waits, secondsWaited, longestWait } = shared.mutex.contention;
  expect(waits).toBe(1);
  expect(longestWait).toBeGreaterThan(0);
  expect(secondsWaited).toBe(longestWait);
});

test("bad arguments are named", () => {
  const mutex = new Mutex();
  expect(() => mutex.lock({ timeout: -1 })).toThrow(
    "timeout must be at least 0 (milliseconds), but is -1 (number).",
  );
  expect(() => mutex.lock({ timeout: Number.NaN })).toThrow(SharingError);
  // @ts-expect-error not a handle
  expect(() => Mutex.from({})).toThrow(
    "from() takes a handle of kind swarmlab.mutex, but got an object of class Object.",
  );
  const tooSmall = { kind: "swarmlab.mutex", buffer: new SharedArrayBuffer(8), offset: 0 } as const;
  expect(() => Mutex.from(tooSmall)).toThrow(/needs 48 bytes/);
  const crooked = { kind: "swarmlab.mutex", buffer: new SharedArrayBuffer(80), offset: 4 } as const;
  expect(() => Mutex.from(crooked)).toThrow(/multiple of 8/);
});

test("runExclusive refuses an asynchronous section, which would go on without the mutex", async () => {
  const mutex = new Mutex();
  const code = expect.objectContaining({
    code: "INVALID_ARGUMENT",
    message: expect.stringContaining("runExclusiveAsync"),
  });
  let hasBegun = false;
  expect(() =>
    mutex.runExclusive(async () => {
      hasBegun = true;
      await null;
    }),
  ).toThrow(code);
  expect(hasBegun).toBe(false);
  expect(() => mutex.runExclusive(() => Promise.reject(new Error("unseen")))).toThrow(code);
  expect(mutex.holder).toBeNull();
  expect(await mutex.runExclusiveAsync(async () => 5)).toBe(5);
});
