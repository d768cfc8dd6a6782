import { availableParallelism } from "node:os";
import type { Executor } from "../executor.ts";
import { createThreadPool } from "./thread-pool.ts";

/** Agents on worker threads: parallel on all cores. Each thread has its own heap; threads share only the bytes of SharedArrayBuffers. */
export const workerThreads: Executor = {
  name: "worker-threads",
  parallel: true,
  contains: {
    throw: true,
    reject: true,
    exit: true,
    spin: true,
    uncloneable: true,
    // V8 does not limit every kind of memory, and Buffers not at all, so one agent can end the whole process.
    memory: false,
    native: false,
    machine: false,
  },
  honours: new Set(["timeout", "deadline", "maxTasksPerWorker", "chunk", "work-stealing"]),
  defaultConcurrency: () => availableParallelism(),
  maxConcurrency: Number.POSITIVE_INFINITY,
  createPool: createThreadPool,
};
