import { type Chart, createChart } from "../chart/chart.ts";
import { DashboardError } from "../dashboard-error.ts";
import { palette } from "../theme.ts";
import { coloursOf } from "../variant-colour.ts";
import type { Bars } from "./bars.ts";
import { barsSpec } from "./bars-spec.ts";
import { barsText } from "./bars-text.ts";

/** A measured value with its label: one bar. */
export interface Measurement {
  readonly label: string;
  readonly value: number;
  /** The ends of the value's interval, in its unit; both or none. */
  readonly low?: number | null;
  readonly high?: number | null;
  /** A note written after the value, such as "3 failed". */
  readonly note?: string;
  /** Whether the bar is drawn as an outline, because its value does not compare with the others. @default false */
  readonly hollow?: boolean;
}

export interface BarChartOptions {
  /** The chart's message in one line. */
  readonly title: string;
  /** The measured quantity and its unit, such as "microseconds, less is better". */
  readonly axisTitle: string;
  /** Formats a value. @default as a number of three digits */
  readonly format?: (value: number) => string;
  /** `"log"` for values spread over powers of ten. @default "linear" */
  readonly scale?: "linear" | "log";
  /** Whether each bar has a colour of its own (an executor the same in every chart), or all bars have one. @default "each" */
  readonly colours?: "each" | "one";
  /** A dashed line, such as an ideal value. */
  readonly reference?: { readonly at: number; readonly name: string };
  /** The width of the whole picture, in pixels. @default 760 */
  readonly width?: number;
}

/**
 * Draws a comparison of numbers: a bar for each, with the value written beside it.
 *
 * @example
 * await barChart(
 *   [{ label: "share", value: 0.000035 }, { label: "clone", value: 0.06 }],
 *   { title: "Sharing 32 MB takes no time", axisTitle: "seconds", scale: "log" },
 * );
 * @throws DashboardError `NOTHING_TO_SHOW` without a row, `INVALID_ARGUMENT` for a value that cannot be drawn.
 */
export async function barChart(rows: readonly Measurement[], options: BarChartOptions): Promise<Chart> {
  if (!Array.isArray(rows) || rows.length === 0) {
    throw new DashboardError(
      "NOTHING_TO_SHOW",
      "barChart() was given no row: pass at least one { label, value }.",
    );
  }
  const log = options.scale === "log";
  for (const row of rows) checkValue(row, log);
  const format = options.format ?? ((value: number) => String(Number(value.toPrecision(3))));
  const colours = coloursOf(rows.map((row) => row.label));
  const bars: Bars = {
    title: options.title,
    axisTitle: options.axisTitle,
    log,
    ...(options.reference && {
      lines: [{ ...options.reference, dashed: true }],
      textLegend: [`┊ ${options.reference.name}`],
    }),
    rows: rows.map((row, index) => ({
      label: row.label,
      value: row.value,
      colour: options.colours === "one" ? palette.blue : (colours[index] ?? palette.grey),
      hollow: row.hollow ?? false,
      low: row.low ?? null,
      high: row.high ?? null,
      numbers: [format(row.value), row.note ?? ""],
      tooltip: { what: row.label, value: format(row.value), note: row.note ?? "" },
    })),
  };
  return createChart({
    title: options.title,
    description: `${options.axisTitle}: ${bars.rows.map((row) => `${row.label} ${row.numbers.filter(Boolean).join(", ")}`).join("; ")}.`,
    spec: barsSpec(bars, options.width),
    text: (columns) => barsText(bars, columns),
  });
}

function checkValue({ label, value, low, high }: Measurement, log: boolean): void {
  for (const number of [value, low ?? value, high ?? value]) {
    if (typeof number === "number" && Number.isFinite(number) && (log ? number > 0 : number >= 0)) continue;
    const allowed = log ? "above 0, since the axis is logarithmic" : "from 0 on";
    throw new DashboardError(
      "INVALID_ARGUMENT",
      `A value of "${label}" is ${String(number)}: it must be a finite number ${allowed}.`,
    );
  }
}
