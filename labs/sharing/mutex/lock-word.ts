import { ME } from "../thread-id.ts";

/** No thread holds the lock and no thread waits. */
export const FREE = 0;
/** A thread may be asleep: the thread that unlocks must wake one. */
const WAITING = 1 << 30;
/** A waiter has claimed the lock: the thread that unlocks must hand the lock over to it. */
const HAND_OFF = 1 << 29;
/** No thread holds the lock, but it is reserved for the waiter that has claimed it. */
const RESERVED = WAITING | HAND_OFF;

const LOCK = 0;

/** A thread's attempt to get a lock that was not free at once. */
export interface LockAttempt {
  /** When the thread claims the lock, in milliseconds of `performance.now()`. */
  readonly claimsAt: number;
  /** Whether the thread has claimed the lock, and so may take it when it is reserved. */
  claimed: boolean;
}

/**
 * The state of a lock in one word of shared memory, and every step that changes it.
 *
 * Memory: one Int32 word. 0 when free; else the holder's name (thread id + 1) in the low 29 bits, plus the bits `WAITING`
 * (2^30: a thread may be asleep) and `HAND_OFF` (2^29: a waiter has claimed the lock).
 *
 * Every step is one compare-and-exchange of that word: it changes the word only if the word still has the value read
 * before. When it fails, another thread's step came in between, and the word is read again.
 *
 * ```
 *            lock                    a second thread comes                unlock
 *   FREE ─────────────▶ me ────────────────────────────▶ me+WAITING ─────────────▶ FREE, one sleeper woken
 *     ▲       unlock     │                                    │ a waiter claims the lock
 *     └──────────────────┘                                    ▼                unlock
 *                                                   me+WAITING+HAND_OFF ─────────────▶ RESERVED for that waiter
 * ```
 *
 * A woken thread cannot know whether others still sleep, so it takes the lock as `me+WAITING`: at worst its unlock wakes
 * no thread. (This is the rule of Drepper's "Futexes are tricky", with the holder's name added.)
 */
export class LockWord {
  readonly #words: Int32Array;

  constructor(buffer: SharedArrayBuffer, offset: number) {
    this.#words = new Int32Array(buffer, offset, 1);
  }

  /** Takes the lock if it is free. */
  take(): boolean {
    return Atomics.compareExchange(this.#words, LOCK, FREE, ME) === FREE;
  }

  /** Releases the lock if this thread holds it and no thread waits. */
  release(): boolean {
    return Atomics.compareExchange(this.#words, LOCK, ME, FREE) === ME;
  }

  /** The holder's name; 0 when no thread holds the lock. */
  get holder(): number {
    return Atomics.load(this.#words, LOCK) & ~RESERVED;
  }

  /**
   * Takes the lock, or marks in the word that a thread waits.
   *
   * @returns `FREE` when the lock is taken, else the value of the word on which to sleep
   */
  takeOrMark(attempt: LockAttempt): number {
    for (;;) {
      const seen = Atomics.load(this.#words, LOCK);
      if (seen === FREE || (seen === RESERVED && attempt.claimed)) {
        if (this.#change(seen, ME | WAITING)) return FREE;
        continue;
      }
      const claims = (seen & HAND_OFF) === 0 && performance.now() >= attempt.claimsAt;
      const marked = seen | WAITING | (claims ? HAND_OFF : 0);
      if (marked !== seen && !this.#change(seen, marked)) continue;
      if (claims) attempt.claimed = true;
      return marked;
    }
  }

  /** Whether a sleeping waiter must wake in time to claim the lock. Not while another has claimed it: a hand-off wakes all. */
  canClaimLater(marked: number): boolean {
    return (marked & HAND_OFF) === 0;
  }

  /** Blocks this thread while the word is `marked` and until it is woken, at most `ms` milliseconds. */
  sleep(marked: number, ms: number): void {
    Atomics.wait(this.#words, LOCK, marked, ms);
  }

  /**
   * Takes the lock from `holder` and passes it on: to the waiter that has claimed it, else to the first thread that takes it.
   *
   * @returns `"not-held"` when `holder` does not hold the lock, so nothing is done; `"free"` when no thread waits;
   *   `"woken"` when one sleeper was woken to try again; `"handed-over"` when the lock is reserved for its claimant
   */
  passOn(holder: number): "not-held" | "free" | "woken" | "handed-over" {
    for (;;) {
      const seen = Atomics.load(this.#words, LOCK);
      if ((seen & ~RESERVED) !== holder) return "not-held";
      if ((seen & HAND_OFF) !== 0) {
        if (!this.#change(seen, RESERVED)) continue;
        // Sleepers wake in the order in which they fell asleep, and the claimant may be anywhere among them.
        this.wakeAll();
        return "handed-over";
      }
      if (!this.#change(seen, FREE)) continue;
      if ((seen & WAITING) === 0) return "free";
      Atomics.notify(this.#words, LOCK, 1);
      return "woken";
    }
  }

  /** Takes the lock if it is reserved, else withdraws the claim. Returns whether the lock was taken. */
  takeOrWithdraw(): boolean {
    return this.#removeClaim(ME | WAITING);
  }

  /**
   * Withdraws a claim; a lock that is reserved already becomes free. A living thread whose claim it was claims again.
   * Returns whether there was a claim.
   */
  withdraw(): boolean {
    const wasClaimed = (Atomics.load(this.#words, LOCK) & HAND_OFF) !== 0;
    if (wasClaimed) this.#removeClaim(FREE);
    return wasClaimed;
  }

  /** Whether no thread holds the lock, because it is reserved for the waiter that has claimed it. */
  get isReserved(): boolean {
    return Atomics.load(this.#words, LOCK) === RESERVED;
  }

  wakeAll(): void {
    Atomics.notify(this.#words, LOCK);
  }

  /** Removes the claim and wakes all. Returns whether the lock was reserved; it is then changed to `ifReserved`. */
  #removeClaim(ifReserved: number): boolean {
    for (;;) {
      const seen = Atomics.load(this.#words, LOCK);
      const isReserved = seen === RESERVED;
      if (!this.#change(seen, isReserved ? ifReserved : seen & ~HAND_OFF)) continue;
      this.wakeAll();
      return isReserved;
    }
  }

  #change(from: number, to: number): boolean {
    return Atomics.compareExchange(this.#words, LOCK, from, to) === from;
  }
}
