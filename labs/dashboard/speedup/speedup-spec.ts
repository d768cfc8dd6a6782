import type { VegaLiteSpec } from "../chart/chart.ts";
import { fit } from "../chart/text-layout.ts";
import { estimateTextWidth, wrapToPixels } from "../chart/text-metrics.ts";
import { formatSeconds, formatSpeedup } from "../numbers.ts";
import { chartConfig, hostText, maximumWidth, palette } from "../theme.ts";
import { failures } from "./speedup-words.ts";
import type { Speedup, Speedups } from "./speedups.ts";

const rowHeight = 34;
const labelColumns = 28;

/** The Vega-Lite picture of speedups: a bar a row, a line at the base's 1× and a dashed one at the cores. */
export function speedupSpec(speedups: Speedups, title: string): VegaLiteSpec {
  const rows = speedups.rows.map(barDatum);
  const columns = numberColumns(rows);
  const width = plotWidth(rows, columns.ratio + columns.time);
  const highest = Math.max(speedups.cores, ...rows.map((row) => row.speedup)) * 1.02;
  const x = (field: string) => ({
    field,
    type: "quantitative",
    // One bar a row: nothing to stack. A stacked bar would be clipped, with ids that two charts on a page share.
    stack: null,
    scale: { domain: [0, highest], nice: false },
    axis: {
      title: `times as fast as ${fit(speedups.base.label.toLowerCase(), 60)}`,
      tickCount: 6,
      format: "~g",
    },
  });
  // Keyed by position, since two rows may bear one label.
  const names = JSON.stringify(
    Object.fromEntries(rows.map((row) => [row.key, fit(row.label, labelColumns)])),
  );
  const y = {
    field: "key",
    type: "nominal",
    scale: { domain: rows.map((row) => row.key), paddingInner: 0.3, paddingOuter: 0.15 },
    axis: {
      title: null,
      grid: false,
      labelLimit: 0,
      labelFontSize: 12.5,
      labelExpr: `${names}[datum.value]`,
    },
  };
  return {
    title: {
      text: wrapToPixels(title, width + columns.ratio + columns.time, chartConfig.title.fontSize),
      ...subtitleOf(speedups),
      offset: 26,
    },
    width,
    height: rows.length * rowHeight,
    layer: [
      {
        data: { values: rows.filter((row) => row.failed === 0) },
        mark: { type: "bar", cornerRadiusEnd: 3 },
        encoding: {
          x: x("speedup"),
          y,
          color: { field: "colour", type: "nominal", scale: null, legend: null },
          tooltip,
        },
      },
      {
        data: { values: rows.filter((row) => row.failed > 0) },
        mark: {
          type: "bar",
          filled: false,
          fill: "transparent",
          cornerRadiusEnd: 3,
          strokeWidth: 1.5,
          strokeDash: [4, 3],
        },
        encoding: {
          x: x("speedup"),
          y,
          color: { field: "colour", type: "nominal", scale: null, legend: null },
          tooltip,
        },
      },
      ...referenceLines(speedups, x),
      // The numbers stand in columns of their own, where no line crosses them.
      {
        data: { values: rows },
        mark: { ...hostText, fontSize: 13, fontWeight: 700, align: "right" },
        encoding: { x: { value: width + columns.ratio }, y, text: { field: "ratio" } },
      },
      {
        data: { values: rows },
        mark: { ...hostText, fontSize: 12, align: "right" },
        encoding: { x: { value: width + columns.ratio + columns.time }, y, text: { field: "note" } },
      },
    ].filter((layer) => layer.data.values.length > 0),
  };
}

/** The base at 1× and the ideal at the cores, each named above the plot; one line where they are the same. */
function referenceLines({ cores }: Speedups, x: (field: string) => object) {
  const lines =
    cores === 1
      ? [{ at: 1, name: "1 core: base and ideal", dash: [6, 4] }]
      : [
          { at: 1, name: "base", dash: [1, 0] },
          { at: cores, name: `ideal: ${cores} cores`, dash: [6, 4] },
        ];
  return lines.flatMap((line) => [
    {
      data: { values: [line] },
      mark: { type: "rule", color: palette.grey, strokeWidth: 1.5, strokeDash: line.dash, tooltip: null },
      encoding: { x: x("at") },
    },
    {
      data: { values: [line] },
      mark: {
        ...hostText,
        fontSize: 11,
        align: line.at === 1 ? "center" : "right",
        baseline: "bottom",
        dy: -5,
        dx: line.at === 1 ? 0 : 4,
      },
      encoding: { x: x("at"), y: { value: 0 }, text: { field: "name" } },
    },
  ]);
}

function subtitleOf({ rows }: Speedups): { subtitle?: string } {
  return rows.some((row) => row.failed > 0)
    ? { subtitle: "hollow bars had failed agents and do not compare" }
    : {};
}

const tooltip = [
  { field: "label", title: "run" },
  { field: "ratio", title: "speedup" },
  { field: "time", title: "time" },
  { field: "failed", title: "failed agents" },
];

function barDatum(row: Speedup, index: number) {
  return {
    key: String(index),
    label: row.label,
    speedup: row.speedup,
    colour: row.colour,
    failed: row.failed,
    ratio: formatSpeedup(row.speedup),
    time: formatSeconds(row.seconds),
    note: `${formatSeconds(row.seconds)}${row.failed > 0 ? ` ✕${failures(row).slice(1)}` : ""}`,
  };
}

type Datum = ReturnType<typeof barDatum>;

// Hosts bring their own sans-serif; a fifth more than the estimate covers the widest in common use.
function widest(texts: readonly string[], size: number, bold = false): number {
  return Math.ceil(Math.max(...texts.map((text) => 1.2 * estimateTextWidth(text, size, bold))));
}

/** Widths in pixels of the two columns of numbers to the right of the plot, gaps included. */
function numberColumns(rows: readonly Datum[]): { ratio: number; time: number } {
  return {
    ratio:
      12 +
      widest(
        rows.map((row) => row.ratio),
        13,
        true,
      ),
    time:
      14 +
      widest(
        rows.map((row) => row.note),
        12,
      ),
  };
}

/** What the labels left and the numbers right of the bars leave of the widest chart. */
function plotWidth(rows: readonly Datum[], numbers: number): number {
  const labels = widest(
    rows.map((row) => fit(row.label, labelColumns)),
    12.5,
  );
  return maximumWidth - labels - numbers - 2 * chartConfig.padding - chartConfig.axis.labelPadding;
}
