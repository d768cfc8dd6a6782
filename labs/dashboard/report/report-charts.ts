import {
  count,
  formatMemory,
  formatPercent,
  formatSeconds,
  formatSpeedup,
} from "../../common/format-numbers.ts";
import { variantInSentence, variantTitle } from "../../common/variant-title.ts";
import type { BarRow, Bars } from "../bars/bars.ts";
import { barsSpec } from "../bars/bars-spec.ts";
import { barsText } from "../bars/bars-text.ts";
import { type Chart, createChart } from "../chart/chart.ts";
import { DashboardError } from "../dashboard-error.ts";
import type { LineSeries, Lines } from "../lines/lines.ts";
import { linesSpec } from "../lines/lines-spec.ts";
import { linesText } from "../lines/lines-text.ts";
import { palette } from "../theme.ts";
import { type BenchReport, type BenchRun, checkReport } from "./bench-report.ts";
import { agentCounts, colourOf, comparedRuns, isSound, variantsOf } from "./rows.ts";

export interface ReportChartOptions {
  /** The number of agents whose runs are compared. @default the largest that two variants have */
  readonly agents?: number;
  /** The headline. @default a statement of the numbers */
  readonly title?: string;
  /** The width of the whole picture, in pixels. @default 760 */
  readonly width?: number;
}

/** The time of each variant, with its 95 % interval. */
export async function timeChart(report: BenchReport, options: ReportChartOptions = {}): Promise<Chart> {
  const runs = measured(report, options, (run) => run.seconds.median, "a time");
  const [fastest] = runs.filter(isSound).sort((a, b) => a.seconds.median - b.seconds.median);
  const agents = runs[0]?.agents ?? 0;
  const title = fastest
    ? `${count(agents, "agent")}: ${variantInSentence(fastest.approach)} took ${formatSeconds(fastest.seconds.median)}`
    : `${count(agents, "agent")}: no run without failures`;
  return barChartOf(report, runs, options, {
    title,
    axisTitle: "seconds, less is better",
    value: (run) => run.seconds.median ?? 0,
    interval: ({ seconds }) => [seconds.low, seconds.high],
    numbers: ({ seconds: { median, low, high } }) => [
      formatSeconds(median ?? 0),
      low === null || high === null ? "" : `${formatSeconds(low)} – ${formatSeconds(high)}`,
    ],
  });
}

/** The CPU use of each variant. */
export async function cpuChart(report: BenchReport, options: ReportChartOptions = {}): Promise<Chart> {
  const runs = measured(report, options, (run) => run.cpuPercent, "CPU");
  const busiest = [...runs].sort((a, b) => (b.cpuPercent ?? 0) - (a.cpuPercent ?? 0))[0];
  return barChartOf(report, runs, options, {
    title: `${variantTitle(busiest?.approach ?? "")} kept ${formatPercent(busiest?.cpuPercent ?? 0)} of ${count(report.machine.cores, "core")} busy`,
    axisTitle: `percent of ${count(report.machine.cores, "core")}`,
    value: (run) => run.cpuPercent ?? 0,
    numbers: (run) => [formatPercent(run.cpuPercent ?? 0)],
    bars: { atLeast: 100, lines: [{ at: 100, name: "all cores busy", dashed: true }] },
  });
}

/** The peak memory of each variant. */
export async function memoryChart(report: BenchReport, options: ReportChartOptions = {}): Promise<Chart> {
  const runs = measured(report, options, (run) => run.peakMemoryMB, "memory");
  const sorted = [...runs].sort((a, b) => (a.peakMemoryMB ?? 0) - (b.peakMemoryMB ?? 0));
  const [least, most] = [sorted[0], sorted.at(-1)];
  return barChartOf(report, runs, options, {
    title: `At the peak: ${formatMemory(least?.peakMemoryMB ?? 0)} for ${variantInSentence(least?.approach ?? "")}, ${formatMemory(most?.peakMemoryMB ?? 0)} for ${variantInSentence(most?.approach ?? "")}`,
    axisTitle: "megabytes, less is better",
    value: (run) => run.peakMemoryMB ?? 0,
    numbers: (run) => [formatMemory(run.peakMemoryMB ?? 0)],
  });
}

