import { Bell } from "../bell.ts";
import { timeoutOf, type WaitOptions } from "../deadline.ts";
import { allocate, checkHandle, type Handle, type Shareable } from "../handle.ts";
import { SharingError } from "../sharing-error.ts";
import { ME, nameOfThread, threadOfName } from "../thread-id.ts";
import { CONTENTION_BYTES, type Contention, ContentionRecord } from "./contention.ts";
import { LockWord } from "./lock-word.ts";
import { MutexGuard } from "./mutex-guard.ts";
import { type MutexParts, waitForLock, waitForLockAsync } from "./wait-for-lock.ts";

export interface LockOptions extends WaitOptions {
  /**
   * What to do when the last holder died inside its critical section: go on (and look at `guard.ownerDied`), or throw.
   * @default "proceed"
   */
  readonly ifOwnerDied?: "proceed" | "throw";
}

export type MutexHandle = Handle<"swarmlab.mutex">;

const AT_BELL = 8;
const AT_DIED = 16;
const AT_CONTENTION = 24;
/** Bytes a mutex takes. */
export const MUTEX_BYTES = AT_CONTENTION + CONTENTION_BYTES;

/**
 * A lock: one thread at a time is between `lock()` and `unlock()`.
 *
 * Memory: bytes 0–3 the lock word (`LockWord`), 8–15 the bell for waiting event loops (`Bell`),
 * 16–19 the name of a holder that died (0 for none), 24–47 what waiting has cost (`ContentionRecord`).
 *
 * Memory ordering: Atomics are sequentially consistent. What a thread wrote, even with plain writes, before its
 * `unlock()` changed the lock word is visible to the next thread once its `lock()` has changed that same word. So data
 * that is only touched while holding the mutex needs no Atomics of its own.
 *
 * Fairness: a running thread may overtake sleeping ones, because that is many times faster than waking somebody for
 * every turn. After 5 ms of it a waiter asks to be next, and whoever unlocks then leaves the mutex to it.
 *
 * Not recursive: a thread that locks what it holds gets the error `DEADLOCK`.
 *
 * @example
 * {
 *   using guard = mutex.lock();     // or mutex.runExclusive(() => { … })
 *   total[0] += mine;
 * }
 */
export class Mutex implements Shareable {
  static readonly kind = "swarmlab.mutex";

  readonly #handle: MutexHandle;
  readonly #lock: LockWord;
  readonly #parts: MutexParts;
  readonly #died: Int32Array;

