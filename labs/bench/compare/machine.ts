import { availableParallelism, cpus, totalmem } from "node:os";
import type { BenchMachine } from "../../dashboard/index.ts";

/** The machine as a report names it. */
export function thisMachine(): BenchMachine {
  return {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model.trim() || "unknown processor",
    node: process.versions.node,
    // A container may be allowed less than the machine has.
    memoryMB: Math.round(Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY) / 1e6),
  };
}
