import { bullmq } from "./bullmq/bullmq.ts";
import { SwarmError } from "./errors.ts";
import type { Executor } from "./executor.ts";
import { EXECUTOR_NAMES, type ExecutorName } from "./executor-name.ts";
import { eventLoop } from "./inline/event-loop.ts";
import { sequential } from "./inline/sequential.ts";
import { childProcesses } from "./processes/child-processes.ts";
import { workerThreads } from "./threads/worker-threads.ts";

/** Every executor by its name. A new executor is one more line here and one in {@link EXECUTOR_NAMES}. */
const EXECUTORS: Readonly<Record<ExecutorName, Executor>> = {
  sequential,
  "event-loop": eventLoop,
  "worker-threads": workerThreads,
  "child-processes": childProcesses,
  bullmq,
};

/** The names of all executors. */
export function executorNames(): string[] {
  return [...EXECUTOR_NAMES];
}

/** The names of the executors that need nothing beside this program, so that they can be compared anywhere. */
export function localExecutorNames(): string[] {
  return EXECUTOR_NAMES.filter((name) => !EXECUTORS[name].honours.has("engine"));
}

/** All executors, in the order of the course. */
export function executors(): readonly Executor[] {
  return EXECUTOR_NAMES.map((name) => EXECUTORS[name]);
}

/**
 * The executor of a name.
 *
 * @throws SwarmError UNKNOWN_EXECUTOR listing the known names
 */
export function findExecutor(name: string): Executor {
  const known = EXECUTOR_NAMES.find((one) => one === name);
  if (known !== undefined) return EXECUTORS[known];
  const names = EXECUTOR_NAMES.map((one) => `"${one}"`).join(", ");
  throw new SwarmError(
    "UNKNOWN_EXECUTOR",
    `executor must be one of ${names}, but got ${JSON.stringify(name)}.`,
  );
}
