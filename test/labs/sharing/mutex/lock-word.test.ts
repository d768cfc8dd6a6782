import { expect, test } from "vitest";
import { FREE, type LockAttempt, LockWord } from "../../../../labs/sharing/mutex/lock-word.ts";
import { ME } from "../../../../labs/sharing/thread-id.ts";

// One thread acts as several waiters, step by step, to test which step the word allows next.
const newLock = () => new LockWord(new SharedArrayBuffer(4), 0);
const unhurried = (): LockAttempt => ({ claimsAt: Number.POSITIVE_INFINITY, claimed: false });
const claiming = (): LockAttempt => ({ claimsAt: 0, claimed: false });

test("a lock without waiters is released in one step, and only once", () => {
  const lock = newLock();
  expect([lock.take(), lock.take(), lock.holder]).toEqual([true, false, ME]);
  expect([lock.release(), lock.release(), lock.holder]).toEqual([true, false, 0]);
});

test("a lock with a waiter is not released in one step: the waiter must be woken", () => {
  const lock = newLock();
  lock.take();
  expect(lock.takeOrMark(unhurried())).not.toBe(FREE);
  expect(lock.release()).toBe(false);
  expect(lock.passOn(ME)).toBe("woken");
  // Any running thread may take the lock before the woken one.
  expect(lock.take()).toBe(true);
});

test("a woken waiter takes the lock as one that others may wait for", () => {
  const lock = newLock();
  lock.take();
  const waiter = unhurried();
  lock.takeOrMark(waiter);
  lock.passOn(ME);
  expect(lock.takeOrMark(waiter)).toBe(FREE);
  expect(lock.release()).toBe(false);
  expect(lock.passOn(ME)).toBe("woken");
});

test("a reserved lock goes to its claimant only, not to a running thread or another waiter", () => {
  const lock = newLock();
  lock.take();
  const first = claiming();
  const marked = lock.takeOrMark(first);
  expect(first.claimed).toBe(true);
  expect(lock.canClaimLater(marked)).toBe(false);
  const second = claiming();
  lock.takeOrMark(second);
  expect(second.claimed).toBe(false);
  expect(lock.passOn(ME)).toBe("handed-over");
  expect(lock.take()).toBe(false);
  expect(lock.takeOrMark(second)).not.toBe(FREE);
  expect(lock.takeOrMark(unhurried())).not.toBe(FREE);
  expect(lock.takeOrMark(first)).toBe(FREE);
  // Now the second may claim the lock.
  lock.takeOrMark(second);
  expect(second.claimed).toBe(true);
});

test("a waiter that withdraws its claim frees the lock, or takes it if it is reserved already", () => {
  const lock = newLock();
  lock.take();
  lock.takeOrMark(claiming());
  expect(lock.takeOrWithdraw()).toBe(false);
  expect(lock.passOn(ME)).toBe("woken");
  lock.take();
  lock.takeOrMark(claiming());
  lock.passOn(ME);
  expect(lock.takeOrWithdraw()).toBe(true);
  expect(lock.holder).toBe(ME);
  lock.takeOrMark(claiming());
  lock.passOn(ME);
  lock.withdraw();
  expect(lock.take()).toBe(true);
});

test("a thread cannot pass on a lock that another thread holds", () => {
  const lock = newLock();
  expect(lock.passOn(ME)).toBe("not-held");
  lock.take();
  expect(lock.passOn(ME + 1)).toBe("not-held");
  expect(lock.holder).toBe(ME);
});
