import { threadId } from "node:worker_threads";
import { describeValue } from "../common/describe-value.ts";
import { SharingError } from "./sharing-error.ts";

/** A lock word has 29 bits for a name. */
const LARGEST_NAME = 2 ** 29 - 1;

/**
 * This thread's name in shared memory: its `threadId` plus one, because 0 means "no thread".
 * Node never reuses a thread id in one process, so a dead thread's name stays unique.
 */
export const ME: number = threadId + 1;

/**
 * The name in shared memory of the thread with this `threadId`.
 *
 * @throws SharingError `INVALID_ARGUMENT` for -1, which is what a worker's `threadId` is after its end, and for what is no id
 */
export function nameOfThread(id: number): number {
  if (Number.isInteger(id) && id >= 0 && id < LARGEST_NAME) return id + 1;
  throw new SharingError(
    "INVALID_ARGUMENT",
    `The id of a dead thread must be a whole number of at least 0, but is ${describeValue(id)}; read worker.threadId while the worker lives, because it is -1 afterwards.`,
  );
}

/** The `threadId` of a name in shared memory; `null` for no thread. */
export function threadOfName(name: number): number | null {
  return name === 0 ? null : name - 1;
}
