import type { WaitOptions } from "./deadline.ts";
import { EVENT_COUNT_BYTES, EventCount } from "./event-count.ts";
import type { Guard } from "./guard.ts";
import { allocate, checkHandle, type Handle, type Shareable } from "./handle.ts";
import { SharingError } from "./sharing-error.ts";
import { wholeNumber } from "./validate.ts";
import { waitUntil, waitUntilAsync } from "./wait-until.ts";

export type SemaphoreHandle = Handle<"swarmlab.semaphore">;

const AT_EVENT_COUNT = 8;
const BYTES = AT_EVENT_COUNT + EVENT_COUNT_BYTES;
const MOST_PERMITS = 0x7fff_ffff;

/**
 * A number of permits. A thread acquires a permit, or waits until another thread releases one.
 * With 3 permits at most 3 agents at a time use a limited resource: a graphics card, a licence, a rate limit.
 *
 * Memory: Int32 word 0 is the number of free permits, word 1 is unused; bytes 8–15 are the `EventCount`.
 * Memory ordering: sequentially consistent. What a thread wrote before `release()` is visible to the thread whose
 * `acquire()` takes that permit.
 *
 * A permit has no owner: any thread may release it, and the permits of a dead thread stay taken until the code that watches
 * the threads calls `release()` for them. Where that matters and one permit is enough, use a `Mutex`.
 */
export class Semaphore implements Shareable {
  static readonly kind = "swarmlab.semaphore";

  readonly #handle: SemaphoreHandle;
  readonly #words: Int32Array;
  readonly #eventCount: EventCount;
  readonly #take = () => this.#takeOne();

  /**
   * @param permits the first number of free permits, at least 0; or a handle, to open the semaphore that it describes
   * @throws SharingError `INVALID_ARGUMENT`
   */
  constructor(permits: number | SemaphoreHandle) {
    const isNew = typeof permits !== "object";
    if (isNew) wholeNumber("The number of permits", permits, 0);
    this.#handle = checkHandle(isNew ? allocate(Semaphore.kind, BYTES) : permits, Semaphore.kind, BYTES);
    const { buffer, offset } = this.#handle;
    this.#words = new Int32Array(buffer, offset, 2);
    this.#eventCount = new EventCount(buffer, offset + AT_EVENT_COUNT);
    if (isNew) Atomics.store(this.#words, 0, permits);
  }

  static from(handle: SemaphoreHandle): Semaphore {
    checkHandle(handle, Semaphore.kind, BYTES);
    return new Semaphore(handle);
  }

  share(): SemaphoreHandle {
    return this.#handle;
  }

  /** The number of permits that are free now. */
  get permits(): number {
    return Atomics.load(this.#words, 0);
  }

  /**
   * Takes a permit, blocking this thread until there is one.
   *
   * @throws SharingError `TIMEOUT`
   */
  acquire(options?: WaitOptions): Guard {
    return waitUntil(this.#eventCount, options, "A permit", this.#take);
  }

  /** `acquire` without blocking the event loop. */
  async acquireAsync(options?: WaitOptions): Promise<Guard> {
    return waitUntilAsync(this.#eventCount, options, "A permit", this.#take);
  }

  /** Takes a permit if one is free now; else returns `null`. */
  tryAcquire(): Guard | null {
    return this.#takeOne() ?? null;
  }

  /**
   * Releases `permits` permits, or adds new ones.
   *
   * @throws SharingError `OVERFLOW` when more than 2,147,483,647 permits would be free; their number is then unchanged
   */
  release(permits = 1): void {
    wholeNumber("The number of permits to release", permits, 1);
    for (;;) {
      const free = this.permits;
      // Checked before the change, so that no other thread ever sees a number of permits below 0.
      if (free + permits > MOST_PERMITS) {
        throw new SharingError(
          "OVERFLOW",
          `${free + permits} free permits do not fit into a semaphore of 32 bits; release only what was acquired.`,
        );
      }
      if (Atomics.compareExchange(this.#words, 0, free, free + permits) === free) break;
    }
    this.#eventCount.notifyAll();
  }

  #takeOne(): Guard | undefined {
    for (;;) {
      const free = this.permits;
      if (free === 0) return undefined;
      if (Atomics.compareExchange(this.#words, 0, free, free - 1) === free) return new Permit(this);
    }
  }
}

class Permit implements Guard {
  #semaphore: Semaphore | undefined;

  constructor(semaphore: Semaphore) {
    this.#semaphore = semaphore;
  }

  release(): void {
    const semaphore = this.#semaphore;
    this.#semaphore = undefined;
    semaphore?.release();
  }

  [Symbol.dispose](): void {
    this.release();
  }
}
