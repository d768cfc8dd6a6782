/** What waiting for a mutex has cost so far, over all threads. */
export interface Contention {
  /** How many acquisitions had to wait (a few microseconds of looking again are no wait). */
  readonly waits: number;
  /** Sum of all those waits, in seconds. */
  readonly secondsWaited: number;
  /** The longest single wait, in seconds. */
  readonly longestWait: number;
  /** How often the mutex was handed to a waiter that had run out of patience. */
  readonly handOffs: number;
  /** How often a dead holder's mutex was taken from it. */
  readonly recoveries: number;
}

const WAITS = 0;
const LONGEST = 1;
const HAND_OFFS = 2;
const RECOVERIES = 3;
const TOTAL = 2;

/** Bytes the record takes. */
export const CONTENTION_BYTES = 24;

/**
 * The record of waits in a mutex's memory. Waiters write it, everybody reads it.
 *
 * Memory: Int32 word 0 number of waits, 1 longest wait (µs), 2 hand-offs, 3 recoveries; then, as one 64-bit word at
 * byte 16, all waits added up (µs). An uncontended acquisition touches none of it, so watching costs nothing.
 * A reader may see a wait counted before its time is added: each number is exact, the set is not one snapshot.
 */
export class ContentionRecord {
  readonly #words: Int32Array;
  readonly #longs: BigInt64Array;

  constructor(buffer: SharedArrayBuffer, offset: number) {
    this.#words = new Int32Array(buffer, offset, 4);
    this.#longs = new BigInt64Array(buffer, offset, 3);
  }

  /** Call while holding the mutex: then nobody else replaces `LONGEST` between the two lines. */
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
