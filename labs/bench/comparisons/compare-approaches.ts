import type { Chart } from "../../dashboard/index.ts";
import { BenchError } from "../bench-error.ts";
import type { BenchOptions } from "../compare/bench-options.ts";
import type { BenchResult } from "../compare/bench-result.ts";
import { runBenchmark } from "../compare/benchmark.ts";
import type { BenchRow } from "../compare/summarise.ts";
import { Comparison } from "./comparison.ts";

/** A benchmark with its chart. `result` has the report, the measurement of every run, and further charts. */
export class BenchComparison extends Comparison<BenchRow> {
  readonly result: BenchResult;

  constructor(result: BenchResult, chart: Chart) {
    super(result.report.runs, chart, result.report.notes);
    this.result = result;
  }

  override toString(): string {
    return `${this.result.toText({ columns: 80 })}\n\n${this.chart.text}`;
  }
}

/**
 * Compares the executors with the same swarm: the call for a notebook cell. It takes half a minute with the defaults.
 *
 * ```ts
 * await compareApproaches()
 * await compareApproaches({ agents: 4, workload: "io", rounds: 3 })
 * ```
 *
 * @throws BenchError `INVALID_ARGUMENT` or `TOO_LARGE` for its options; `ABORTED` when it is stopped before the first
 *   measurement
 */
export async function compareApproaches(options: BenchOptions = {}): Promise<BenchComparison> {
  const result = await measured(options);
  return new BenchComparison(result, await result.timeChart());
}

/**
 * Compares the executors with 2, 4 and 8 agents, or any list: a chart of the speedups with the machine's cores, and in the
 * report the shares by Amdahl's law and the Universal Scalability Law.
 *
 * @throws BenchError as {@link compareApproaches}
 */
export async function compareScaling(options: BenchOptions = {}): Promise<BenchComparison> {
  const result = await measured({ agents: [2, 4, 8], ...options });
  return new BenchComparison(result, await result.scalingChart());
}

async function measured(options: BenchOptions): Promise<BenchResult> {
  const result = await runBenchmark(options);
  if (result.comparable.runs.length > 0) return result;
  throw new BenchError("ABORTED", "The benchmark was stopped before anything was measured.");
}
