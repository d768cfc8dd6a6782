import type { Executor } from "../executor.ts";
import { InlinePool } from "./inline-pool.ts";

/** One agent after the other, in this thread. Every speedup is relative to it. */
export const sequential: Executor = {
  name: "sequential",
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
  defaultConcurrency: () => 1,
  maxConcurrency: 1,
  createPool: (options) => new InlinePool(options),
};
