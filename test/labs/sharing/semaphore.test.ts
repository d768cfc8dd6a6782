import { expect, test } from "vitest";
import { Semaphore, SharingError } from "../../../labs/sharing/index.ts";
import { onThread, sharedWords, until } from "./support/threads.ts";

test("never more threads at once than there are permits", async () => {
  const shared = { semaphore: new Semaphore(2), words: sharedWords(2) };
  const threads = Array.from({ length: 4 }, () =>
    onThread(shared, ({ semaphore, words }) => {
      for (let i = 0; i < 2000; i++) {
        const permit = semaphore.acquire();
        const inside = Atomics.add(words, 0, 1) + 1;
        if (inside > Atomics.load(words, 1)) Atomics.store(words, 1, inside);
        Atomics.sub(words, 0, 1);
        permit.release();
      }
    }),
  );
  await Promise.all(threads.map((thread) => thread.result));
  expect(shared.words[1]).toBeLessThanOrEqual(2);
  expect(shared.semaphore.permits).toBe(2);
});

test("a released permit wakes a thread and an event loop that wait for one", async () => {
  const shared = { semaphore: new Semaphore(0), words: sharedWords(1) };
  const thread = onThread(shared, ({ semaphore, words }) => {
    Atomics.store(words, 0, 1);
    semaphore.acquire();
    return "got it";
  });
  await until(() => shared.words[0] === 1);
  const loop = shared.semaphore.acquireAsync();
  shared.semaphore.release(2);
  expect(await thread.result).toBe("got it");
  (await loop).release();
  expect(shared.semaphore.permits).toBe(1);
});

test("without a permit: tryAcquire is null, acquire ends with TIMEOUT", async () => {
  const semaphore = new Semaphore(1);
  const permit = semaphore.tryAcquire();
  expect(permit).not.toBeNull();
  expect(semaphore.tryAcquire()).toBeNull();
  expect(() => semaphore.acquire({ timeout: 5 })).toThrow("A permit did not come within 5 ms.");
  await expect(semaphore.acquireAsync({ timeout: 5 })).rejects.toMatchObject({ code: "TIMEOUT" });
  permit?.release();
  permit?.release();
  expect(semaphore.permits).toBe(1);
  {
    using _held = semaphore.acquire();
    expect(semaphore.permits).toBe(0);
  }
  expect(semaphore.permits).toBe(1);
});

test("bad arguments are named", () => {
  expect(() => new Semaphore(-1)).toThrow("The number of permits must be a whole number from 0");
  expect(() => new Semaphore(1).release(0)).toThrow(SharingError);
  expect(() => new Semaphore(1).acquire({ timeout: -5 })).toThrow("timeout must be at least 0");
});

test("permits beyond 32 bits are refused with OVERFLOW, and the number of permits stays", () => {
  const semaphore = new Semaphore(2 ** 31 - 1);
  expect(() => semaphore.release()).toThrow(expect.objectContaining({ code: "OVERFLOW" }));
  expect(semaphore.permits).toBe(2 ** 31 - 1);
  semaphore.acquire().release();
  for (const permits of [-1, 0.5, Number.NaN, 2 ** 32, "1" as never, null as never])
    expect(() => semaphore.release(permits)).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
  for (const permits of [-1, 0.5, Number.NaN, 2 ** 31, "1" as never, null as never, undefined as never])
    expect(() => new Semaphore(permits)).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
  expect(semaphore.permits).toBe(2 ** 31 - 1);
});
