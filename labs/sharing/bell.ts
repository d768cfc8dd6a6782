const RINGS = 0;
const LISTENING = 1;

/** Bytes a bell takes. */
export const BELL_BYTES = 8;

/**
 * A bell that wakes every thread that waits for "something has changed" (in the literature: an event count).
 *
 * Memory: two Int32 words. Word 0 `RINGS` counts the rings. Word 1 `LISTENING` is 1 while somebody may be asleep.
 *
 * How a thread waits without missing a ring, in this order:
 *
 * 1. `const heard = bell.listen()`: say that somebody listens, and remember how often it has rung;
 * 2. look whether what we wait for is there already; if so, do not wait;
 * 3. `bell.wait(heard, ms)`: sleep, but only if it has not rung since step 1.
 *
 * Whoever changes something changes it first and rings second. Atomics are sequentially consistent: all threads see
 * them in one common order. So either the change comes before step 2 and is seen there, or `LISTENING` was set
 * before the ringer looked, the bell rings, and step 3 returns at once.
 *
 * Everybody wakes, whoever finds nothing listens again. There is no count of sleepers that a dying thread could leave
 * wrong, and no sleeper whose wake-up could be spent on a thread that does not need it. A ring while nobody listens
 * is one atomic load.
 */
export class Bell {
  readonly #words: Int32Array;

  constructor(buffer: SharedArrayBuffer, offset: number) {
    this.#words = new Int32Array(buffer, offset, BELL_BYTES / 4);
  }

  /** Step 1. Returns what `wait` and `waitAsync` want to know. */
  listen(): number {
    Atomics.store(this.#words, LISTENING, 1);
    return Atomics.load(this.#words, RINGS);
  }

  /** Step 3, blocking this thread. Returns when it rings, or has rung since `heard`, or after `ms` milliseconds. */
  wait(heard: number, ms: number): void {
    Atomics.wait(this.#words, RINGS, heard, ms);
  }

  /** Step 3 on an event loop: the loop goes on turning while the promise waits. */
  async waitAsync(heard: number, ms: number): Promise<void> {
    const waiting = Atomics.waitAsync(this.#words, RINGS, heard, ms);
    if (!waiting.async) return;
    // A pending waitAsync does not keep Node alive: without this timer the program could end in mid-wait.
    const awake = setInterval(() => {}, 0x7fff_ffff);
    try {
      await waiting.value;
    } finally {
      clearInterval(awake);
    }
  }

  /** Wakes all listeners. Call it after the change that they wait for. */
  ring(): void {
    if (Atomics.load(this.#words, LISTENING) === 0) return;
    Atomics.store(this.#words, LISTENING, 0);
    Atomics.add(this.#words, RINGS, 1);
    Atomics.notify(this.#words, RINGS);
  }
}
