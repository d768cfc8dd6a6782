import { availableParallelism } from "node:os";
import type { Executor } from "../executor.ts";
import { BullPool } from "./coordinator/bull-pool.ts";
import { MOST_WAITING } from "./coordinator/bull-run.ts";

/**
 * Agents as jobs of a BullMQ queue, which worker machines take: on this machine, and on any other that reaches the same
 * engine. Each machine runs them in threads or supervised processes of its own. What goes over the queue costs most; in
 * return the jobs outlive a machine, and even the coordinator.
 */
export const bullmq: Executor = {
  name: "bullmq",
  parallel: true,
  contains: {
    throw: true,
    reject: true,
    exit: true,
    spin: true,
    uncloneable: true,
    memory: true,
    native: true,
    machine: true,
  },
  honours: new Set(["timeout", "deadline", "memoryLimit", "maxTasksPerWorker", "engine", "runId"]),
  reasons: {
    chunk: "each agent is a job of its own, which may run on any machine",
    "work-stealing": "its machines share no memory from which they could take agents",
  },
  // Machines elsewhere have as many slots as they say, so the queue may have all agents.
  defaultConcurrency: (agents, engine) =>
    engine?.workers === "elsewhere" ? Math.min(agents, MOST_WAITING) : availableParallelism(),
  maxConcurrency: Number.POSITIVE_INFINITY,
  createPool: (options) => new BullPool(options),
};
