import { Deadline, type WaitOptions } from "../deadline.ts";
import type { EventCount } from "../event-count.ts";
import { SharingError } from "../sharing-error.ts";
import { spinUntil } from "../spin.ts";
import { ME, threadOfName } from "../thread-id.ts";
import type { ContentionRecord } from "./contention.ts";
import { FREE, type LockAttempt, type LockWord } from "./lock-word.ts";

/** The parts of a mutex that waiting uses. */
export interface MutexParts {
  readonly lock: LockWord;
  /** Wakes event loops that wait; blocking threads sleep on the lock word itself. */
  readonly eventCount: EventCount;
  readonly record: ContentionRecord;
}

/** A waiter that has been overtaken for so long claims the lock. */
const CLAIM_AFTER_MS = 5;

/**
 * Blocks this thread until it has the lock.
 *
 * @throws SharingError `TIMEOUT`, `DEADLOCK`
 */
export function waitForLock(parts: MutexParts, options: WaitOptions | undefined): void {
  const { lock, record } = parts;
  if (lock.holder === ME) {
    throw new SharingError(
      "DEADLOCK",
      "This thread holds the mutex already and would wait for itself for ever; release it first.",
    );
  }
  if (spinUntil(() => lock.take() || undefined) !== undefined) return;
  const wait = new Wait(parts, options);
  for (let marked = wait.attempt(); marked !== FREE; marked = wait.attempt()) {
    lock.sleep(marked, wait.longestSleep(marked));
  }
  record.addWait(wait.milliseconds);
}

/** `waitForLock` without blocking the event loop. Another task of this thread may hold the lock. */
export async function waitForLockAsync(parts: MutexParts, options: WaitOptions | undefined): Promise<void> {
  const { eventCount, record } = parts;
  const wait = new Wait(parts, options);
  for (;;) {
    const seen = eventCount.prepareWait();
    const marked = wait.attempt();
    if (marked === FREE) break;
    await eventCount.waitAsync(seen, wait.longestSleep(marked));
  }
  record.addWait(wait.milliseconds);
}

/** One thread's, or one task's, wait for the lock. */
class Wait {
  readonly #parts: MutexParts;
  readonly #deadline: Deadline;
  readonly #began = performance.now();
  readonly #attempt: LockAttempt = { claimsAt: this.#began + CLAIM_AFTER_MS, claimed: false };

  constructor(parts: MutexParts, options: WaitOptions | undefined) {
    this.#parts = parts;
    this.#deadline = new Deadline(options);
  }

  get milliseconds(): number {
    return performance.now() - this.#began;
  }

  /**
   * Takes the lock, or marks in its word that a thread waits.
   *
   * @returns `FREE` when the lock is taken, else the value of the lock word on which to sleep
   * @throws SharingError `TIMEOUT`
   */
  attempt(): number {
    const marked = this.#parts.lock.takeOrMark(this.#attempt);
    if (marked === FREE || !this.#deadline.isOver) return marked;
    // The mark stays in the word, so the thread that unlocks wakes another waiter.
    if (this.#attempt.claimed) {
      const tookAfterAll = this.#parts.lock.takeOrWithdraw();
      this.#parts.eventCount.notifyAll();
      if (tookAfterAll) return FREE;
    }
    throw this.#deadline.error(this.#awaited());
  }

  /** The longest sleep, in milliseconds: until the deadline, or until the thread claims the lock. */
  longestSleep(marked: number): number {
    const { left } = this.#deadline;
    if (!this.#parts.lock.canClaimLater(marked)) return left;
    return Math.min(left, Math.max(0, this.#attempt.claimsAt - performance.now()));
  }

  #awaited(): string {
    const { lock } = this.#parts;
    const holder = threadOfName(lock.holder);
    if (holder !== null) return `The mutex, held by thread ${holder},`;
    return lock.isReserved
      ? "The mutex, reserved for another waiter that has not taken it (if its thread has died, call recover with its id),"
      : "The mutex";
  }
}
