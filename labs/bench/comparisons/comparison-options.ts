import { availableParallelism } from "node:os";
import type { BenchProgressLike } from "../../dashboard/index.ts";
import { BenchError } from "../bench-error.ts";

/** What every comparison of swarms takes. */
export interface ComparisonOptions {
  /** @default 8 */
  readonly agents?: number;
  /** How long an agent works, about. @default 0.15 */
  readonly secondsPerAgent?: number;
  /** @default 3 */
  readonly rounds?: number;
  readonly onProgress?: (event: BenchProgressLike) => void;
  /** Ends it: nothing is returned then, since half a comparison compares nothing. */
  readonly signal?: AbortSignal;
}

/** One, two, … up to four times the cores; with many cores in larger steps. */
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
