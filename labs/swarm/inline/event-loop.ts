import type { Executor } from "../executor.ts";
import { InlinePool } from "./inline-pool.ts";

/**
 * All agents at once on one event loop, as `Promise.all` runs them: concurrent, but not parallel. Agents that wait
 * (for a network, a timer) overlap; agents that compute take turns, and the sum of their times is the total.
 */
export const eventLoop: Executor = {
  name: "event-loop",
  parallel: false,
  contains: {
    throw: true,
    reject: true,
    exit: false,
    spin: false,
    uncloneable: true,
    memory: false,
    native: false,
    machine: false,
  },
  honours: new Set(["chunk"]),
  defaultConcurrency: (agents) => agents,
  maxConcurrency: Number.POSITIVE_INFINITY,
  createPool: (options) => new InlinePool(options),
};
