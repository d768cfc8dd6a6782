import { type Chart, createChart } from "../chart/chart.ts";
import { DashboardError } from "../dashboard-error.ts";
import { palette } from "../theme.ts";
import { coloursOf } from "../variant-colour.ts";
import type { GuideLine, LinePoint, Lines } from "./lines.ts";
import { linesSpec } from "./lines-spec.ts";
import { linesText } from "./lines-text.ts";

export interface LineChartOptions {
  /** The chart's message in one line. */
  readonly title: string;
  /** The quantity on the x axis, with its unit. */
  readonly xTitle: string;
  /** The quantity on the y axis, with its unit. */
  readonly yTitle: string;
  /** @default "linear" */
  readonly xScale?: "linear" | "log";
  /** @default "linear" */
  readonly yScale?: "linear" | "log";
  /** Whether a value holds until the next point, as a number of waiting agents does. @default false */
  readonly steps?: boolean;
  /** Formats an x value for tooltips and text. @default whole numbers as they are, others with three digits */
  readonly formatX?: (x: number) => string;
  /** Formats a y value for tooltips and text. @default with three digits */
  readonly formatY?: (y: number) => string;
  /** A dashed line that was not measured, such as an ideal. */
  readonly guide?: GuideLine;
  /** The width of the whole picture, in pixels. @default 760 */
  readonly width?: number;
}

/** A chart with a longer series draws lines without marks at the points. */
const MOST_MARKED_POINTS = 40;

/**
 * Draws series of points as lines, such as time against the size of a context, or agents waiting for a lock against the
 * seconds of a run.
 *
 * @example
 * await lineChart({ lock: [{ x: 1, y: 0.2 }, { x: 2, y: 0.5 }] }, { title: "…", xTitle: "agents", yTitle: "seconds" });
 * @throws DashboardError `NOTHING_TO_SHOW` without a point, `INVALID_ARGUMENT` for one that cannot be drawn.
 */
export async function lineChart(
  series: Readonly<Record<string, readonly LinePoint[]>>,
  options: LineChartOptions,
): Promise<Chart> {
  const named = Object.entries(series ?? {}).filter(([, points]) => points.length > 0);
  if (named.length === 0) {
    throw new DashboardError(
      "NOTHING_TO_SHOW",
      "lineChart() was given no point: pass at least one series with one { x, y }.",
    );
  }
  for (const [label, points] of named) for (const point of points) checkPoint(label, point, options);
  const { guide, width, ...shared } = options;
  const digits = (value: number) => String(Number(value.toPrecision(3)));
  const colours = coloursOf(named.map(([label]) => label));
  const lines: Lines = {
    // A whole number, such as a number of agents, was chosen rather than measured, so all of its digits are shown.
    formatX: (x) => (Number.isInteger(x) ? String(x) : digits(x)),
    formatY: digits,
    ...shared,
    unmarked: named.some(([, points]) => points.length > MOST_MARKED_POINTS),
    ...(guide && { guides: [guide] }),
    series: named.map(([label, points], index) => ({
      label,
      colour: colours[index] ?? palette.grey,
      points: [...points].sort((a, b) => a.x - b.x),
    })),
  };
  return createChart({
    title: options.title,
    description: `${options.yTitle} against ${options.xTitle}. ${lines.series.map((each) => span(each.label, each.points, lines)).join(" ")}`,
    spec: linesSpec(lines, width),
    text: (columns) => linesText(lines, columns),
  });
}

function span(
  label: string,
  points: readonly LinePoint[],
  { formatX = String, formatY = String }: Lines,
): string {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return "";
  return `${label}: ${formatY(first.y)} at ${formatX(first.x)}, ${formatY(last.y)} at ${formatX(last.x)}.`;
}

function checkPoint(label: string, point: LinePoint, { xScale, yScale }: LineChartOptions): void {
  const values = [
    ["x", point.x, xScale],
    ["y", point.y, yScale],
    ["low", point.low ?? point.y, yScale],
    ["high", point.high ?? point.y, yScale],
  ] as const;
  for (const [name, value, scale] of values) {
    if (Number.isFinite(value) && (scale === "log" ? value > 0 : value >= 0)) continue;
    const allowed = scale === "log" ? "above 0, since the axis is logarithmic" : "from 0 on";
    throw new DashboardError(
      "INVALID_ARGUMENT",
      `${name} of a point of "${label}" is ${String(value)}: it must be a finite number ${allowed}.`,
    );
  }
}
