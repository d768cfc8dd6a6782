import type { Job, Running } from "../executor.ts";

// Taken before any agent runs: an agent may break them.
const { compareExchange, load, store } = Atomics;

/** Where in a row what stands, counted in Int32 words. */
const RUNNING = 0;
const STOP = 1;
const ROW_WORDS = 4;
const HEAD_BYTES = 16;
const ROW_BYTES = ROW_WORDS * 4;

/**
 * A notice board in shared memory: what every thread is doing, readable at any moment, even while the thread is stuck
 * in an endless loop and would answer no message.
 *
 * Memory: 8 bytes of swarm start (BigInt64, nanoseconds of `process.hrtime`), Int32 `draining` (1: no job is to begin),
 * 4 bytes unused, then one row of 16 bytes a thread:
 * Int32 `running` (the job + 1, or 0: a job is running until the coordinator has received its outcome), Int32 `stop` (the job + 1 that is asked to stop, or 0), Float64 `since` (when
 * the running job began, in seconds since the swarm's start).
 *
 * Ordering: `running` and `stop` are atomic, so all threads agree on their order. `since` is written before `running`
 * and read after it; a reader that comes in between sees a job as younger than it is, never as older.
 */
export class Board {
  readonly buffer: SharedArrayBuffer;
  readonly #zero: BigInt64Array;
  readonly #draining: Int32Array;
  readonly #words: Int32Array;
  readonly #since: Float64Array;

  constructor(rowsOrBuffer: number | SharedArrayBuffer) {
    this.buffer =
      typeof rowsOrBuffer === "number"
        ? new SharedArrayBuffer(HEAD_BYTES + rowsOrBuffer * ROW_BYTES)
        : rowsOrBuffer;
    this.#zero = new BigInt64Array(this.buffer, 0, 1);
    this.#draining = new Int32Array(this.buffer, 8, 1);
    this.#words = new Int32Array(this.buffer, HEAD_BYTES);
    this.#since = new Float64Array(this.buffer, HEAD_BYTES);
  }

  /** When the swarm started, on the clock of `process.hrtime.bigint()`. */
  get zero(): bigint {
    return load(this.#zero, 0);
  }

  set zero(time: bigint) {
    store(this.#zero, 0, time);
  }

  get isDraining(): boolean {
    return load(this.#draining, 0) === 1;
  }

  drain(): void {
    store(this.#draining, 0, 1);
  }

  begin(row: number, job: Job, since: number): void {
    this.lowerFlag(row);
    this.#since[row * 2 + 1] = since;
    store(this.#words, row * ROW_WORDS + RUNNING, job + 1);
  }

  /** From now on the row names no job. */
  end(row: number): void {
    store(this.#words, row * ROW_WORDS + RUNNING, 0);
  }

  /** The coordinator has received the job's outcome. A job that has begun meanwhile goes on running. */
  received(row: number, job: Job): void {
    compareExchange(this.#words, row * ROW_WORDS + RUNNING, job + 1, 0);
  }

  running(row: number): Running | undefined {
    const job = load(this.#words, row * ROW_WORDS + RUNNING) - 1;
    return job < 0 ? undefined : { job, since: this.#since[row * 2 + 1] ?? 0 };
  }

  /** Raises the flag for one job, which must have begun. A later job on the same thread does not see it. */
  askToStop(row: number, job: Job): void {
    store(this.#words, row * ROW_WORDS + STOP, job + 1);
  }

  /** Before a job begins: it may be the same one again, and its last try may have been asked to stop. */
  lowerFlag(row: number): void {
    store(this.#words, row * ROW_WORDS + STOP, 0);
  }

  isAskedToStop(row: number, job: Job): boolean {
    return load(this.#words, row * ROW_WORDS + STOP) === job + 1;
  }
}
