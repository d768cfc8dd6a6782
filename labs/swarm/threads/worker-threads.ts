import { availableParallelism } from "node:os";
import type { Executor } from "../executor.ts";
import { ThreadCrew } from "./thread-crew.ts";

/** Agents on worker threads: parallel on all cores, each in an isolate of its own, sharing only bytes. */
export const workerThreads: Executor = {
  name: "worker-threads",
  parallel: true,
  contains: {
    throw: true,
    reject: true,
    exit: true,
    spin: true,
    uncloneable: true,
    // V8's limits do not hold for every shape of memory, and Buffers have none: one agent can end the whole process.
    memory: false,
    native: false,
  },
  honours: new Set(["timeout", "deadline", "maxTasksPerWorker", "chunk", "work-stealing"]),
  defaultConcurrency: () => availableParallelism(),
  maxConcurrency: Number.POSITIVE_INFINITY,
  open: (setup) => ThreadCrew.open(setup),
};
