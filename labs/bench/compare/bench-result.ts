import { variantInSentence, variantTitle } from "../../common/variant-title.ts";
import {
  type BenchReport,
  type Chart,
  cpuChart,
  memoryChart,
  type ReportChartOptions,
  type SwarmRunLike,
  scalingChart,
  type TextOptions,
  textDashboard,
  textTable,
  timeChart,
  timelineChart,
} from "../../dashboard/index.ts";
import type { RunMeasurement } from "../measure/measure-run.ts";
import type { BenchRow, MeasuredWay } from "./summarise.ts";

/** A report whose rows may include some that did other work, such as those of Python. */
export interface FullReport extends BenchReport {
  readonly runs: readonly BenchRow[];
}

const mime = Symbol.for("swarmlab.mime");

/** What a benchmark has measured: the report, and each single run behind it. */
export class BenchResult {
  readonly report: FullReport;
  readonly measured: readonly MeasuredWay[];

  constructor(report: FullReport, measured: readonly MeasuredWay[]) {
    this.report = report;
    this.measured = measured;
  }

  /** The rows that did the same work: the ones that compare. */
  get comparable(): BenchReport {
    return { ...this.report, runs: this.report.runs.filter((run) => run.base === undefined) };
  }

  /** The whole result for a terminal. */
  toText(options: TextOptions = {}): string {
    const own = this.comparable;
    const parts = own.runs.length > 0 ? [textDashboard(own, options)] : ["Nothing was measured."];
    for (const part of this.others) {
      parts.push(
        `The same kinds of agents, against ${variantInSentence(part.base)}:\n\n${textTable({ ...this.report, runs: part.runs }, options)}`,
      );
    }
    return parts.join("\n\n");
  }

  toString(): string {
    return this.toText();
  }

  /** How long each approach took. */
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

  /** Every agent of one run of each approach, with the most agents there were. */
  timelineChart(): Promise<Chart> {
    return timelineChart(this.timelines);
  }

  /** One run of each approach with the most agents, for `timelineChart`. */
  get timelines(): Readonly<Record<string, SwarmRunLike>> {
    const own = this.measured.filter(({ way, runs }) => way.base === undefined && runs.length > 0);
    const most = Math.max(...own.map(({ way }) => way.agents));
    const runs = own
      .filter(({ way }) => way.agents === most)
      .map(({ way, runs: [run] }) => [variantTitle(way.approach), runLike(way.approach, run)] as const);
    return Object.fromEntries(runs);
  }

  /** Rows that did other work, in groups that compare among themselves. */
  get others(): readonly { readonly base: string; readonly runs: readonly BenchRow[] }[] {
    const others = this.report.runs.filter((run) => run.base !== undefined);
    return [...Map.groupBy(others, (run) => run.base ?? "")].map(([base, runs]) => ({ base, runs }));
  }

  [mime](): Readonly<Record<string, unknown>> {
    return { "text/plain": this.toText({ columns: 100, boxed: true }) };
  }
}

function runLike(executor: string, run: RunMeasurement | undefined): SwarmRunLike {
  const results = (run?.agents ?? []).map(({ error, ...agent }) => ({
    ...agent,
    error: error === null ? null : { message: error },
  }));
  return { executor, totalSeconds: run?.seconds ?? 0, results };
}
