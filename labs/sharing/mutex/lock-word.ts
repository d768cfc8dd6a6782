import { ME } from "../thread-id.ts";

/** Nobody holds the lock and nobody waits. */
export const FREE = 0;
/** Somebody may be asleep: whoever unlocks must wake one. */
const WAITING = 1 << 30;
/** A waiter has run out of patience: whoever unlocks must leave the lock to it. */
const HAND_OFF = 1 << 29;
/** The lock is nobody's, but kept for the impatient waiter. */
const RESERVED = WAITING | HAND_OFF;

const LOCK = 0;

/** One thread's attempt to get a lock that was not free at once. */
export interface Waiter {
  /** From when on (on `performance.now()`'s clock) it asks to be next. */
  readonly impatientFrom: number;
  /** Has it asked to be next? Then it may take the lock when it is reserved. */
  claimed: boolean;
}

/**
 * The state of a lock in one word of shared memory, and every step that changes it.
 *
 * Memory: one Int32 word. 0 when free; else the holder's name (thread id + 1) in the low 29 bits, plus the bits `WAITING`
 * (2^30: somebody may be asleep) and `HAND_OFF` (2^29: an impatient waiter must be next).
 *
 * Every step is one compare-and-exchange of that word: "if it still says what I saw, let it say this". If it fails,
 * somebody else's step came in between; look again.
 *
 * ```
 *            lock                    a second thread comes                unlock
 *   FREE ─────────────▶ me ────────────────────────────▶ me+WAITING ─────────────▶ FREE, one sleeper woken
 *     ▲       unlock     │                                    │ a waiter has waited too long
 *     └──────────────────┘                                    ▼                unlock
 *                                                   me+WAITING+HAND_OFF ─────────────▶ RESERVED for that waiter
 * ```
 *
 * A woken thread cannot know whether others still sleep, so it takes the lock as `me+WAITING`: at worst it wakes
 * nobody when it unlocks. (This is the rule of Drepper's "Futexes are tricky", with the holder's name added.)
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

  /** Gives the lock back if it is mine and nobody waits. */
  give(): boolean {
    return Atomics.compareExchange(this.#words, LOCK, ME, FREE) === ME;
  }

  /** The holder's name, 0 for nobody. */
  get holder(): number {
    return Atomics.load(this.#words, LOCK) & ~RESERVED;
  }

  /**
   * Takes the lock, or leaves word that somebody waits.
   *
   * @returns `FREE` when the lock is taken, else the value of the word on which to sleep
   */
  takeOrMark(waiter: Waiter): number {
    for (;;) {
      const seen = Atomics.load(this.#words, LOCK);
      if (seen === FREE || (seen === RESERVED && waiter.claimed)) {
        if (this.#change(seen, ME | WAITING)) return FREE;
        continue;
      }
      const claims = (seen & HAND_OFF) === 0 && performance.now() >= waiter.impatientFrom;
      const marked = seen | WAITING | (claims ? HAND_OFF : 0);
      if (marked !== seen && !this.#change(seen, marked)) continue;
      if (claims) waiter.claimed = true;
      return marked;
    }
  }

  /** Must this waiter wake by itself to ask to be next? Not while somebody has asked: that hand-off wakes everybody. */
  canClaimLater(marked: number): boolean {
    return (marked & HAND_OFF) === 0;
  }

  /** Blocks until the word no longer says `marked` or somebody is woken, at most `ms` milliseconds. */
  sleep(marked: number, ms: number): void {
    Atomics.wait(this.#words, LOCK, marked, ms);
  }

  /**
   * Takes the lock from `holder` and lets the next one in: the impatient waiter if there is one, else whoever comes first.
   *
   * @returns what it came to: `"not-held"` by `holder`, so nothing done; `"free"` and nobody waits; `"woken"`, one
   *   sleeper, to try its luck; `"handed-over"` to the impatient waiter
   */
  passOn(holder: number): "not-held" | "free" | "woken" | "handed-over" {
    for (;;) {
      const seen = Atomics.load(this.#words, LOCK);
      if ((seen & ~RESERVED) !== holder) return "not-held";
      if ((seen & HAND_OFF) !== 0) {
        if (!this.#change(seen, RESERVED)) continue;
        // Sleepers wake in the order in which they fell asleep, and the impatient one may be anywhere among them.
        this.wakeAll();
        return "handed-over";
      }
      if (!this.#change(seen, FREE)) continue;
      if ((seen & WAITING) === 0) return "free";
      Atomics.notify(this.#words, LOCK, 1);
      return "woken";
    }
  }

  /**
   * Takes back the wish to be next. (If that was somebody else's wish, they will ask again.)
   *
   * @param take if the lock is reserved already: take it (true) or let it go (false)?
   * @returns whether the lock was taken
   */
  withdraw(take: boolean): boolean {
    for (;;) {
      const seen = Atomics.load(this.#words, LOCK);
      const isKept = seen === RESERVED;
      const next = isKept ? (take ? ME | WAITING : FREE) : seen & ~HAND_OFF;
      if (!this.#change(seen, next)) continue;
      this.wakeAll();
      return isKept && take;
    }
  }

  wakeAll(): void {
    Atomics.notify(this.#words, LOCK);
  }

  #change(from: number, to: number): boolean {
    return Atomics.compareExchange(this.#words, LOCK, from, to) === from;
  }
}
