import type { VegaLiteSpec } from "../chart/spec.ts";
import { fit } from "../chart/text-layout.ts";
import { roomFor, wrapToPixels } from "../chart/text-metrics.ts";
import { chartConfig, fillsFrom, hostText, maximumWidth, palette } from "../theme.ts";
import { type Lines, xValues } from "./lines.ts";

const HEIGHT_PX = 260;
/** The shapes of the series' points, which distinguish them where colours do not. */
const SHAPES = ["circle", "square", "triangle-up", "diamond", "triangle-down", "cross"] as const;

/** The Vega-Lite spec of lines: a colour and a shape for each series, whiskers for intervals, dashed grey guides. */
export function linesSpec(lines: Lines, width = maximumWidth): VegaLiteSpec {
  const names = lines.series.map((series) => fit(series.label, 32));
  const formatY = lines.formatY ?? String;
  const formatX = lines.formatX ?? String;
  const plot = plotWidth(lines, width);
  const points = lines.series.flatMap((series, index) =>
    series.points.map(({ x, y, low = null, high = null, hollow = false }) => ({
      series: names[index],
      x,
      y,
      low,
      high,
      hollow,
      xText: formatX(x),
      yText: formatY(y),
    })),
  );
  const measured = xValues(lines);
  const x = {
    field: "x",
    type: "quantitative",
    scale:
      lines.xScale === "log"
        ? { type: "log", domain: ends(measured), nice: false }
        : scaleOf("linear", measured),
    axis: {
      title: lines.xTitle,
      // Without a number of digits, Vega rounds as far as the ticks stay different, and 16 becomes 20.
      format: ",.12~r",
      // Up to eight measured values have a tick each, since measured points are compared.
      ...(measured.length <= 8 ? { values: measured } : { tickCount: Math.max(2, Math.round(plot / 80)) }),
    },
  };
  const yTicks = lines.yScale === "log" ? powersOfTen(yValues(lines)) : null;
  const y = (field: string) => ({
    field,
    type: "quantitative",
    scale: scaleOf(lines.yScale, yValues(lines)),
    axis: { title: lines.yTitle, format: ",~r", ...(yTicks ? { values: yTicks } : { tickCount: 6 }) },
  });
  const columns = Math.max(1, Math.floor(plot / (roomFor(names, chartConfig.legend.labelFontSize) + 36)));
  // The legend's symbols are those of the plot: shapes, or strokes where the points have no marks.
  const symbols = lines.unmarked
    ? { symbolType: "stroke", symbolStrokeWidth: 3, symbolOpacity: 1 }
    : { symbolOpacity: 1 };
  const color = {
    field: "series",
    type: "nominal",
    scale: { domain: names, range: lines.series.map((series) => series.colour) },
    legend: lines.series.length === 1 ? null : { columns, ...symbols },
  };
  const shape = {
    field: "series",
    type: "nominal",
    scale: { domain: names, range: names.map((_, i) => SHAPES[i % SHAPES.length]) },
  };
  const tooltip = [
    { field: "series", title: "series" },
    { field: "xText", title: lines.xTitle },
    { field: "yText", title: lines.yTitle },
  ];
  const interpolate = lines.steps ? { interpolate: "step-after" } : {};
  return {
    ...fillsFrom(width),
    title: {
      text: wrapToPixels(lines.title, plot, chartConfig.title.fontSize),
      ...(lines.subtitle && {
        subtitle: wrapToPixels(lines.subtitle, plot, chartConfig.title.subtitleFontSize),
      }),
    },
    width: plot,
    height: HEIGHT_PX,
    // Layers without data are left out, because older versions of Vega compute an infinite width for an empty legend.
    layer: [
      ...(lines.guides ?? []).flatMap((guide) => [
        {
          data: { values: guide.points },
          mark: { type: "line", color: palette.grey, strokeWidth: 1.5, strokeDash: [6, 4], tooltip: null },
          encoding: { x, y: y("y") },
        },
        {
          data: { values: guide.points.slice(-1).map((point) => ({ ...point, name: guide.name })) },
          mark: { ...hostText, fontSize: 12, align: "right", baseline: "bottom", dy: -6 },
          encoding: { x, y: y("y"), text: { field: "name" } },
        },
      ]),
      {
        data: { values: points },
        mark: { type: "line", strokeWidth: 2, ...interpolate, ...(lines.unmarked ? {} : { tooltip: null }) },
        encoding: { x, y: y("y"), color, ...(lines.unmarked && { tooltip }) },
      },
      {
        data: { values: points.filter((point) => point.low !== null && point.high !== null) },
        mark: { type: "rule", strokeWidth: 1.5, opacity: 0.7, tooltip: null },
        encoding: { x, y: y("low"), y2: { field: "high" }, color },
      },
      {
        data: { values: lines.unmarked ? [] : points.filter((point) => !point.hollow) },
        mark: { type: "point", filled: true, size: 75, opacity: 1 },
        encoding: { x, y: y("y"), color, shape, tooltip },
      },
      {
        data: { values: lines.unmarked ? [] : points.filter((point) => point.hollow) },
        mark: { type: "point", filled: false, size: 75, opacity: 1, strokeWidth: 1.5 },
        encoding: { x, y: y("y"), color, shape, tooltip },
      },
    ].filter((layer) => layer.data.values.length > 0),
  };
}

function yValues(lines: Lines): number[] {
  const measured = lines.series.flatMap((s) =>
    s.points.flatMap((point) => [point.y, point.low ?? point.y, point.high ?? point.y]),
  );
  return [...measured, ...(lines.guides ?? []).flatMap((guide) => guide.points.map((point) => point.y))];
}

/** A linear axis starts at 0, so that heights compare; a logarithmic one extends between whole powers of ten. */
function scaleOf(kind: "linear" | "log" | undefined, values: readonly number[]): object {
  if (kind === "log") return { type: "log", domain: ends(powersOfTen(values)), nice: false };
  return { domain: [0, (Math.max(...values, 0) || 1) * 1.04], nice: false };
}

/** The powers of ten that enclose the values. */
function powersOfTen(values: readonly number[]): number[] {
  const [low, high] = ends(values.filter((value) => value > 0)).map(Math.log10) as [number, number];
  const first = Math.floor(low);
  return Array.from(
    { length: Math.max(1, Math.ceil(high) - first) + 1 },
    (_, index) => 10 ** (first + index),
  );
}

function ends(values: readonly number[]): [lowest: number, highest: number] {
  return [Math.min(...values), Math.max(...values)];
}

/** The width of the plot: the whole width without the labels of the y axis. */
function plotWidth(lines: Lines, width: number): number {
  const labels = roomFor(
    yValues(lines).map((value) => String(Number(value.toPrecision(2)))),
    chartConfig.axis.labelFontSize,
  );
  const axis = Math.min(labels, 60) + chartConfig.axis.labelPadding + chartConfig.axis.titlePadding + 16;
  return Math.max(120, Math.floor(width - 2 * chartConfig.padding - axis - 12));
}
