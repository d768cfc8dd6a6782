import { describeValue } from "../../common/describe-value.ts";
import { timeoutOf, type WaitOptions } from "../deadline.ts";
import { EventCount } from "../event-count.ts";
import { allocate, checkHandle, type Handle, type Shareable } from "../handle.ts";
import { SharingError } from "../sharing-error.ts";
import { ME, nameOfThread, threadOfName } from "../thread-id.ts";
import { CONTENTION_BYTES, type Contention, ContentionRecord } from "./contention.ts";
import { LockWord } from "./lock-word.ts";
import { MutexGuard } from "./mutex-guard.ts";
import { refuseAsyncFunction, refusePromise } from "./refuse-async.ts";
import { type MutexParts, waitForLock, waitForLockAsync } from "./wait-for-lock.ts";

export interface LockOptions extends WaitOptions {
  /**
   * What to do when the last holder died inside its critical section: `"proceed"` returns a guard whose `ownerDied` names
   * that holder, `"throw"` throws `OWNER_DIED`.
   * @default "proceed"
   */
  readonly ifOwnerDied?: "proceed" | "throw";
}

export type MutexHandle = Handle<"swarmlab.mutex">;

const AT_EVENT_COUNT = 8;
const AT_DIED = 16;
const AT_CONTENTION = 24;
/** Bytes of a mutex. */
export const MUTEX_BYTES = AT_CONTENTION + CONTENTION_BYTES;

/**
 * A lock: one thread at a time is between `lock()` and `unlock()`.
 *
 * Memory: bytes 0–3 the lock word (`LockWord`), 8–15 the `EventCount` for waiting event loops,
 * 16–19 the name of a holder that died (0 for none), 24–47 the `ContentionRecord`.
 *
 * Memory ordering: Atomics are sequentially consistent. What a thread wrote, even with plain writes, before its
 * `unlock()` changed the lock word is visible to the next thread once its `lock()` has changed that same word. So data
 * that is only touched while holding the mutex needs no Atomics of its own.
 *
 * Fairness: a running thread may overtake sleeping ones, because waking a thread for every turn is many times slower.
 * After 5 ms a waiter claims the mutex, and the next unlock hands it over to that waiter.
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
      eventCount: new EventCount(buffer, offset + AT_EVENT_COUNT),
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
   * Locks the mutex, blocking this thread until it is free.
   *
   * @throws SharingError `TIMEOUT`; `DEADLOCK` when this thread holds it already; `OWNER_DIED` if asked to throw
   */
  lock(options?: LockOptions): MutexGuard {
    checkOptions(options);
    if (!this.#lock.take()) waitForLock(this.#parts, options);
    return this.#guard(options);
  }

  /** Locks the mutex if it is free now; else returns `null`. */
  tryLock(options?: LockOptions): MutexGuard | null {
    checkOptions(options);
    return this.#lock.take() ? this.#guard(options) : null;
  }

  /**
   * Locks the mutex without blocking the event loop; the coordinator, which must never block, calls this. Hold the mutex
   * briefly: every `await` inside the critical section delays all other threads.
   *
   * @throws SharingError `TIMEOUT`; `OWNER_DIED` if asked to throw
   */
  async lockAsync(options?: LockOptions): Promise<MutexGuard> {
    checkOptions(options);
    if (!this.#lock.take()) await waitForLockAsync(this.#parts, options);
    return this.#guard(options);
  }

  /**
   * Unlocks the mutex. `guard.release()` and the end of a `using` block call this.
   *
   * @throws SharingError `NOT_OWNER` when this thread does not hold it
   */
  unlock(): void {
    if (this.#lock.release()) return;
    if (!this.#passOn(ME)) throw new SharingError("NOT_OWNER", this.#notOwnerSentence());
  }

  /**
   * Runs `work` while holding the mutex, and returns its result. Unlocks the mutex also when `work` throws.
   *
   * @throws SharingError `INVALID_ARGUMENT` when `work` is asynchronous, because the mutex would be free again at its first `await`
   */
  runExclusive<T>(work: (guard: MutexGuard) => T, options?: LockOptions): T {
    refuseAsyncFunction(work);
    const guard = this.lock(options);
    try {
      return refusePromise(work(guard));
    } finally {
      guard.release();
    }
  }

  /** `runExclusive` without blocking the event loop; `work` may be asynchronous. */
  async runExclusiveAsync<T>(work: (guard: MutexGuard) => T | Promise<T>, options?: LockOptions): Promise<T> {
    const guard = await this.lockAsync(options);
    try {
      return await work(guard);
    } finally {
      guard.release();
    }
  }

  /** The thread id of the holder, `null` when the mutex is free. It may change before the caller reads it. */
  get holder(): number | null {
    return threadOfName(this.#lock.holder);
  }

  /** The thread id of a holder that died inside its critical section, until `markRepaired()` is called; else `null`. */
  get ownerDied(): number | null {
    return threadOfName(Atomics.load(this.#died, 0));
  }

  /** Says that the data behind the mutex is whole again. Call it while holding the mutex. */
  markRepaired(): void {
    Atomics.store(this.#died, 0, 0);
  }

  /** How long all threads together have waited for this mutex so far. */
  get contention(): Contention {
    return this.#parts.record.read();
  }

  /**
   * Frees the mutex if the dead thread holds it, or if it is reserved for a waiter. A lock cannot know that a thread has died,
   * so the code that watches the threads (the swarm) must call this for every dead thread, also for one that only waited;
   * until then every other thread may wait. `guard.ownerDied` warns the next holder of a holder's death, not of a waiter's.
   *
   * @returns whether the mutex was held by the dead thread, or was claimed by a waiter, which may have been that thread
   * @throws SharingError `INVALID_ARGUMENT` for what is no thread id, such as the -1 of a worker that has ended
   */
  recover(threadId: number): boolean {
    const { lock, eventCount, record } = this.#parts;
    const dead = nameOfThread(threadId);
    // The claim may be the dead thread's. If it is a living thread's, that thread claims again.
    const wasClaimed = lock.withdraw();
    const held = lock.holder === dead;
    if (held) {
      Atomics.store(this.#died, 0, dead);
      record.addRecovery();
      this.#passOn(dead);
    }
    // The dead thread may have been woken by an unlock, and owe the other sleepers their wake-up.
    lock.wakeAll();
    eventCount.notifyAll();
    return held || wasClaimed;
  }

  #passOn(holder: number): boolean {
    const { lock, eventCount, record } = this.#parts;
    const outcome = lock.passOn(holder);
    if (outcome === "handed-over") record.addHandOff();
    eventCount.notifyAll();
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

function checkOptions(options: LockOptions | undefined): void {
  if (options === undefined) return;
  timeoutOf(options);
  const { ifOwnerDied } = options;
  if (ifOwnerDied === undefined) return;
  if (ifOwnerDied === "proceed" || ifOwnerDied === "throw") return;
  throw new SharingError(
    "INVALID_ARGUMENT",
    `ifOwnerDied must be "proceed" or "throw", but is ${describeValue(ifOwnerDied)}.`,
  );
}
