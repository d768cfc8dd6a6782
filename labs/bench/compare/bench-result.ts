import { variantInSentence, variantTitle } from "../../common/variant-title.ts";
import {
  type BenchReport,
  type Chart,
  cpuChart,
  memoryChart,
  type PageTable,
  type ReportChartOptions,
  type SwarmRunLike,
  scalingChart,
  speedupChart,
  type TextOptions,
  textDashboard,
  textTable,
  timeChart,
  timelineChart,
} from "../../dashboard/index.ts";
import type { RunMeasurement } from "../measure/measure-run.ts";
import { COLD_ENDING, coldName } from "./cold-name.ts";
import type { BenchRow, MeasuredVariant } from "./summarise.ts";

/** A report that may contain rows with a base of their own, such as those of Python. */
export interface FullReport extends BenchReport {
  readonly runs: readonly BenchRow[];
}

const MIME = Symbol.for("swarmlab.mime");

/** The result of a benchmark: the report, and the measurement of every run. */
export class BenchResult {
  readonly report: FullReport;
  readonly measured: readonly MeasuredVariant[];

  constructor(report: FullReport, measured: readonly MeasuredVariant[]) {
    this.report = report;
    this.measured = measured;
  }

  /** The report without the rows that have a base of their own: its rows did the same work, so they compare. */
  get comparable(): BenchReport {
    return { ...this.report, runs: this.report.runs.filter((run) => run.base === undefined) };
  }

  /** The whole result for a terminal. */
  toText(options: TextOptions = {}): string {
    const own = this.comparable;
    const parts = own.runs.length > 0 ? [textDashboard(own, options)] : ["Nothing was measured."];
    for (const part of this.others) {
      parts.push(
        `${titleOfGroup(part.base)}:\n\n${textTable({ ...this.report, runs: withoutCold(part.runs) }, options)}`,
      );
    }
    return parts.join("\n\n");
  }

  toString(): string {
    return this.toText();
  }

  /** The time of each variant. */
  timeChart(options?: ReportChartOptions): Promise<Chart> {
    return timeChart(this.comparable, options);
  }

  /** Speedup against the number of agents. */
  scalingChart(options?: ReportChartOptions): Promise<Chart> {
    return scalingChart(this.comparable, options);
  }

  cpuChart(options?: ReportChartOptions): Promise<Chart> {
    return cpuChart(this.comparable, options);
  }

  memoryChart(options?: ReportChartOptions): Promise<Chart> {
    return memoryChart(this.comparable, options);
  }

  /** The timeline of one run of each variant with the largest number of agents. */
  timelineChart(): Promise<Chart> {
    return timelineChart(this.timelines);
  }

  /** One run of each variant with the largest number of agents, for `timelineChart`. */
  get timelines(): Readonly<Record<string, SwarmRunLike>> {
    const own = this.measured.filter(
      ({ variant, runs }) => variant.base === undefined && !variant.isCeiling && runs.length > 0,
    );
    const most = Math.max(...own.map(({ variant }) => variant.agents));
    const runs = own
      .filter(({ variant }) => variant.agents === most)
      .map(({ variant, runs: [run] }) => [variantTitle(variant.name), runLike(variant.name, run)] as const);
    return Object.fromEntries(runs);
  }

  /** The tables of rows that have a base of their own, for a page. */
  get furtherTables(): readonly PageTable[] {
    return this.others.map(({ base, runs }) => ({ title: titleOfGroup(base), runs: withoutCold(runs) }));
  }

  /** Functions that draw the speedups of the same rows, with the largest number of agents, for a width in pixels. */
  get furtherCharts(): readonly ((width: number) => Promise<Chart>)[] {
    return this.others.flatMap(({ base, runs }) => {
      const most = Math.max(...runs.map((run) => run.agents));
      const timed = runs.filter((run) => run.agents === most && run.seconds.median);
      if (!timed.some((run) => run.approach === base)) return [];
      const rows = timed.map(({ approach, seconds, failed }) => {
        return { label: variantTitle(approach), seconds: seconds.median ?? 0, failed };
      });
      return [(width: number) => speedupChart(rows, { base: variantTitle(base), width })];
    });
  }

  /** The rows that have a base of their own, grouped by base. The rows of a group compare with each other. */
  get others(): readonly { readonly base: string; readonly runs: readonly BenchRow[] }[] {
    const others = this.report.runs.filter((run) => run.base !== undefined);
    return [...Map.groupBy(others, (run) => run.base ?? "")].map(([base, runs]) => ({ base, runs }));
  }

  [MIME](): Readonly<Record<string, unknown>> {
    return { "text/plain": this.toText({ columns: 100, boxed: true }) };
  }
}

function titleOfGroup(base: string): string {
  return base === coldName("sequential")
    ? "The same agents on cold workers, which compile their code meanwhile, against cold sequential"
    : `The same kinds of agents, against ${variantInSentence(base)}`;
}

/** The rows with the plain names of their executors, for a table whose title says that they are cold. */
function withoutCold(runs: readonly BenchRow[]): BenchRow[] {
  return runs.map((run) => ({ ...run, approach: run.approach.replace(COLD_ENDING, "") }));
}

function runLike(executor: string, run: RunMeasurement | undefined): SwarmRunLike {
  const results = (run?.agents ?? []).map(({ error, ...agent }) => ({
    ...agent,
    error: error === null ? null : { message: error },
  }));
  return { executor, totalSeconds: run?.seconds ?? 0, results };
}
