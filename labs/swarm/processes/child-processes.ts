import { availableParallelism } from "node:os";
import type { Executor } from "../executor.ts";
import { createProcessPool } from "./process-pool.ts";

/**
 * Agents on child processes: parallel on all cores, sharing no memory. Everything is copied to them and back, which costs
 * more than to a thread; in return no agent can harm another one, not even by using up memory or crashing the engine.
 */
export const childProcesses: Executor = {
  name: "child-processes",
  parallel: true,
  contains: {
    throw: true,
    reject: true,
    exit: true,
    spin: true,
    uncloneable: true,
    memory: true,
    native: true,
    machine: false,
  },
  honours: new Set(["timeout", "deadline", "memoryLimit", "maxTasksPerWorker", "chunk"]),
  defaultConcurrency: () => availableParallelism(),
  maxConcurrency: Number.POSITIVE_INFINITY,
  createPool: createProcessPool,
};