/** Speedup against the number of agents, with the ideal: the number of agents, but at most the number of cores. */
export async function scalingChart(report: BenchReport, options: ReportChartOptions = {}): Promise<Chart> {
  checkReport(report);
  const { cores } = report.machine;
  const counts = agentCounts(report);
  const series = variantsOf(report)
    .map((variant) => ({
      label: variantTitle(variant),
      colour: colourOf(variant, report),
      points: report.runs
        .filter((run) => run.approach === variant && run.speedup !== null)
        .map((run) => ({
          x: run.agents,
          y: run.speedup ?? 0,
          hollow: run.failed > 0,
          share: run.ofCeiling ?? null,
        }))
        .sort((a, b) => a.x - b.x),
    }))
    .filter(({ points }) => points.length > 0);
  const best = series
    .flatMap(({ label, points }) =>
      points.filter((point) => !point.hollow).map((point) => ({ label, ...point })),
    )
    .sort((a, b) => b.x - a.x || b.y - a.y)[0];
  if (!best) throw nothing("a speedup without failures");
  const failures = series.some(({ points }) => points.some((point) => point.hollow));
  const lines: Lines = {
    title:
      options.title ??
      `${best.label}: ${formatSpeedup(best.y)} with ${count(best.x, "agent")} on ${count(cores, "core")}${ofCeiling(best.share)}`,
    ...(failures && { subtitle: "hollow points had failed agents and do not compare" }),
    xTitle: "agents",
    yTitle: "times as fast as sequential",
    series: [...series, ...ceilingSeries(report)],
    guides: [
      { name: `ideal: ${count(cores, "core")}`, points: counts.map((x) => ({ x, y: Math.min(x, cores) })) },
    ],
    formatY: formatSpeedup,
  };
  return createChart({
    title: lines.title,
    description: series
      .map(
        ({ label, points }) =>
          `${label}: ${points.map(({ x, y }) => `${formatSpeedup(y)} with ${x}`).join(", ")} agents.`,
      )
      .join(" "),
    spec: linesSpec(lines, options.width),
    text: (columns) => linesText(lines, columns),
  });
}

/** The machine's ceiling as a line; no line when it was not measured. */
function ceilingSeries({ ceilings = [] }: BenchReport): LineSeries[] {
  const points = ceilings
    .filter(({ base }) => base === undefined)
    .flatMap(({ agents, speedup }) => (speedup === null ? [] : [{ x: agents, y: speedup }]))
    .sort((a, b) => a.x - b.x);
  return points.length > 0 ? [{ label: "What this machine can do", colour: palette.brown, points }] : [];
}

function ofCeiling(share: number | null): string {
  return share === null ? "" : `, ${formatPercent(100 * share)} of what this machine can do`;
}

interface BarsOfRuns {
  readonly title: string;
  readonly axisTitle: string;
  readonly value: (run: BenchRun) => number;
  readonly interval?: (run: BenchRun) => readonly [low: number | null, high: number | null];
  readonly numbers: (run: BenchRun) => readonly string[];
  readonly bars?: Partial<Bars>;
}

function barChartOf(
  report: BenchReport,
  runs: readonly BenchRun[],
  options: ReportChartOptions,
  what: BarsOfRuns,
): Promise<Chart> {
  const rows = runs.map((run): BarRow => {
    const [low, high] = what.interval?.(run) ?? [null, null];
    return {
      label: variantTitle(run.approach),
      value: what.value(run),
      colour: colourOf(run.approach, report),
      hollow: run.failed > 0,
      low,
      high,
      numbers: what.numbers(run),
      tooltip: {
        approach: variantTitle(run.approach),
        agents: String(run.agents),
        time: run.seconds.median === null ? "not measured" : formatSeconds(run.seconds.median),
        CPU: run.cpuPercent === null ? "not measured" : formatPercent(run.cpuPercent),
        memory: run.peakMemoryMB === null ? "not measured" : formatMemory(run.peakMemoryMB),
        "failed agents": String(run.failed),
      },
    };
  });
  const bars: Bars = {
    title: options.title ?? what.title,
    ...(rows.some((row) => row.hollow) && { subtitle: "hollow bars had failed agents and do not compare" }),
    axisTitle: what.axisTitle,
    rows,
    ...what.bars,
  };
  return createChart({
    title: bars.title,
    description: rows
      .map(
        (row) =>
          `${row.label}: ${row.numbers.filter(Boolean).join(", ")}${row.hollow ? ", with failed agents" : ""}.`,
      )
      .join(" "),
    spec: barsSpec(bars, options.width),
    text: (columns) => barsText(bars, columns),
  });
}

/** The compared runs for which `number` was measured. */
function measured(
  report: BenchReport,
  options: ReportChartOptions,
  number: (run: BenchRun) => number | null,
  what: string,
): BenchRun[] {
  checkReport(report);
  const runs = comparedRuns(report, options.agents).filter((run) => number(run) !== null);
  if (runs.length === 0) throw nothing(what, options.agents);
  return runs;
}

function nothing(what: string, agents?: number): DashboardError {
  const where = agents === undefined ? "No run of the report" : `No run with ${count(agents, "agent")}`;
  return new DashboardError(
    "NOTHING_TO_SHOW",
    `${where} has ${what} measured, so there is no chart to draw.`,
  );
}
