import type { Executor } from "./executor.ts";
import { eventLoop } from "./inline/event-loop.ts";
import { sequential } from "./inline/sequential.ts";
import { childProcesses } from "./processes/child-processes.ts";
import { SwarmError } from "./swarm-error.ts";
import { workerThreads } from "./threads/worker-threads.ts";

/** Every way to run a swarm. A new executor is one more line here. */
const EXECUTORS: readonly Executor[] = [sequential, eventLoop, workerThreads, childProcesses];

/** The names of all executors. */
export function executorNames(): string[] {
  return EXECUTORS.map((executor) => executor.name);
}

/** All executors, in the order of the course. */
export function executors(): readonly Executor[] {
  return EXECUTORS;
}

/** The executor of that name, or an error that lists the names there are. */
export function findExecutor(name: string): Executor {
  const found = EXECUTORS.find((executor) => executor.name === name);
  if (found !== undefined) return found;
  const names = executorNames()
    .map((known) => `"${known}"`)
    .join(", ");
  throw new SwarmError(
    "UNKNOWN_EXECUTOR",
    `executor must be one of ${names}, but got ${JSON.stringify(name)}.`,
  );
}
