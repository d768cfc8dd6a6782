/** How long all threads together have waited for a mutex so far. */
export interface Contention {
  /** How many acquisitions had to wait. Spinning for a few microseconds is not counted as waiting. */
  readonly waits: number;
  /** The sum of all waits, in seconds. */
  readonly secondsWaited: number;
  /** The longest single wait, in seconds. */
  readonly longestWait: number;
  /** How often the mutex was handed over to a waiter that had been overtaken for 5 ms. */
  readonly handOffs: number;
  /** How often the mutex was taken from a dead holder. */
  readonly recoveries: number;
}

const WAITS = 0;
const LONGEST = 1;
const HAND_OFFS = 2;
const RECOVERIES = 3;
const TOTAL = 2;

/** Bytes of a contention record. */
export const CONTENTION_BYTES = 24;

/**
 * The record of waits in a mutex's memory. Waiters write it, every thread may read it.
 *
 * Memory: Int32 word 0 number of waits, 1 longest wait (µs), 2 hand-offs, 3 recoveries; then, as one 64-bit word at
 * byte 16, the sum of all waits (µs). An acquisition without a wait does not touch the record, so it costs nothing there.
 * A reader may see a wait counted before its time is added: each number is exact, the set is not one snapshot.
 */
export class ContentionRecord {
  readonly #words: Int32Array;
  readonly #longs: BigInt64Array;

  constructor(buffer: SharedArrayBuffer, offset: number) {
    this.#words = new Int32Array(buffer, offset, 4);
    this.#longs = new BigInt64Array(buffer, offset, 3);
  }

  /** Call this while holding the mutex: then no other thread replaces `LONGEST` between the load and the store. */
  addWait(milliseconds: number): void {
    const microseconds = Math.min(0x7fff_ffff, Math.round(milliseconds * 1000));
    Atomics.add(this.#words, WAITS, 1);
    Atomics.add(this.#longs, TOTAL, BigInt(microseconds));
    if (microseconds > Atomics.load(this.#words, LONGEST)) Atomics.store(this.#words, LONGEST, microseconds);
  }

  addHandOff(): void {
    Atomics.add(this.#words, HAND_OFFS, 1);
  }

  addRecovery(): void {
    Atomics.add(this.#words, RECOVERIES, 1);
  }

  read(): Contention {
    return Object.freeze({
      waits: Atomics.load(this.#words, WAITS),
      secondsWaited: Number(Atomics.load(this.#longs, TOTAL)) / 1e6,
      longestWait: Atomics.load(this.#words, LONGEST) / 1e6,
      handOffs: Atomics.load(this.#words, HAND_OFFS),
      recoveries: Atomics.load(this.#words, RECOVERIES),
    });
  }
}
