/** The names of all executors, in the order of the course. */
export const EXECUTOR_NAMES = [
  "sequential",
  "event-loop",
  "worker-threads",
  "child-processes",
  "bullmq",
] as const;

/** The name of an executor that this library has. */
export type ExecutorName = (typeof EXECUTOR_NAMES)[number];

/**
 * An executor's name as an option: editors offer the known names. Every other string compiles as well, because a loop
 * over an array of names makes them plain strings; an unknown name is refused when the swarm is made.
 */
export type ExecutorOption = ExecutorName | (string & {});
