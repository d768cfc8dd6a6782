import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { onTestFinished } from "vitest";
import { share } from "../../../../labs/sharing/index.ts";

type Sharing = typeof import("../../../../labs/sharing/index.ts");

/** A thread that runs one function. */
export interface TestThread<T> {
  readonly threadId: number;
  /** What the function returned; rejects with what it threw. */
  readonly result: Promise<T>;
  /** Terminates the thread in the middle of its work; resolves when it is gone. */
  kill(): Promise<void>;
}

/**
 * Runs `work` in a real thread, which is gone when the test ends. The function's text crosses over: it may use only
 * its parameters. `shared` arrives with live primitives in it; `sharing` is all that labs/sharing exports.
 */
export function onThread<S, T>(
  shared: S,
  work: (shared: S, sharing: Sharing) => T | Promise<T>,
): TestThread<Awaited<T>> {
  const workerData = { source: work.toString(), shared: share(shared) };
  const worker = new Worker(new URL("./thread.ts", import.meta.url), { workerData });
  const { threadId } = worker;
  const result = once(worker, "message").then(([message]) => {
    if ("failure" in message) throw message.failure;
    return message.value as Awaited<T>;
  });
  result.catch(() => {});
  const kill = async () => {
    await worker.terminate();
  };
  onTestFinished(kill);
  return { threadId, result, kill };
}

/** Waits until `condition` holds, looking again every few milliseconds; the test's own time limit bounds it. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}

/** A view of fresh shared memory. */
export function sharedWords(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(length * 4));
}