  /** A new, free mutex, or another view of the one that `handle` describes. */
  constructor(handle: MutexHandle = allocate(Mutex.kind, MUTEX_BYTES)) {
    this.#handle = checkHandle(handle, Mutex.kind, MUTEX_BYTES);
    const { buffer, offset } = this.#handle;
    this.#lock = new LockWord(buffer, offset);
    this.#died = new Int32Array(buffer, offset + AT_DIED, 1);
    this.#parts = {
      lock: this.#lock,
      bell: new Bell(buffer, offset + AT_BELL),
      record: new ContentionRecord(buffer, offset + AT_CONTENTION),
    };
  }

  static from(handle: MutexHandle): Mutex {
    return new Mutex(handle);
  }

  share(): MutexHandle {
    return this.#handle;
  }

  /**
   * Waits for the mutex, blocking this thread, and holds it.
   *
   * @throws SharingError `TIMEOUT`; `DEADLOCK` when this thread holds it already; `OWNER_DIED` if asked to throw
   */
  lock(options?: LockOptions): MutexGuard {
    const timeout = timeoutOf(options);
    if (!this.#lock.take()) waitForLock(this.#parts, timeout);
    return this.#guard(options);
  }

  /** Holds the mutex if it is free this moment; else `null`. */
  tryLock(options?: LockOptions): MutexGuard | null {
    return this.#lock.take() ? this.#guard(options) : null;
  }

  /**
   * Waits for the mutex while the event loop goes on turning: for the coordinator, which must never block.
   * Hold it briefly; what awaits inside the critical section holds up every other thread.
   *
   * @throws SharingError `TIMEOUT`; `OWNER_DIED` if asked to throw
   */
  async lockAsync(options?: LockOptions): Promise<MutexGuard> {
    const timeout = timeoutOf(options);
    if (!this.#lock.take()) await waitForLockAsync(this.#parts, timeout);
    return this.#guard(options);
  }

  /**
   * Gives the mutex back. `guard.release()` and the end of a `using` block call this.
   *
   * @throws SharingError `NOT_OWNER` when this thread does not hold it
   */
  unlock(): void {
    if (this.#lock.give()) return;
    if (!this.#passOn(ME)) throw new SharingError("NOT_OWNER", this.#notOwnerSentence());
  }

  /** Runs `work` while holding the mutex, and returns what it returns. Unlocks also when it throws. */
  runExclusive<T>(work: (guard: MutexGuard) => T, options?: LockOptions): T {
    const guard = this.lock(options);
    try {
      return work(guard);
    } finally {
      guard.release();
    }
  }

  /** The same on an event loop; `work` may be asynchronous. */
  async runExclusiveAsync<T>(work: (guard: MutexGuard) => T | Promise<T>, options?: LockOptions): Promise<T> {
    const guard = await this.lockAsync(options);
    try {
      return await work(guard);
    } finally {
      guard.release();
    }
  }

  /** The thread id of the holder, `null` when nobody holds it. By the time you read it, it may have changed. */
  get holder(): number | null {
    return threadOfName(this.#lock.holder);
  }

  /** The thread id of a holder that died inside its critical section and has not been mended yet. */
  get ownerDied(): number | null {
    return threadOfName(Atomics.load(this.#died, 0));
  }

  /** Says that the data behind the mutex is whole again. Call it while holding the mutex. */
  markRepaired(): void {
    Atomics.store(this.#died, 0, 0);
  }

  /** What waiting for this mutex has cost so far, over all threads. */
  get contention(): Contention {
    return this.#parts.record.read();
  }

  /**
   * Takes the mutex from a dead thread. Nothing tells a lock that its holder is gone, so whoever watches the threads
   * (the swarm) must say it; until then everybody waits. The next holder is warned by `guard.ownerDied`.
   */
  recover(threadId: number): boolean {
    const { lock, bell, record } = this.#parts;
    const dead = nameOfThread(threadId);
    // It may have been the one that asked to be next. If a living one did, it will just ask again.
    lock.withdraw(false);
    const held = lock.holder === dead;
    if (held) {
      Atomics.store(this.#died, 0, dead);
      record.addRecovery();
      this.#passOn(dead);
    }
    // Or it was the one that had been woken, and was to wake the others in turn.
    lock.wakeAll();
    bell.ring();
    return held;
  }

  #passOn(holder: number): boolean {
    const { lock, bell, record } = this.#parts;
    const outcome = lock.passOn(holder);
    if (outcome === "handed-over") record.addHandOff();
    bell.ring();
    return outcome !== "not-held";
  }

  #guard(options: LockOptions | undefined): MutexGuard {
    const guard = new MutexGuard(this);
    if (options?.ifOwnerDied === "throw" && guard.ownerDied !== null) {
      const { ownerDied } = guard;
      guard.release();
      throw new SharingError(
        "OWNER_DIED",
        `Thread ${ownerDied} died while it held the mutex, so the data behind it may be half written; lock it with ifOwnerDied: "proceed", mend the data and call markRepaired().`,
      );
    }
    return guard;
  }

  #notOwnerSentence(): string {
    const { holder } = this;
    const who = holder === null ? "nobody holds it" : `thread ${holder} holds it`;
    return `Only the thread that locked a mutex may unlock it: this is thread ${ME - 1}, and ${who}.`;
  }
}
