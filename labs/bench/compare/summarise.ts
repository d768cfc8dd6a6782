import { median } from "../../common/median.ts";
import type { BenchCeiling, BenchRun, BenchSeconds } from "../../dashboard/index.ts";
import type { RunMeasurement } from "../measure/measure-run.ts";
import { idleShare } from "../statistics/idle-share.ts";
import { medianInterval } from "../statistics/median-interval.ts";
import type { Measured } from "./measured.ts";
import type { Variant } from "./variant.ts";

export type MeasuredVariant = Measured<Variant, RunMeasurement>;

/** A row of the report. */
export interface BenchRow extends BenchRun {
  /** The variant that `speedup` is computed against. The times compare only with rows of the same base. @default "sequential" */
  readonly base?: string;
  readonly ofCeiling: number | null;
  readonly idle: number | null;
}

/**
 * All measurements as rows: medians, and 95 % intervals of the median where there are enough rounds.
 *
 * An agent fails whose result differs from that of the same agent in the base variant, so that a fast wrong answer cannot
 * win.
 */
export function summarise(measured: readonly MeasuredVariant[], { compareResults = true } = {}): BenchRow[] {
  const compared = measured.filter(({ variant }) => !variant.isCeiling);
  return compared.map((each) => {
    const { variant, runs } = each;
    const failed = each.error ? variant.agents : worst(runs, referenceOf(variant, measured), compareResults);
    const seconds = secondsOf(each);
    const ceiling = ceilingOf(variant, measured);
    return {
      approach: variant.name,
      agents: variant.agents,
      seconds,
      cpuPercent: middle(runs, (run) => run.cpuPercent),
      peakMemoryMB: middle(runs, (run) => run.peakMemoryMB),
      speedup: speedupOf(each, measured),
      ofCeiling: ceiling && shareOf(secondsOf(ceiling).median, seconds.median),
      idle: middle(runs, (run) => idleShare(run.agents, variant.workers ?? 1)),
      succeeded: runs.length === 0 && !each.error ? 0 : variant.agents - failed,
      failed,
      ...(variant.base === undefined ? {} : { base: variant.base }),
    };
  });
}

/** The ceilings of a report, one for each number of agents and each base. */
export function ceilingsOf(measured: readonly MeasuredVariant[], pinned: boolean): BenchCeiling[] {
  return measured
    .filter(({ variant }) => variant.isCeiling)
    .map((each) => ({
      agents: each.variant.agents,
      processes: each.variant.workers ?? 1,
      pinned,
      seconds: secondsOf(each),
      speedup: speedupOf(each, measured),
      ...(each.variant.base === undefined ? {} : { base: each.variant.base }),
    }));
}

/** The ceiling of the agents that a variant runs, as warm or as cold. */
function ceilingOf(variant: Variant, measured: readonly MeasuredVariant[]): MeasuredVariant | null {
  const found = measured.find(
    (each) =>
      each.variant.isCeiling && each.variant.agents === variant.agents && each.variant.base === variant.base,
  );
  return found ?? null;
}

function secondsOf({ error, runs }: MeasuredVariant): BenchSeconds {
  const times = runs.map((run) => run.seconds);
  const interval = error ? null : medianInterval(times);
  return {
    median: error || times.length === 0 ? null : median(times),
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    n: runs.length,
  };
}

function speedupOf(each: MeasuredVariant, measured: readonly MeasuredVariant[]): number | null {
  const base = baseOf(each.variant, measured);
  const [own, other] = [secondsOf(each).median, base ? secondsOf(base).median : null];
  return own === null || !other ? null : other / own;
}

/** The share of the ceiling that a run reached. Noise can make a run faster than the ceiling: then it reached all of it. */
function shareOf(ceiling: number | null, own: number | null): number | null {
  return ceiling === null || !own ? null : Math.min(1, ceiling / own);
}

/** The measurement that a variant's speedup is computed against. */
export function baseOf(variant: Variant, measured: readonly MeasuredVariant[]): MeasuredVariant | undefined {
  const name = variant.base ?? "sequential";
  return measured.find(
    (each) => each.variant.name === name && each.variant.agents === variant.agents && !each.variant.isCeiling,
  );
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
