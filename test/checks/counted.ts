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
const CALLS = 8;
const LOOK_EVERY_MS = 2;
/**
 * Processor time on other threads that shows threads which were never seen: to start one takes 0.02 s and more in each call. Node's own helpers, which
 * compile and collect garbage for the main thread, take less than that thread.
 */
const THREADS_SECONDS = 0.12;

/**
 * Calls an answer, and fails unless the kernel saw a thread of it during the call or after it. A busy machine only makes it look longer: a call in
 * which none was seen is repeated, and in the end the processor time of all these calls decides.
 *
 * @param what - what runs on the threads, such as "The agents"
 * @param call - may be called several times
 */
export async function onRealThreads<Value>(
  submission: RemoteSubmission,
  what: string,
  call: () => Promise<Value>,
): Promise<Value> {
  let [unseen, onMain] = [0, 0];
  for (let round = 1; ; round += 1) {
    const { value, spent, isSeen } = await watching(submission, call);
    if (isSeen || spent === undefined) return value;
    unseen += spent.otherThreads;
    onMain += spent.mainThread;
    if (round < CALLS) continue;
    if (unseen >= THREADS_SECONDS && unseen > onMain) return value;
    assert.fail(
      `${what} run on threads, and the system counted no thread of your answer in ${CALLS} calls. A name in a result starts none.`,
    );
  }
}

/** Calls an answer, and looks whether it has a thread until there is one, or the call is over. */
async function watching<Value>(submission: RemoteSubmission, call: () => Promise<Value>) {
  let isOver = false;
  const hasThread = () => (submission.usage()?.threads.length ?? 0) > 0;
  const pending = counting(submission, call).finally(() => {
    isOver = true;
  });
  pending.catch(() => {});
  let isSeen = hasThread();
  while (!isOver && !isSeen) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    isSeen = hasThread();
  }
  const { value, spent } = await pending;
  // A pool that stays open is seen after the call.
  return { value, spent, isSeen: isSeen || hasThread() };
}

/** Processor time that a function of the check takes in this thread, in seconds. */
export function ownSeconds(compute: () => void): number {
  const before = process.threadCpuUsage();
  compute();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1e6;
}
