import type { VegaLiteSpec } from "../chart/spec.ts";
import { fit } from "../chart/text-layout.ts";
import { roomFor, wrapToPixels } from "../chart/text-metrics.ts";
import { chartConfig, fillsFrom, hostInk, hostText, maximumWidth, palette } from "../theme.ts";
import { type Bars, domainOf, type ReferenceLine } from "./bars.ts";

const ROW_HEIGHT_PX = 34;
const LABEL_FONT_SIZE_PX = 12.5;

/** The Vega-Lite spec of bars: labels on the left, and numbers in columns on the right, where no line crosses them. */
export function barsSpec(bars: Bars, width = maximumWidth): VegaLiteSpec {
  const layout = measure(bars, width);
  const domain = domainOf(bars);
  const rows = bars.rows.map((row, index) => ({
    // The key is the position, since two rows may have the same label.
    key: String(index),
    from: domain[0],
    value: row.value,
    low: row.low ?? null,
    high: row.high ?? null,
    colour: row.colour,
    hollow: row.hollow ?? false,
    label: row.label,
    ...Object.fromEntries(row.numbers.map((text, column) => [`number${column}`, text])),
    ...Object.fromEntries(Object.values(row.tooltip).map((text, entry) => [`tip${entry}`, text])),
  }));
  const tooltip = Object.keys(bars.rows[0]?.tooltip ?? {}).map((title, entry) => ({
    field: `tip${entry}`,
    title,
  }));
  const x = (field: string) => ({
    field,
    type: "quantitative",
    // Bars are not stacked. A stacked bar would be clipped, with ids that two charts on a page share.
    stack: null,
    scale: { domain, nice: false, ...(bars.log && { type: "log" }) },
    axis: { title: bars.axisTitle, tickCount: Math.max(2, Math.round(layout.plot / 90)), format: ",~r" },
  });
  const names = JSON.stringify(
    Object.fromEntries(bars.rows.map((row, i) => [i, fit(row.label, layout.labelColumns)])),
  );
  const y = {
    field: "key",
    type: "nominal",
    scale: { domain: rows.map((row) => row.key), paddingInner: 0.3, paddingOuter: 0.15 },
    axis: {
      title: null,
      grid: false,
      labelLimit: 0,
      labelFontSize: LABEL_FONT_SIZE_PX,
      labelExpr: `${names}[datum.value]`,
    },
  };
  const color = { field: "colour", type: "nominal", scale: null, legend: null };
  const outline = { filled: false, fill: "transparent", strokeWidth: 1.5, strokeDash: [4, 3] };
  return {
    ...fillsFrom(width),
    title: {
      text: wrapToPixels(bars.title, layout.titleWidth, chartConfig.title.fontSize),
      ...(bars.subtitle && {
        subtitle: wrapToPixels(bars.subtitle, layout.titleWidth, chartConfig.title.subtitleFontSize),
      }),
      offset: bars.lines?.length ? 26 : chartConfig.title.offset,
    },
    width: layout.plot,
    height: rows.length * ROW_HEIGHT_PX,
    // Layers without data are left out, because older versions of Vega compute an infinite width for an empty legend.
    layer: [
      ...(bars.log ? dots(rows, x, { y, color, tooltip }) : []),
      {
        data: { values: bars.log ? [] : rows.filter((row) => !row.hollow) },
        mark: { type: "bar", cornerRadiusEnd: 3 },
        encoding: { x: x("value"), y, color, tooltip },
      },
      {
        data: { values: bars.log ? [] : rows.filter((row) => row.hollow) },
        mark: { type: "bar", cornerRadiusEnd: 3, ...outline },
        encoding: { x: x("value"), y, color, tooltip },
      },
      ...(bars.lines ?? []).flatMap((line) => referenceLine(line, x)),
      ...whiskers(
        rows.filter((row) => row.low !== null && row.high !== null),
        x,
        y,
      ),
      ...layout.columns.map((right, column) => ({
        data: { values: rows },
        mark: {
          ...hostText,
          fontSize: column === 0 ? 13 : 12,
          fontWeight: column === 0 ? 700 : 400,
          align: "right",
        },
        encoding: { x: { value: right }, y, text: { field: `number${column}` } },
      })),
    ].filter((layer) => layer.data.values.length > 0),
  };
}

