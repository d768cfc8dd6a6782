import { expect, test } from "vitest";
import { FREE, LockWord, type Waiter } from "../../../../labs/sharing/mutex/lock-word.ts";
import { ME } from "../../../../labs/sharing/thread-id.ts";

// One thread plays several waiters, step by step: what matters here is which step the word allows next.
const newLock = () => new LockWord(new SharedArrayBuffer(4), 0);
const patient = (): Waiter => ({ impatientFrom: Number.POSITIVE_INFINITY, claimed: false });
const impatient = (): Waiter => ({ impatientFrom: 0, claimed: false });

test("a lock that nobody waits for is given back in one step, and only once", () => {
  const lock = newLock();
  expect([lock.take(), lock.take(), lock.holder]).toEqual([true, false, ME]);
  expect([lock.give(), lock.give(), lock.holder]).toEqual([true, false, 0]);
});

test("with a waiter the short way back is closed: it must be woken", () => {
  const lock = newLock();
  lock.take();
  expect(lock.takeOrMark(patient())).not.toBe(FREE);
  expect(lock.give()).toBe(false);
  expect(lock.passOn(ME)).toBe("woken");
  // Anybody who runs may come before the one that was woken.
  expect(lock.take()).toBe(true);
});

test("a woken waiter takes the lock as one that others may wait for", () => {
  const lock = newLock();
  lock.take();
  const waiter = patient();
  lock.takeOrMark(waiter);
  lock.passOn(ME);
  expect(lock.takeOrMark(waiter)).toBe(FREE);
  expect(lock.give()).toBe(false);
  expect(lock.passOn(ME)).toBe("woken");
});

test("what is reserved for an impatient waiter nobody else gets, neither a runner nor another waiter", () => {
  const lock = newLock();
  lock.take();
  const first = impatient();
  const marked = lock.takeOrMark(first);
  expect(first.claimed).toBe(true);
  expect(lock.canClaimLater(marked)).toBe(false);
  const second = impatient();
  lock.takeOrMark(second);
  expect(second.claimed).toBe(false);
  expect(lock.passOn(ME)).toBe("handed-over");
  expect(lock.take()).toBe(false);
  expect(lock.takeOrMark(second)).not.toBe(FREE);
  expect(lock.takeOrMark(patient())).not.toBe(FREE);
  expect(lock.takeOrMark(first)).toBe(FREE);
  // Now the second may ask to be next.
  lock.takeOrMark(second);
  expect(second.claimed).toBe(true);
});

test("who takes back its wish leaves the lock to all, or takes it if it has been reserved already", () => {
  const lock = newLock();
  lock.take();
  lock.takeOrMark(impatient());
  expect(lock.withdraw(true)).toBe(false);
  expect(lock.passOn(ME)).toBe("woken");
  lock.take();
  lock.takeOrMark(impatient());
  lock.passOn(ME);
  expect(lock.withdraw(true)).toBe(true);
  expect(lock.holder).toBe(ME);
  lock.takeOrMark(impatient());
  lock.passOn(ME);
  expect(lock.withdraw(false)).toBe(false);
  expect(lock.take()).toBe(true);
});

test("nobody passes on what somebody else holds", () => {
  const lock = newLock();
  expect(lock.passOn(ME)).toBe("not-held");
  lock.take();
  expect(lock.passOn(ME + 1)).toBe("not-held");
  expect(lock.holder).toBe(ME);
});
