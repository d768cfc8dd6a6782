import { allocate, checkHandle, type Handle, type Shareable } from "./handle.ts";
import { SharingError } from "./sharing-error.ts";
import { wholeNumber } from "./validate.ts";

export type AtomicCounterHandle = Handle<"swarmlab.atomicCounter">;

const BYTES = 8;
const LARGEST = 0x7fff_ffff;
const SMALLEST = -0x8000_0000;

/**
 * A whole number that many threads change at once without losing a change.
 *
 * `count[0]++` is three steps: read, add, write. Two threads that both read 5 both write 6, and one update is lost
 * (see `countTogether`). A compare-and-exchange is one indivisible step: it writes only if the value is still the one that was
 * read, and is tried again otherwise.
 *
 * Memory: Int32 word 0 is the value; word 1 is unused, so that counters lie 8 bytes apart.
 * Memory ordering: every method is one sequentially consistent atomic step. What a thread wrote before it changed the
 * counter is visible to a thread that reads the changed value.
 */
export class AtomicCounter implements Shareable {
  static readonly kind = "swarmlab.atomicCounter";

  readonly #handle: AtomicCounterHandle;
  readonly #words: Int32Array;

  /**
   * @param start the first value, a 32-bit integer; or a handle, to open the counter that it describes
   * @throws SharingError `INVALID_ARGUMENT`
   */
  constructor(start: number | AtomicCounterHandle = 0) {
    const isNew = typeof start !== "object";
    this.#handle = checkHandle(
      isNew ? allocate(AtomicCounter.kind, BYTES) : start,
      AtomicCounter.kind,
      BYTES,
    );
    this.#words = new Int32Array(this.#handle.buffer, this.#handle.offset, BYTES / 4);
    if (isNew) this.value = start;
  }

  static from(handle: AtomicCounterHandle): AtomicCounter {
    checkHandle(handle, AtomicCounter.kind, BYTES);
    return new AtomicCounter(handle);
  }

  share(): AtomicCounterHandle {
    return this.#handle;
  }

  get value(): number {
    return Atomics.load(this.#words, 0);
  }

  set value(value: number) {
    Atomics.store(this.#words, 0, wholeNumber("The value of a counter", value, SMALLEST));
  }

  /**
   * Adds `amount`, which may be negative.
   *
   * @returns the value after the addition
   * @throws SharingError `OVERFLOW` when the sum leaves the range of a 32-bit integer; the counter is then unchanged
   */
  add(amount: number): number {
    wholeNumber("What is added to a counter", amount, SMALLEST);
    for (;;) {
      const before = this.value;
      const sum = before + amount;
      // Checked before the change, so that no other thread ever sees a value that has overflowed.
      if (sum < SMALLEST || sum > LARGEST)
        throw new SharingError("OVERFLOW", `${sum} does not fit into a counter of 32 bits.`);
      if (Atomics.compareExchange(this.#words, 0, before, sum) === before) return sum;
    }
  }

  /** Adds 1. Returns the new value. */
  increment(): number {
    return this.add(1);
  }

  /** Subtracts 1. Returns the new value. */
  decrement(): number {
    return this.add(-1);
  }

  /** Adds 1 and returns the old value: every caller gets a different number. */
  draw(): number {
    return this.add(1) - 1;
  }

  /**
   * Sets the value to `next` if it is `expected` now. Returns whether it was.
   *
   * @throws SharingError `INVALID_ARGUMENT` when one of the two is not a 32-bit integer; the counter is then unchanged
   */
  compareAndSet(expected: number, next: number): boolean {
    // Unchecked, Atomics would take its lowest 32 bits, and 2 ** 32 would be found equal to 0.
    wholeNumber("The expected value of a counter", expected, SMALLEST);
    wholeNumber("The new value of a counter", next, SMALLEST);
    return Atomics.compareExchange(this.#words, 0, expected, next) === expected;
  }
}
