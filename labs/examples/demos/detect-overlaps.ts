import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { describeValue } from "../../common/describe-value.ts";
import { siblingModule } from "../../common/sibling-module.ts";
import { SharingError } from "../../sharing/index.ts";
import { wholeNumber } from "./whole-number.ts";

/** What keeps the threads apart: our `Mutex`, Node's Web Locks (`worker_threads.locks`), or nothing at all. */
export type LockUnderTest = "mutex" | "web-locks" | "none";

export interface OverlapOptions {
  readonly lock: LockUnderTest;
  /** @default 2 */
  readonly threads?: number;
  /**
   * How often each thread enters the critical section.
   * @default 10_000
   */
  readonly acquisitions?: number;
  /**
   * After so many milliseconds the test is ended.
   * @default 10_000
   */
  readonly timeout?: number;
  /**
   * With so much memory the test is ended, in bytes. Web Locks under contention have been seen to grow without bound.
   * @default 536_870_912
   */
  readonly maxMemory?: number;
}

export interface OverlapReport {
  readonly lock: LockUnderTest;
  readonly threads: number;
  /** How often a thread entered the critical section, all threads together. */
  readonly entries: number;
  /** How often it was not alone in there. A lock that works has 0. */
  readonly overlaps: number;
  readonly seconds: number;
  /** Did it come to its end, or was it ended for taking too long or too much memory? */
  readonly outcome: "finished" | "out of time" | "out of memory" | "crashed";
  toString(): string;
}

/** What the test process is told, as one argument in JSON. */
export interface OverlapOrder {
  readonly lock: LockUnderTest;
  readonly threads: number;
  readonly acquisitions: number;
}

/** What the test process says, again and again. */
export interface OverlapCount {
  readonly entries: number;
  readonly overlaps: number;
  readonly done: boolean;
  /** Memory of the process, in bytes. */
  readonly memory: number;
}

/**
 * Tries a lock: several threads enter one critical section as fast as they can, and a detector inside counts how often
 * somebody else was there already.
 *
 * It runs in a process of its own that is ended when it takes too long or too much memory: what is under test may fail
 * in any way it likes.
 *
 * @throws SharingError `INVALID_ARGUMENT`
 */
export async function detectOverlaps(options: OverlapOptions): Promise<OverlapReport> {
  const { lock, timeout = 10_000, maxMemory = 1 << 29 } = options;
  if (lock !== "mutex" && lock !== "web-locks" && lock !== "none") {
    throw new SharingError(
      "INVALID_ARGUMENT",
      `lock must be "mutex", "web-locks" or "none", but is ${describeValue(lock)}.`,
    );
  }
  const order: OverlapOrder = {
    lock,
    threads: wholeNumber("threads", options.threads ?? 2, 1, 16),
    acquisitions: wholeNumber("acquisitions", options.acquisitions ?? 10_000, 1),
  };
  const began = performance.now();
  const child = fork(siblingModule(import.meta.url, "overlap-process"), [JSON.stringify(order)]);
  const exited = once(child, "exit");
  let last: OverlapCount = { entries: 0, overlaps: 0, done: false, memory: 0 };
  let outcome: OverlapReport["outcome"] = "crashed";
  const end = (why: OverlapReport["outcome"]) => {
    outcome = why;
    child.kill("SIGKILL");
  };
  child.on("message", (count: OverlapCount) => {
    last = count;
    if (count.done) end("finished");
    else if (count.memory > maxMemory) end("out of memory");
  });
  const clock = setTimeout(() => end("out of time"), wholeNumber("timeout", timeout, 1));
  const scale = setInterval(() => {
    if (memoryOf(child.pid) > maxMemory) end("out of memory");
  }, 20);
  await exited;
  clearTimeout(clock);
  clearInterval(scale);
  return report(order, last, (performance.now() - began) / 1000, outcome);
}

/** Seen from outside, because a process in trouble may not get round to telling. 0 where there is no /proc. */
function memoryOf(pid: number | undefined): number {
  try {
    const pages = readFileSync(`/proc/${pid}/statm`, "latin1").split(" ")[1];
    return Number(pages) * 4096;
  } catch {
    return 0;
  }
}

function report(
  order: OverlapOrder,
  count: OverlapCount,
  seconds: number,
  outcome: OverlapReport["outcome"],
): OverlapReport {
  const { lock, threads } = order;
  const { entries, overlaps } = count;
  return Object.freeze({
    lock,
    threads,
    entries,
    overlaps,
    seconds,
    outcome,
    toString: () =>
      `${lock}: ${threads} threads entered ${entries} times, ${overlaps} times not alone; ${outcome} after ${seconds.toFixed(1)} s.`,
  });
}
