import { threadId } from "node:worker_threads";

/**
 * This thread's name inside shared memory: its `threadId` plus one, because 0 must mean "nobody".
 * Node never gives a thread id twice in one process, so a dead thread's name stays unmistakable.
 */
export const ME: number = threadId + 1;

/** From a `threadId` to the name in shared memory. */
export function nameOfThread(id: number): number {
  return id + 1;
}

/** From the name in shared memory to a `threadId`; `null` for nobody. */
export function threadOfName(name: number): number | null {
  return name === 0 ? null : name - 1;
}
