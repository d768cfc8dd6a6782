import type { Executor } from "../executor.ts";
import { InProcessCrew } from "./in-process-crew.ts";

/** One agent after the other, in this thread. The base of every speedup. */
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
  },
  honours: new Set(["chunk"]),
  defaultConcurrency: () => 1,
  maxConcurrency: 1,
  open: async (setup) => new InProcessCrew(setup),
};
