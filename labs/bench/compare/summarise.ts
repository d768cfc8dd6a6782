import { median } from "../../common/median.ts";
import type { BenchRun } from "../../dashboard/index.ts";
import type { RunMeasurement } from "../measure/measure-run.ts";
import { medianInterval } from "../statistics/median-interval.ts";
import type { Measured } from "./measure-rounds.ts";
import type { Way } from "./way.ts";

export type MeasuredWay = Measured<Way, RunMeasurement>;

/** A row of the report. Rows that did other work than the rest name the row they compare with. */
export interface BenchRow extends BenchRun {
  /** What `speedup` is reckoned against, where that is not "sequential": the times compare with this row alone. */
  readonly base?: string;
}

/**
 * All measurements as rows: medians, and 95 % intervals of the median where there are rounds enough for them.
 *
 * An agent whose result differs from what the same agent found in the base row has failed, however successful it felt: a
 * fast wrong answer wins nothing.
 */
export function summarise(measured: readonly MeasuredWay[], { compareResults = true } = {}): BenchRow[] {
  return measured.map((each) => {
    const { way, runs } = each;
    const base = baseOf(way, measured);
    const baseMedian = base && middle(base.runs, (run) => run.seconds);
    const own = middle(runs, (run) => run.seconds);
    const failed = each.error ? way.agents : worst(runs, referenceOf(way, measured), compareResults);
    const interval = each.error ? null : medianInterval(runs.map((run) => run.seconds));
    return {
      approach: way.approach,
      agents: way.agents,
      seconds: {
        median: each.error ? null : own,
        low: interval?.low ?? null,
        high: interval?.high ?? null,
        n: runs.length,
      },
      cpuPercent: middle(runs, (run) => run.cpuPercent),
      peakMemoryMB: middle(runs, (run) => run.peakMemoryMB),
      speedup: own === null || !baseMedian || each.error || base.error ? null : baseMedian / own,
      succeeded: runs.length === 0 && !each.error ? 0 : way.agents - failed,
      failed,
      ...(way.base === undefined ? {} : { base: way.base }),
    };
  });
}

/** The measurement that a way's speedup is reckoned against. */
export function baseOf(way: Way, measured: readonly MeasuredWay[]): MeasuredWay | undefined {
  const name = way.base ?? "sequential";
  return measured.find((each) => each.way.approach === name && each.way.agents === way.agents);
}

/** Whose results count as right: those of the sequential run, also for rows that are timed against another. */
export function referenceOf(way: Way, measured: readonly MeasuredWay[]): RunMeasurement | undefined {
  return baseOf({ ...way, base: "sequential" }, measured)?.runs[0] ?? baseOf(way, measured)?.runs[0];
}

/** How many agents found something else than the same agent of the base did. */
export function differing(run: RunMeasurement, base: RunMeasurement | undefined): number {
  const found = new Map(
    base?.agents.map(({ agentId, success, fingerprint }) => [agentId, success ? fingerprint : null]),
  );
  return run.agents.filter(({ agentId, success, fingerprint }) => {
    const expected = found.get(agentId) ?? null;
    return success && expected !== null && expected !== fingerprint;
  }).length;
}

/** The most agents that failed, or found something else, in any one run. */
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
