const EVENTS = 0;
const HAS_WAITERS = 1;

/** Bytes of an event count. */
export const EVENT_COUNT_BYTES = 8;

/**
 * Wakes every thread that waits for a change of shared memory. (An event count, as in Linux's or folly's.)
 *
 * Memory: two Int32 words. Word 0 `EVENTS` counts the notifications. Word 1 `HAS_WAITERS` is 1 while a thread may sleep.
 *
 * A thread that waits misses no notification when it takes these steps in this order:
 *
 * 1. `const seen = eventCount.prepareWait()` reads the count and announces a waiter, in this order;
 * 2. it checks whether the change has happened already; if so, it does not wait;
 * 3. `eventCount.wait(seen, ms)` sleeps, but only if the count is still `seen`.
 *
 * A thread that makes a change writes the change first and calls `notifyAll()` second. Atomics are sequentially
 * consistent: all threads see them in one common order. So either the change precedes step 2, which sees it; or
 * `HAS_WAITERS` was set before the notifier read it, the count moves, and step 3 returns at once. The count must be read
 * before the waiter is announced: an earlier notifier may take the announcement back, and its count must not be `seen` then.
 *
 * All waiters wake, and those that find nothing wait again. No number of sleepers is kept, so a thread that dies leaves
 * nothing wrong behind, and no wake-up is spent on a thread that does not need it. A notification without waiters is one
 * atomic load.
 */
export class EventCount {
  readonly #words: Int32Array;

  constructor(buffer: SharedArrayBuffer, offset: number) {
    this.#words = new Int32Array(buffer, offset, EVENT_COUNT_BYTES / 4);
  }

  /** Step 1. Returns the count that `wait` and `waitAsync` take. */
  prepareWait(): number {
    const seen = Atomics.load(this.#words, EVENTS);
    Atomics.store(this.#words, HAS_WAITERS, 1);
    return seen;
  }

  /** Step 3, blocking this thread. Returns after a notification since `seen` was read, or after `ms` milliseconds. */
  wait(seen: number, ms: number): void {
    Atomics.wait(this.#words, EVENTS, seen, ms);
  }

  /** Step 3 without blocking: the event loop runs on while the promise is pending. */
  async waitAsync(seen: number, ms: number): Promise<void> {
    const waiting = Atomics.waitAsync(this.#words, EVENTS, seen, ms);
    if (!waiting.async) return;
    // A pending waitAsync does not keep Node alive: without this timer the program could end while it waits.
    const awake = setInterval(() => {}, 0x7fff_ffff);
    try {
      await waiting.value;
    } finally {
      clearInterval(awake);
    }
  }

  /** Wakes all waiters. Call it after the change that they wait for. */
  notifyAll(): void {
    if (Atomics.load(this.#words, HAS_WAITERS) === 0) return;
    Atomics.store(this.#words, HAS_WAITERS, 0);
    Atomics.add(this.#words, EVENTS, 1);
    Atomics.notify(this.#words, EVENTS);
  }
}
