import type { RemoteSubmission } from "@swarmlab/kit/checks";
import { assert } from "vitest";

/** What a call of the answer used, as the kernel counts it. Threads that burn time without a use count as well. */
export interface CallUsage {
  /** Processor time of its main thread, in seconds. */
  readonly onMain: number;
  /** Processor time of all its other threads, in seconds, without the start of those that still run. */
  readonly onThreads: number;
}

/** A work that takes less processor time cannot be counted, in seconds: the kernel counts in hundredths. */
const LEAST_WORK = 0.05;
/**
 * The share of the expected time that threads have to have computed. The same work takes up to twice as long when its core is shared, so a larger
 * share would fail honest answers.
 */
const LEAST_SHARE = 0.3;
/** More than a thread takes to start, in seconds: threads that idle have not computed. */
const THREAD_START = 0.05;

/** Calls the answer. @returns what came, and what was used; undefined where the kernel does not say: on macOS and in a container */
export async function measuredCall<Value>(
  submission: RemoteSubmission,
  call: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly used: CallUsage | undefined }> {
  const before = submission.usage();
  const value = await call();
  const after = submission.usage();
  if (!before || !after) return { value, used: undefined };
  const onMain = after.mainThreadSeconds - before.mainThreadSeconds;
  const inProcesses = after.endedProcessesSeconds - before.endedProcessesSeconds;
  const others = after.cpuSeconds - before.cpuSeconds - onMain - inProcesses;
  const started = Math.max(0, after.threads.length - before.threads.length);
  return { value, used: { onMain, onThreads: Math.max(0, others - started * THREAD_START) } };
}

/** Measurements of an answer that seems not to compute on threads: what else runs on the machine can spoil one. */
const MEASUREMENTS = 3;

/**
 * Calls the answer, and fails when the call does not compute on threads beside the main one.
 *
 * @param needed - seconds of processor time that the work takes on one thread
 * @returns what came
 */
export async function callOnThreads<Value>(
  submission: RemoteSubmission,
  call: () => Promise<Value>,
  needed: number,
  advice: string,
): Promise<Value> {
  for (let measurement = 1; ; measurement += 1) {
    const { value, used } = await measuredCall(submission, call);
    if (!used || needed < LEAST_WORK) return value;
    if (used.onThreads >= LEAST_SHARE * needed && used.onMain <= used.onThreads) return value;
    if (measurement < MEASUREMENTS) continue;
    const [work, threads, main] = [needed, used.onThreads, used.onMain].map((each) => `${each.toFixed(2)} s`);
    assert.fail(
      `${advice} The agents have to compute for about ${work} in all. As the operating system counts, your answer computed for ${threads} on worker threads, and for ${main} on the main thread.`,
    );
  }
}

/** Processor time of work in the check's own thread, in seconds: the least of two measurements. */
export async function ownSeconds(work: () => unknown): Promise<number> {
  const seconds: number[] = [];
  for (let measurement = 0; measurement < 2; measurement += 1) {
    const start = process.threadCpuUsage();
    await work();
    const { user, system } = process.threadCpuUsage(start);
    seconds.push((user + system) / 1e6);
  }
  return Math.min(...seconds);
}
