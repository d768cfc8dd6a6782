import { availableParallelism } from "node:os";
import type { BenchProgressLike } from "../../dashboard/index.ts";
import { BenchError } from "../bench-error.ts";

/** The options of every comparison of swarms. */
export interface ComparisonOptions {
  /** The number of agents. @minimum 1 @default 8 */
  readonly agents?: number;
  /** The approximate time of an agent's work, in seconds. @default 0.15 */
  readonly secondsPerAgent?: number;
  /** How often each variant is measured; the median counts. @minimum 1 @default 3 */
  readonly rounds?: number;
  readonly onProgress?: (event: BenchProgressLike) => void;
  /** Ends the comparison, which then throws `ABORTED`: an incomplete comparison compares nothing. */
  readonly signal?: AbortSignal;
}

/** Numbers from one to four times the cores, in steps that grow with the number of cores. */
export function upToFourTimesCores(cores = availableParallelism()): number[] {
  const steps = [0.5, 1, 1.5, 2, 3, 4].map((factor) => Math.max(1, Math.round(factor * cores)));
  return [...new Set([1, ...steps])].sort((a, b) => a - b);
}

/** @throws BenchError `INVALID_ARGUMENT` */
export function checkWhole(name: string, ...values: readonly unknown[]): void {
  for (const value of values) {
    if (Number.isSafeInteger(value) && (value as number) >= 1) continue;
    throw new BenchError(
      "INVALID_ARGUMENT",
      `${name} must be a whole number of at least 1, but got ${String(value)}.`,
    );
  }
  if (values.length === 0) throw new BenchError("INVALID_ARGUMENT", `${name} must have at least one value.`);
}

/** @throws BenchError `ABORTED` */
export function refusePartial(isPartial: boolean): void {
  if (isPartial) throw new BenchError("ABORTED", "The comparison was stopped before it was complete.");
}
