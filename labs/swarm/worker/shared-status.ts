import type { BegunJob, Job } from "../executor.ts";

// Taken before any agent runs, because an agent may replace them.
const { compareExchange, load, store } = Atomics;

/** How many runs may drain at the same time. */
const DRAINS = 256;

/** The fields of a row, counted in Int32 words. */
const RUNNING = 0;
const STOP = 1;
const YIELD = 4;
const WORKING = 5;
const RESTING = 6;
const ROW_WORDS = 8;
const HEAD_BYTES = DRAINS * 4;
const ROW_BYTES = ROW_WORDS * 4;

/**
 * The status of every worker in shared memory. It can be read at any moment, also while a worker is in an endless loop
 * and answers no message.
 *
 * Memory: 256 Int32 of runs that drain: run n stands at n modulo 256. When two runs with one place drain at the same time,
 * the earlier one drains later: its jobs begin, and are asked to stop. Then one row of 32 bytes for each worker:
 * - Int32 `running`: the job + 1, or 0. A job is running until the coordinator has received its outcome.
 * - Int32 `stop`: the job + 1 that is asked to stop, or 0.
 * - Float64 `since`: when the running job began, in seconds since its run's start.
 * - Int32 `yield`: 1 when the worker should stop stealing, because another run waits for it.
 * - Int32 `working`: 1 while it has work. Int32 `resting`: 1 while its watchdog looks seldom. Only processes use the two;
 *   one is written before the other is read on both sides, so at least one side sees that the rest is over. Int32 unused.
 *
 * Ordering: `running` and `stop` are atomic, so all threads agree on their order. `since` is written before `running`
 * and read after it; a reader between the two writes sees a job as younger than it is, never as older.
 */
export class SharedStatus {
  readonly buffer: SharedArrayBuffer;
  readonly #draining: Int32Array;
  readonly #words: Int32Array;
  readonly #since: Float64Array;

  /** @param rowsOrBuffer the number of rows of a new status, or the memory of an existing one */
  constructor(rowsOrBuffer: number | SharedArrayBuffer) {
    this.buffer =
      typeof rowsOrBuffer === "number"
        ? new SharedArrayBuffer(HEAD_BYTES + rowsOrBuffer * ROW_BYTES)
        : rowsOrBuffer;
    this.#draining = new Int32Array(this.buffer, 0, DRAINS);
    this.#words = new Int32Array(this.buffer, HEAD_BYTES);
    this.#since = new Float64Array(this.buffer, HEAD_BYTES);
  }

  isDraining(run: number): boolean {
    return load(this.#draining, run % DRAINS) === run;
  }

  /** From now on no job of the run may begin. */
  drain(run: number): void {
    store(this.#draining, run % DRAINS, run);
  }

  /** Records that a job runs, and clears a stop flag of its earlier try. */
  begin(row: number, job: Job, since: number): void {
    this.clearStop(row);
    this.#since[row * (ROW_WORDS / 2) + 1] = since;
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

  running(row: number): BegunJob | undefined {
    const job = load(this.#words, row * ROW_WORDS + RUNNING) - 1;
    return job < 0 ? undefined : { job, since: this.#since[row * (ROW_WORDS / 2) + 1] ?? 0 };
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

  /** Asks the worker of a row to stop stealing jobs, or takes that back. */
  askToYield(row: number, isAsked: boolean): void {
    store(this.#words, row * ROW_WORDS + YIELD, isAsked ? 1 : 0);
  }

  /** Records whether the worker of a row has work. */
  setWorking(row: number, isWorking: boolean): void {
    store(this.#words, row * ROW_WORDS + WORKING, isWorking ? 1 : 0);
  }

  isWorking(row: number): boolean {
    return load(this.#words, row * ROW_WORDS + WORKING) === 1;
  }

  /** Records whether the watchdog of a worker looks seldom, because there is no work. */
  setResting(row: number, isResting: boolean): void {
    store(this.#words, row * ROW_WORDS + RESTING, isResting ? 1 : 0);
  }

  isResting(row: number): boolean {
    return load(this.#words, row * ROW_WORDS + RESTING) === 1;
  }

  isAskedToYield(row: number): boolean {
    return load(this.#words, row * ROW_WORDS + YIELD) === 1;
  }
}
