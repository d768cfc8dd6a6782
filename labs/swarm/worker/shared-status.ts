import type { Job, Running } from "../executor.ts";

// Taken before any agent runs, because an agent may replace them.
const { compareExchange, load, store } = Atomics;

/** The fields of a row, counted in Int32 words. */
const RUNNING = 0;
const STOP = 1;
const ROW_WORDS = 4;
const HEAD_BYTES = 16;
const ROW_BYTES = ROW_WORDS * 4;

/**
 * The status of every worker in shared memory. It can be read at any moment, also while a worker is in an endless loop
 * and answers no message.
 *
 * Memory: 8 bytes of swarm start (BigInt64, nanoseconds of `process.hrtime`), Int32 `draining` (1: no job may begin),
 * 4 bytes unused, then one row of 16 bytes for each worker:
 * - Int32 `running`: the job + 1, or 0. A job is running until the coordinator has received its outcome.
 * - Int32 `stop`: the job + 1 that is asked to stop, or 0.
 * - Float64 `since`: when the running job began, in seconds since the swarm's start.
 *
 * Ordering: `running` and `stop` are atomic, so all threads agree on their order. `since` is written before `running`
 * and read after it; a reader between the two writes sees a job as younger than it is, never as older.
 */
export class SharedStatus {
  readonly buffer: SharedArrayBuffer;
  readonly #startTime: BigInt64Array;
  readonly #draining: Int32Array;
  readonly #words: Int32Array;
  readonly #since: Float64Array;

  /** @param rowsOrBuffer the number of rows of a new status, or the memory of an existing one */
  constructor(rowsOrBuffer: number | SharedArrayBuffer) {
    this.buffer =
      typeof rowsOrBuffer === "number"
        ? new SharedArrayBuffer(HEAD_BYTES + rowsOrBuffer * ROW_BYTES)
        : rowsOrBuffer;
    this.#startTime = new BigInt64Array(this.buffer, 0, 1);
    this.#draining = new Int32Array(this.buffer, 8, 1);
    this.#words = new Int32Array(this.buffer, HEAD_BYTES);
    this.#since = new Float64Array(this.buffer, HEAD_BYTES);
  }

  /** When the swarm started, on the clock of `process.hrtime.bigint()`. */
  get startTime(): bigint {
    return load(this.#startTime, 0);
  }

  set startTime(time: bigint) {
    store(this.#startTime, 0, time);
  }

  get isDraining(): boolean {
    return load(this.#draining, 0) === 1;
  }

  /** From now on no job may begin. */
  drain(): void {
    store(this.#draining, 0, 1);
  }

  /** Records that a job runs, and clears a stop flag of its earlier try. */
  begin(row: number, job: Job, since: number): void {
    this.clearStop(row);
    this.#since[row * 2 + 1] = since;
    store(this.#words, row * ROW_WORDS + RUNNING, job + 1);
  }

  /** Records that no job runs. */
  end(row: number): void {
    store(this.#words, row * ROW_WORDS + RUNNING, 0);
  }

  /** Records that the coordinator has received the job's outcome. A job that has begun meanwhile stays recorded. */
  endReceived(row: number, job: Job): void {
    compareExchange(this.#words, row * ROW_WORDS + RUNNING, job + 1, 0);
  }

  running(row: number): Running | undefined {
    const job = load(this.#words, row * ROW_WORDS + RUNNING) - 1;
    return job < 0 ? undefined : { job, since: this.#since[row * 2 + 1] ?? 0 };
  }

  /** Sets the stop flag for one job, which must have begun. A later job of the same worker does not see it. */
  requestStop(row: number, job: Job): void {
    store(this.#words, row * ROW_WORDS + STOP, job + 1);
  }

  /** Clears the stop flag. It is called before a job begins, because an earlier try of it may have been asked to stop. */
  clearStop(row: number): void {
    store(this.#words, row * ROW_WORDS + STOP, 0);
  }

  isStopRequested(row: number, job: Job): boolean {
    return load(this.#words, row * ROW_WORDS + STOP) === job + 1;
  }
}
