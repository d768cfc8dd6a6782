import { median } from "../../common/median.ts";
import type { BenchRun } from "../../dashboard/index.ts";
import type { RunMeasurement } from "../measure/measure-run.ts";
import { medianInterval } from "../statistics/median-interval.ts";
import type { Measured } from "./measure-rounds.ts";
import type { Variant } from "./variant.ts";

export type MeasuredVariant = Measured<Variant, RunMeasurement>;

/** A row of the report. */
export interface BenchRow extends BenchRun {
  /** The variant that `speedup` is computed against. The times compare only with rows of the same base. @default "sequential" */
  readonly base?: string;
}

/**
 * All measurements as rows: medians, and 95 % intervals of the median where there are enough rounds.
 *
 * An agent fails whose result differs from that of the same agent in the base variant, so that a fast wrong answer cannot
 * win.
 */
export function summarise(measured: readonly MeasuredVariant[], { compareResults = true } = {}): BenchRow[] {
  return measured.map((each) => {
    const { variant, runs } = each;
    const base = baseOf(variant, measured);
    const baseMedian = base && middle(base.runs, (run) => run.seconds);
    const own = middle(runs, (run) => run.seconds);
    const failed = each.error ? variant.agents : worst(runs, referenceOf(variant, measured), compareResults);
    const interval = each.error ? null : medianInterval(runs.map((run) => run.seconds));
    return {
      approach: variant.name,
      agents: variant.agents,
      seconds: {
        median: each.error ? null : own,
        low: interval?.low ?? null,
        high: interval?.high ?? null,
        n: runs.length,
      },
      cpuPercent: middle(runs, (run) => run.cpuPercent),
      peakMemoryMB: middle(runs, (run) => run.peakMemoryMB),
      speedup: own === null || !baseMedian || each.error || base.error ? null : baseMedian / own,
      succeeded: runs.length === 0 && !each.error ? 0 : variant.agents - failed,
      failed,
      ...(variant.base === undefined ? {} : { base: variant.base }),
    };
  });
}

/** The measurement that a variant's speedup is computed against. */
export function baseOf(variant: Variant, measured: readonly MeasuredVariant[]): MeasuredVariant | undefined {
  const name = variant.base ?? "sequential";
  return measured.find((each) => each.variant.name === name && each.variant.agents === variant.agents);
}

/** The run whose results count as right: the sequential one where there is one, even for a variant with another base. */
export function referenceOf(
  variant: Variant,
  measured: readonly MeasuredVariant[],
): RunMeasurement | undefined {
  return baseOf({ ...variant, base: "sequential" }, measured)?.runs[0] ?? baseOf(variant, measured)?.runs[0];
}

/** The number of successful agents whose result differs from that of the same agent in the base run. */
export function differing(run: RunMeasurement, base: RunMeasurement | undefined): number {
  const found = new Map(
    base?.agents.map(({ agentId, success, fingerprint }) => [agentId, success ? fingerprint : null]),
  );
  return run.agents.filter(({ agentId, success, fingerprint }) => {
    const expected = found.get(agentId) ?? null;
    return success && expected !== null && expected !== fingerprint;
  }).length;
}

/** The largest number of agents of one run that failed or had a differing result. */
function worst(
  runs: readonly RunMeasurement[],
  base: RunMeasurement | undefined,
  compareResults: boolean,
): number {
  return Math.max(0, ...runs.map((run) => run.failed + (compareResults ? differing(run, base) : 0)));
}

function middle(
  runs: readonly RunMeasurement[],
  value: (run: RunMeasurement) => number | null,
): number | null {
  const values = runs.map(value).filter((each) => each !== null);
  return values.length === 0 ? null : median(values);
}
