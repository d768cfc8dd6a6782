import { describeValue } from "../../common/describe-value.ts";
import { siblingModule } from "../../common/sibling-module.ts";
import { AtomicCounter, Mutex, SharingError, StartGate, share } from "../../sharing/index.ts";
import { runThreads } from "./run-threads.ts";
import { wholeNumber } from "./whole-number.ts";

/** How the threads add 1: with `v[0]++` (broken on purpose), an `AtomicCounter`, or `v[0]++` while holding a `Mutex`. */
export type CountingWay = "broken" | "atomic" | "mutex";

export interface CountTogetherOptions {
  readonly way: CountingWay;
  /** The number of threads, from 1 to 64. @default 2 */
  readonly threads?: number;
  /**
   * How often each thread adds 1.
   * @minimum 1
   * @default 5_000_000
   */
  readonly increments?: number;
}

export interface CountReport {
  readonly way: CountingWay;
  readonly threads: number;
  /** The correct count. */
  readonly expected: number;
  /** The count that the threads reached. */
  readonly counted: number;
  /** The number of updates that another thread overwrote. */
  readonly lost: number;
  /** Seconds from the opening of the gate to the end of the last thread. */
  readonly seconds: number;
  /** The report in one sentence. */
  toString(): string;
}

/** The data of each counting thread; handles replace the primitives on the way. */
export interface CountOrder {
  readonly way: CountingWay;
  readonly increments: number;
  readonly plain: Int32Array;
  readonly counter: AtomicCounter;
  readonly mutex: Mutex;
  readonly gate: StartGate;
}

/**
 * Runs several threads that count in the same shared memory, and reports how many updates were lost.
 *
 * All threads start together at a gate: threads that run one after the other lose no updates, so they would prove
 * nothing.
 *
 * @throws SharingError `INVALID_ARGUMENT`
 * @example
 * console.log(String(await countTogether({ way: "broken" })));   // loses updates, a different number each time
 * console.log(String(await countTogether({ way: "atomic" })));   // loses none
 */
export async function countTogether(options: CountTogetherOptions): Promise<CountReport> {
  const { way } = options;
  if (way !== "broken" && way !== "atomic" && way !== "mutex") {
    throw new SharingError(
      "INVALID_ARGUMENT",
      `way must be "broken", "atomic" or "mutex", but is ${describeValue(way)}.`,
    );
  }
  const threads = wholeNumber("threads", options.threads ?? 2, 1, 64);
  const increments = wholeNumber("increments", options.increments ?? 5_000_000, 1, 2 ** 31 / threads - 1);
  const plain = new Int32Array(new SharedArrayBuffer(4));
  const counter = new AtomicCounter();
  const order: CountOrder = {
    way,
    increments,
    plain,
    counter,
    mutex: new Mutex(),
    gate: new StartGate(threads),
  };
  const times = await runThreads<CountTimes>(
    siblingModule(import.meta.url, "count-worker"),
    threads,
    share(order),
  );
  const counted = way === "atomic" ? counter.value : (plain[0] as number);
  const expected = threads * increments;
  const ended = Math.max(...times.map((time) => time.ended));
  const seconds = ended - Math.min(...times.map((time) => time.started));
  return Object.freeze({
    way,
    threads,
    expected,
    counted,
    lost: expected - counted,
    seconds,
    toString: () =>
      `${way}: ${threads} threads counted to ${counted} of ${expected} in ${seconds.toFixed(3)} s; ${expected - counted} updates lost.`,
  });
}

/** The times of one thread, in seconds on the clock that all threads share. */
export interface CountTimes {
  readonly started: number;
  readonly ended: number;
}
