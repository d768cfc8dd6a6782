import { threadId } from "node:worker_threads";

/**
 * This thread's name in shared memory: its `threadId` plus one, because 0 means "no thread".
 * Node never reuses a thread id in one process, so a dead thread's name stays unique.
 */
export const ME: number = threadId + 1;

/** The name in shared memory of the thread with this `threadId`. */
export function nameOfThread(id: number): number {
  return id + 1;
}

/** The `threadId` of a name in shared memory; `null` for no thread. */
export function threadOfName(name: number): number | null {
  return name === 0 ? null : name - 1;
}
