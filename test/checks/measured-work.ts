import type { RemoteSubmission } from "@swarmlab/kit/checks";
import { assert } from "vitest";

/** What a call of the answer used, as the kernel counts it: no answer can write it down. */
export interface CallUsage {
  /** Processor time of its main thread, in seconds. */
  readonly onMain: number;
  /** Processor time of all its other threads, in seconds. */
  readonly onThreads: number;
}

/** A work that takes less processor time cannot be counted, in seconds: the kernel counts in hundredths. */
const LEAST_WORK = 0.05;
/**
 * The share of the expected time that threads have to have computed. The same work takes up to twice as long when its core is shared, so a larger
 * share would fail honest answers.
 */
const LEAST_SHARE = 0.3;

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
  return { value, used: { onMain, onThreads: after.cpuSeconds - before.cpuSeconds - onMain - inProcesses } };
}

/**
 * Fails when a call did not compute on threads beside the main one.
 *
 * @param used - nothing is asserted where it is undefined
 * @param needed - seconds of processor time that the work takes on one thread
 */
export function assertOnThreads(used: CallUsage | undefined, needed: number, advice: string): void {
  if (!used || needed < LEAST_WORK) return;
  if (used.onThreads >= LEAST_SHARE * needed && used.onMain <= used.onThreads) return;
  const [work, threads, main] = [needed, used.onThreads, used.onMain].map((each) => `${each.toFixed(2)} s`);
  assert.fail(
    `${advice} The agents have to compute for about ${work} in all. As the operating system counts, your answer computed for ${threads} on worker threads, and for ${main} on the main thread.`,
  );
}

/** Processor time of work in the check's own thread, in seconds. */
export async function ownSeconds(work: () => unknown): Promise<number> {
  const start = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) / 1e6;
}
