import { describeValue } from "../../common/describe-value.ts";
import { siblingModule } from "../../common/sibling-module.ts";
import { AtomicCounter, Mutex, SharingError, StartGate, share } from "../../sharing/index.ts";
import { runThreads } from "./run-threads.ts";
import { wholeNumber } from "./whole-number.ts";

/** How the threads add 1: `v[0]++` (broken on purpose), `AtomicCounter`, or `v[0]++` while holding a `Mutex`. */
export type CountingWay = "broken" | "atomic" | "mutex";

export interface CountTogetherOptions {
  readonly way: CountingWay;
  /** @default 2 */
  readonly threads?: number;
  /**
   * How often each thread adds 1.
   * @default 5_000_000
   */
  readonly increments?: number;
}

export interface CountReport {
  readonly way: CountingWay;
  readonly threads: number;
  /** What the count should be. */
  readonly expected: number;
  /** What it is. */
  readonly counted: number;
  /** Updates that one thread made and another one wrote over. */
  readonly lost: number;
  /** From the opening of the gate to the last thread's end, in seconds. */
  readonly seconds: number;
  /** All of it in one sentence. */
  toString(): string;
}

/** What each counting thread is given, with handles in place of primitives. */
export interface CountOrder {
  readonly way: CountingWay;
  readonly increments: number;
  readonly plain: Int32Array;
  readonly counter: AtomicCounter;
  readonly mutex: Mutex;
  readonly gate: StartGate;
}

/**
 * Lets several threads count together in one piece of shared memory, and says how many updates got lost.
 *
 * All of them start at one gate: threads that run one after the other lose nothing, and a race that did not happen
 * proves nothing.
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

/** When one thread counted, in seconds on the machine's common clock. */
export interface CountTimes {
  readonly started: number;
  readonly ended: number;
}
