import type { Bell } from "../bell.ts";
import { Deadline } from "../deadline.ts";
import { SharingError } from "../sharing-error.ts";
import { spinUntil } from "../spin.ts";
import { ME, threadOfName } from "../thread-id.ts";
import type { ContentionRecord } from "./contention.ts";
import { FREE, type LockWord, type Waiter } from "./lock-word.ts";

/** What waiting for a mutex needs of it. */
export interface MutexParts {
  readonly lock: LockWord;
  /** Wakes event loops that wait; blocking threads sleep on the lock word itself. */
  readonly bell: Bell;
  readonly record: ContentionRecord;
}

/** A waiter lets others overtake it for so long (ms), then asks to be next. */
const PATIENCE = 5;

/**
 * Blocks this thread until it has the lock.
 *
 * @param timeout in milliseconds
 * @throws SharingError `TIMEOUT`, `DEADLOCK`
 */
export function waitForLock(parts: MutexParts, timeout: number): void {
  const { lock, record } = parts;
  if (lock.holder === ME) {
    throw new SharingError(
      "DEADLOCK",
      "This thread holds the mutex already and would wait for itself for ever; release it first.",
    );
  }
  if (spinUntil(() => lock.take() || undefined) !== undefined) return;
  const wait = new Wait(parts, timeout);
  for (let marked = wait.attempt(); marked !== FREE; marked = wait.attempt()) {
    lock.sleep(marked, wait.longestSleep(marked));
  }
  record.addWait(wait.milliseconds);
}

/** The same while the event loop goes on turning. Another task of this thread may hold the lock. */
export async function waitForLockAsync(parts: MutexParts, timeout: number): Promise<void> {
  const { bell, record } = parts;
  const wait = new Wait(parts, timeout);
  for (;;) {
    const heard = bell.listen();
    const marked = wait.attempt();
    if (marked === FREE) break;
    await bell.waitAsync(heard, wait.longestSleep(marked));
  }
  record.addWait(wait.milliseconds);
}

/** One thread's, or one task's, wait for the lock. */
class Wait {
  readonly #parts: MutexParts;
  readonly #deadline: Deadline;
  readonly #began = performance.now();
  readonly #waiter: Waiter = { impatientFrom: this.#began + PATIENCE, claimed: false };

  constructor(parts: MutexParts, timeout: number) {
    this.#parts = parts;
    this.#deadline = new Deadline(timeout);
  }

  get milliseconds(): number {
    return performance.now() - this.#began;
  }

  /**
   * Takes the lock, or leaves word that somebody waits.
   *
   * @returns `FREE` when the lock is taken, else the value of the lock word on which to sleep
   * @throws SharingError `TIMEOUT`
   */
  attempt(): number {
    const marked = this.#parts.lock.takeOrMark(this.#waiter);
    if (marked === FREE || !this.#deadline.isOver) return marked;
    // Word has been left, so whoever unlocks wakes somebody else in our place.
    if (this.#waiter.claimed) {
      const tookAfterAll = this.#parts.lock.withdraw(true);
      this.#parts.bell.ring();
      if (tookAfterAll) return FREE;
    }
    throw this.#deadline.error(this.#awaited());
  }

  /** How long to sleep at most (ms): to the deadline, or until patience ends and it is time to ask to be next. */
  longestSleep(marked: number): number {
    const { left } = this.#deadline;
    if (!this.#parts.lock.canClaimLater(marked)) return left;
    return Math.min(left, Math.max(0, this.#waiter.impatientFrom - performance.now()));
  }

  #awaited(): string {
    const holder = threadOfName(this.#parts.lock.holder);
    return holder === null ? "The mutex" : `The mutex, held by thread ${holder},`;
  }
}
