import {
  type BenchReport,
  type Chart,
  cpuChart,
  memoryChart,
  type ReportChartOptions,
  scalingChart,
  type TextOptions,
  textDashboard,
  textTable,
  timeChart,
  timelineChart,
} from "../../dashboard/index.ts";
import { nameOf } from "../../dashboard/report/rows.ts";
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
    for (const part of this.#others()) {
      parts.push(
        `The same kinds of agents, against ${nameOf(part.base)}:\n\n${textTable({ ...this.report, runs: part.runs }, options)}`,
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
    const most = Math.max(...this.measured.map(({ way }) => way.agents));
    const runs = this.measured
      .filter(({ way, runs }) => way.agents === most && runs.length > 0)
      .map(({ way, runs: [run] }) => [
        nameOf(way.approach),
        {
          executor: way.approach,
          results: (run?.agents ?? []).map(({ error, ...agent }) => ({
            ...agent,
            error: error === null ? null : { message: error },
          })),
          totalSeconds: run?.seconds ?? 0,
        },
      ]);
    return timelineChart(Object.fromEntries(runs));
  }

  [mime](): Readonly<Record<string, unknown>> {
    return { "text/plain": this.toText({ columns: 100, boxed: true }) };
  }

  /** Rows that did other work, in groups that compare among themselves. */
  #others(): { base: string; runs: BenchRow[] }[] {
    const groups = Map.groupBy(
      this.report.runs.filter((run) => run.base !== undefined),
      (run) => run.base ?? "",
    );
    return [...groups].map(([base, runs]) => ({ base, runs }));
  }
}
