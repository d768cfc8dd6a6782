import { availableParallelism, cpus, totalmem } from "node:os";
import type { BenchMachine } from "../../dashboard/index.ts";

/** This machine, for a report. */
export function thisMachine(): BenchMachine {
  return {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model.trim() || "unknown processor",
    node: process.versions.node,
    // A container may be limited to less memory than the machine has.
    memoryMB: Math.round(Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY) / 1e6),
  };
}
