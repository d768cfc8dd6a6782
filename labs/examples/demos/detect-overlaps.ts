import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { describeValue } from "../../common/describe-value.ts";
import { siblingModule } from "../../common/sibling-module.ts";
import { SharingError } from "../../sharing/index.ts";
import { wholeNumber } from "./whole-number.ts";

/** The lock of the critical section: our `Mutex`, Node's Web Locks (`worker_threads.locks`), or none. */
export type LockUnderTest = "mutex" | "web-locks" | "none";

export interface OverlapOptions {
  readonly lock: LockUnderTest;
  /** The number of threads, from 1 to 16. @default 2 */
  readonly threads?: number;
  /**
   * How often each thread enters the critical section.
   * @minimum 1
   * @default 10_000
   */
  readonly acquisitions?: number;
  /**
   * Milliseconds after which the test is ended. The clock starts with the test's process.
   * @minimum 1
   * @default 10_000
   */
  readonly timeout?: number;
  /**
   * The memory limit of the test's process, in bytes. Web Locks under contention can grow without bound.
   * @default 536_870_912
   */
  readonly maxMemory?: number;
}

export interface OverlapReport {
  readonly lock: LockUnderTest;
  readonly threads: number;
  /** How often all threads together entered the critical section. */
  readonly entries: number;
  /** How often a thread was not alone in the critical section. A correct lock has 0. */
  readonly overlaps: number;
  readonly seconds: number;
  /** How the test ended: by itself, at a limit of time or memory, or by a crash of its process. */
  readonly outcome: "finished" | "out of time" | "out of memory" | "crashed";
  /** The report in one sentence. */
  toString(): string;
}

/** The argument of the test's process, as JSON. */
export interface OverlapOrder {
  readonly lock: LockUnderTest;
  readonly threads: number;
  readonly acquisitions: number;
}

/** The progress that the test's process sends regularly. */
export interface OverlapCount {
  readonly entries: number;
  readonly overlaps: number;
  readonly done: boolean;
  /** The memory of the process, in bytes. */
  readonly memory: number;
}

/**
 * Tests a lock: several threads enter a critical section as fast as they can, and a detector inside counts how often two
 * threads were there at once.
 *
 * The test runs in a process of its own, which is killed at its limits of time and memory, so that a broken lock does no
 * harm to the caller.
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
  const timer = setTimeout(() => end("out of time"), wholeNumber("timeout", timeout, 1));
  const memoryWatch = setInterval(() => {
    if (memoryOf(child.pid) > maxMemory) end("out of memory");
  }, 20);
  await exited;
  clearTimeout(timer);
  clearInterval(memoryWatch);
  return report(order, last, (performance.now() - began) / 1000, outcome);
}

/** The memory of a process, in bytes, read from outside because a busy process may not report it. 0 without /proc. */
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