/** The layers of a logarithmic axis: a dot at each value, and a thin line from the label to the dot. */
function dots(
  rows: readonly { hollow: boolean }[],
  x: (field: string) => object,
  others: { readonly y: object; readonly color: object; readonly tooltip: readonly object[] },
) {
  const dot = (hollow: boolean) => ({
    data: { values: rows.filter((row) => row.hollow === hollow) },
    mark: { type: "point", filled: !hollow, shape: "circle", size: 130, strokeWidth: 2, opacity: 1 },
    encoding: { x: x("value"), ...others },
  });
  return [
    {
      data: { values: rows },
      mark: { type: "rule", color: palette.grey, strokeDash: [1, 3], tooltip: null },
      encoding: { x: x("from"), x2: { field: "value" }, y: others.y },
    },
    dot(false),
    dot(true),
  ];
}

function referenceLine(line: ReferenceLine, x: (field: string) => object) {
  const values = [{ at: line.at, name: line.name }];
  // The name of a dashed line, which may be far to the right, is right-aligned so that it stays above the plot.
  const aligned = line.dashed ? { align: "right", dx: 4 } : { align: "center" };
  return [
    {
      data: { values },
      mark: {
        type: "rule",
        color: palette.grey,
        strokeWidth: 1.5,
        strokeDash: line.dashed ? [6, 4] : [1, 0],
        tooltip: null,
      },
      encoding: { x: x("at") },
    },
    {
      data: { values },
      mark: { ...hostText, fontSize: 12, baseline: "bottom", dy: -5, ...aligned },
      encoding: { x: x("at"), y: { value: 0 }, text: { field: "name" } },
    },
  ];
}

/**
 * The layers of intervals: a line with its ends marked. It lies half on a bar and half beside it, so it is drawn in the
 * host's text colour, which thin rectangles can have (see `hostInk`) and rules cannot.
 */
function whiskers(rows: readonly object[], x: (field: string) => object, y: object) {
  const end = (field: string) => ({
    data: { values: rows },
    mark: { ...hostInk, type: "tick", orient: "vertical", thickness: 1.5, size: 9 },
    encoding: { x: x(field), y },
  });
  return [
    {
      data: { values: rows },
      mark: { ...hostInk, type: "rect", height: 1.5 },
      encoding: { x: x("low"), x2: { field: "high" }, y },
    },
    end("low"),
    end("high"),
  ];
}

interface BarsLayout {
  /** The width of the plot, in pixels. */
  readonly plot: number;
  readonly titleWidth: number;
  readonly labelColumns: number;
  /** The right edge of each column of numbers that has room, in pixels from the plot's left edge. */
  readonly columns: readonly number[];
}

const NARROWEST_PLOT_PX = 90;

function measure(bars: Bars, width: number): BarsLayout {
  const labelColumns = Math.max(8, Math.floor((width * 0.36) / (LABEL_FONT_SIZE_PX * 0.57)));
  const labels =
    roomFor(
      bars.rows.map((row) => fit(row.label, labelColumns)),
      LABEL_FONT_SIZE_PX,
    ) + chartConfig.axis.labelPadding;
  const inner = width - 2 * chartConfig.padding - labels;
  const widths = (bars.rows[0]?.numbers ?? []).map(
    (_, column) =>
      13 +
      roomFor(
        bars.rows.map((row) => row.numbers[column] ?? ""),
        column === 0 ? 13 : 12,
        column === 0,
      ),
  );
  // In a narrow picture the last columns are left out first; the tooltips have their numbers too.
  while (widths.length > 1 && inner - sum(widths) < NARROWEST_PLOT_PX) widths.pop();
  const plot = Math.max(40, Math.floor(inner - sum(widths)));
  return {
    plot,
    titleWidth: inner,
    labelColumns,
    columns: widths.map((_, column) => plot + sum(widths.slice(0, column + 1))),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
