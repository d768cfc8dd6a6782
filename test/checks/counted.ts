import type { AnswerUsage, RemoteSubmission } from "@swarmlab/kit/checks";
import { assert } from "vitest";

/** Processor time of an answer during a call, by where it was spent, in seconds. The kernel counts it. */
export interface Spent {
  readonly mainThread: number;
  readonly otherThreads: number;
  /** Of child processes that have ended. */
  readonly processes: number;
  readonly all: number;
}

/** Calls an answer and counts what it spends. @returns `spent` is undefined where the kernel cannot be asked: a check then asserts nothing of it */
export async function counting<Value>(
  submission: RemoteSubmission,
  call: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly spent: Spent | undefined }> {
  const before = submission.usage();
  const value = await call();
  const after = submission.usage();
  return { value, spent: before && after && difference(before, after) };
}

function difference(before: AnswerUsage, after: AnswerUsage): Spent {
  const all = after.cpuSeconds - before.cpuSeconds;
  const mainThread = after.mainThreadSeconds - before.mainThreadSeconds;
  const processes = after.endedProcessesSeconds - before.endedProcessesSeconds;
  return { all, mainThread, processes, otherThreads: all - mainThread - processes };
}

/** Calls in which no thread was seen until a check says so. An honest thread is seen in the first one, on a machine that is not very busy. */
const CALLS = 5;
const LOOK_EVERY_MS = 2;

/**
 * Calls an answer, and fails unless the kernel saw a thread of it during the call or after it. Looks until it sees one, so a busy machine only makes
 * it look longer; a call in which none was seen is repeated.
 *
 * @param what - what runs on the threads, such as "The agents"
 */
export async function onRealThreads<Value>(
  submission: RemoteSubmission,
  what: string,
  call: () => Promise<Value>,
): Promise<Value> {
  for (let round = 1; ; round += 1) {
    let isOver = false;
    const pending = call().finally(() => {
      isOver = true;
    });
    pending.catch(() => {});
    let usage = submission.usage();
    while (!isOver && usage?.threads.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      usage = submission.usage();
    }
    const value = await pending;
    // A pool that stays open is seen after the call.
    if (usage?.threads.length === 0) usage = submission.usage();
    if (usage === undefined || usage.threads.length > 0) return value;
    if (round === CALLS)
      assert.fail(
        `${what} run on threads, and the system counted no thread of your answer in ${CALLS} calls. A name in a result starts none.`,
      );
  }
}

/** Processor time that a function of the check takes in this thread, in seconds. */
export function ownSeconds(compute: () => void): number {
  const before = process.threadCpuUsage();
  compute();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1e6;
}
