import { expect, test } from "vitest";
import { Mutex, recover, share } from "../../../../labs/sharing/index.ts";
import { onThread, sharedWords, until } from "../support/threads.ts";

type Shared = { mutex: Mutex; words: Int32Array };

/** Holds the mutex until word 0 says otherwise. */
function hold({ mutex, words }: Shared): void {
  mutex.lock();
  Atomics.wait(words, 0, 0);
  mutex.unlock();
}

function letGo(words: Int32Array): void {
  Atomics.store(words, 0, 1);
  Atomics.notify(words, 0);
}

/** Waits for the mutex and returns its `ownerDied`. */
function take({ mutex, words }: Shared): number | null {
  Atomics.add(words, 1, 1);
  const guard = mutex.lock();
  const { ownerDied } = guard;
  guard.release();
  return ownerDied;
}

test("after the death of a holder all waiters go on, and each guard names the dead thread", async () => {
  const shared = { mutex: new Mutex(), words: sharedWords(2) };
  const holder = onThread(shared, hold);
  await until(() => shared.mutex.holder === holder.threadId);
  const waiters = Array.from({ length: 3 }, () => onThread(shared, take));
  await until(() => shared.words[1] === 3);
  const onLoop = shared.mutex.lockAsync();
  await holder.kill();
  expect(shared.mutex.recover(holder.threadId)).toBe(true);
  const guard = await onLoop;
  expect(guard.ownerDied).toBe(holder.threadId);
  guard.release();
  for (const waiter of waiters) expect(await waiter.result).toBe(holder.threadId);
  expect(shared.mutex.contention.recoveries).toBe(1);
});

test("once the data is repaired, no later holder is warned", async () => {
  const shared = { mutex: new Mutex(), words: sharedWords(2) };
  const holder = onThread(shared, hold);
  await until(() => shared.mutex.holder === holder.threadId);
  await holder.kill();
  shared.mutex.recover(holder.threadId);
  expect(() => shared.mutex.lock({ ifOwnerDied: "throw" })).toThrow(
    expect.objectContaining({ code: "OWNER_DIED" }),
  );
  await expect(shared.mutex.lockAsync({ ifOwnerDied: "throw" })).rejects.toThrow(
    `Thread ${holder.threadId} died while it held the mutex`,
  );
  // The thread that threw OWNER_DIED has released the mutex.
  expect(shared.mutex.holder).toBeNull();
  shared.mutex.runExclusive((guard) => guard.markRepaired());
  expect(shared.mutex.ownerDied).toBeNull();
  shared.mutex.lock({ ifOwnerDied: "throw" }).release();
});

test("a dead waiter does not block the others, not even after it claimed the mutex", async () => {
  const shared = { mutex: new Mutex(), words: sharedWords(2) };
  const holder = onThread(shared, hold);
  await until(() => shared.mutex.holder === holder.threadId);
  const impatient = onThread(shared, take);
  await until(() => shared.words[1] === 1);
  await new Promise((resolve) => setTimeout(resolve, 60));
  await impatient.kill();
  const next = onThread(shared, take);
  await until(() => shared.words[1] === 2);
  expect(shared.mutex.recover(impatient.threadId)).toBe(true);
  letGo(shared.words);
  await holder.result;
  expect(await next.result).toBeNull();
});

test("a mutex reserved for a waiter that has died becomes free again", async () => {
  const shared = { mutex: new Mutex(), words: sharedWords(2) };
  const holder = onThread(shared, hold);
  await until(() => shared.mutex.holder === holder.threadId);
  const impatient = onThread(shared, take);
  await until(() => shared.words[1] === 1);
  await new Promise((resolve) => setTimeout(resolve, 60));
  await impatient.kill();
  letGo(shared.words);
  await holder.result;
  const next = onThread(shared, take);
  await until(() => shared.words[1] === 2);
  shared.mutex.recover(impatient.threadId);
  expect(await next.result).toBeNull();
});

test("the death of a thread that has nothing to do with the mutex changes nothing", async () => {
  const shared = { mutex: new Mutex(), words: sharedWords(2) };
  const bystander = onThread(shared, () => {});
  await bystander.result;
  await bystander.kill();
  const guard = shared.mutex.lock();
  expect(shared.mutex.recover(bystander.threadId)).toBe(false);
  expect(guard.ownerDied).toBeNull();
  guard.release();
});

test("recover() reaches all primitives and handles of a value", async () => {
  const shared = { mutex: new Mutex(), words: sharedWords(2) };
  const holder = onThread(shared, hold);
  await until(() => shared.mutex.holder === holder.threadId);
  await holder.kill();
  expect(recover(share({ nested: [shared] }), holder.threadId)).toBe(1);
  expect(recover(shared, holder.threadId)).toBe(0);
  expect(shared.mutex.holder).toBeNull();
});

test("threads killed at random moments while they contend for the mutex never leave it locked", async () => {
  const shared = { mutex: new Mutex(), words: sharedWords(2) };
  for (let round = 0; round < 6; round++) {
    const fighters = Array.from({ length: 3 }, () =>
      onThread(shared, ({ mutex, words }) => {
        for (;;) mutex.runExclusive(() => Atomics.add(words, 0, 1));
      }),
    );
    await until(() => Atomics.load(shared.words, 0) > round * 1000);
    await new Promise((resolve) => setTimeout(resolve, round));
    for (const fighter of fighters) {
      await fighter.kill();
      shared.mutex.recover(fighter.threadId);
    }
    shared.mutex.lock({ timeout: 5000 }).release();
    Atomics.store(shared.words, 0, (round + 1) * 1000);
  }
});
