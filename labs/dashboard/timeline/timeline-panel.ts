import { formatSeconds } from "../../common/format-numbers.ts";
import type { VegaLiteSpec } from "../chart/spec.ts";
import { estimateTextWidth, wrapToPixels } from "../chart/text-metrics.ts";
import { hostText, onColourText, palette } from "../theme.ts";
import type { ModelWait } from "./model-waits.ts";
import { signLayer, stopWords } from "./stop-signs.ts";
import type { RunTimeline, StoppableBar } from "./timeline.ts";
import { type Layout, type PanelLayout, rowsOf, TOTAL_FONT_SIZE_PX } from "./timeline-layout.ts";
import { agentsAndWorkers } from "./timeline-words.ts";
import { waitLayer, waitWords } from "./wait-signs.ts";

/** The panel of one run: tracks, bars, crosses, numbers, and the total time at the end of the tracks. */
export function panel(run: RunTimeline, layout: PanelLayout): VegaLiteSpec {
  const rows = rowsOf(run, layout.labelColumns);
  const height = Math.max(rows.length * layout.rowHeight, layout.rowHeight);
  const bars = rows.flatMap((row) => row.bars.map((bar) => barDatum(bar, row.key, layout)));
  const placed = rows.flatMap((row) => row.bars.map((bar) => ({ bar, row: row.key })));
  const stops = signLayer(placed, layout.signs, layout.rowHeight);
  const waits = waitLayer(placed, layout.waits);
  const ticks = Math.max(2, Math.round(layout.width / 75));
  const x = (field: string) => ({
    field,
    type: "quantitative",
    scale: { domain: [0, layout.endSeconds], nice: false, zero: true },
    axis: layout.last
      ? { title: "seconds since the swarm's start", grid: true, tickCount: ticks, format: ",~r" }
      : { title: null, labels: false, grid: true, tickCount: ticks },
  });
  const y = {
    field: "row",
    type: "nominal",
    scale: { domain: rows.map((row) => row.key), paddingInner: 0.16, paddingOuter: 0.08 },
    axis: {
      title: null,
      grid: false,
      labelLimit: 0,
      labelOverlap: "parity",
      // The keys of rows are positions, since the rows of a lane have the same name.
      labelExpr: `${JSON.stringify(Object.fromEntries(rows.map((row) => [row.key, row.label])))}[datum.value]`,
    },
  };
  const color = {
    field: "entry",
    type: "nominal",
    legend: { columns: layout.legendColumns },
    scale: {
      domain: layout.legend.entries.map((entry) => entry.label),
      range: layout.legend.entries.map((entry) => entry.colour),
    },
  };
  const emptyNote = run.agents === 0 ? [{ note: "no agent ran" }] : [];
  return {
    width: layout.width,
    height,
    ...(layout.titled && {
      title: {
        text: wrapToPixels(run.title, layout.width + layout.totalsWidth, 12.5),
        subtitle: agentsAndWorkers(run, layout.lanes),
        fontSize: 12.5,
        offset: 6,
        subtitleFontSize: 12,
        subtitlePadding: 2,
      },
    }),
    // Layers without data are left out, because older versions of Vega compute an infinite width for an empty legend.
    layer: [
      {
        // The track of each row extends to the end of the run, so that idle time is visible.
        data: { values: rows.map((row) => ({ row: row.key, from: 0, to: run.totalSeconds })) },
        mark: { type: "bar", color: palette.grey, opacity: 0.16, cornerRadius: 3, tooltip: null },
        encoding: { x: x("from"), x2: { field: "to" }, y },
      },
      {
        data: { values: bars.filter((bar) => !bar.failed) },
        // A bar is one pixel short, so that adjacent bars of one colour are separated.
        mark: { type: "bar", cornerRadius: 3, x2Offset: -1 },
        encoding: { x: x("start"), x2: { field: "drawnTo" }, y, color, tooltip: TOOLTIP },
      },
      {
        // A very short failed agent has only its cross.
        data: { values: bars.filter((bar) => bar.failed && bar.pixels >= 8) },
        mark: {
          type: "bar",
          filled: false,
          fill: "transparent",
          cornerRadius: 3,
          strokeWidth: 1.5,
          strokeDash: [4, 3],
        },
        encoding: { x: x("start"), x2: { field: "drawnTo" }, y, color, tooltip: TOOLTIP },
      },
      { ...waits, encoding: { x: x("from"), x2: { field: "to" }, y, ...waits.encoding } },
      {
        data: { values: bars.filter((bar) => bar.failed) },
        mark: {
          type: "point",
          shape: "M-1,-1L1,1M1,-1L-1,1",
          size: Math.min(40, layout.rowHeight * 2),
          stroke: palette.failure,
          strokeWidth: 2.5,
          strokeCap: "round",
          opacity: 1,
        },
        encoding: { x: x("crossAt"), y, tooltip: TOOLTIP },
      },
      { ...stops, encoding: { x: x("at"), y, ...stops.encoding } },
      {
        data: { values: bars.filter((bar) => !bar.failed && bar.label !== "") },
        mark: { type: "text", fontSize: 12, fontWeight: 600, color: onColourText, tooltip: null },
        encoding: { x: x("middle"), y, text: { field: "label" } },
      },
      {
        data: { values: bars.filter((bar) => bar.failed && bar.label !== "") },
        mark: { ...hostText, fontSize: 12, fontWeight: 600 },
        encoding: { x: x("middle"), y, text: { field: "label" } },
      },
      {
        data: {
          values: [{ at: run.totalSeconds, label: run.agents === 0 ? "" : formatSeconds(run.totalSeconds) }],
        },
        mark: { ...hostText, fontSize: TOTAL_FONT_SIZE_PX, fontWeight: 700, align: "left", dx: 7 },
        encoding: { x: x("at"), y: { value: height / 2 }, text: { field: "label" } },
      },
      {
        data: { values: emptyNote },
        mark: { ...hostText, fontSize: 12, align: "left", fontStyle: "italic" },
        encoding: { x: { value: 8 }, y: { value: height / 2 }, text: { field: "note" } },
      },
    ].filter((layer) => layer.data.values.length > 0),
  };
}

const TOOLTIP = [
  { field: "agentId", title: "agent" },
  { field: "agentType", title: "type" },
  { field: "worker", title: "ran on" },
  { field: "took", title: "took" },
  { field: "from", title: "from" },
  { field: "until", title: "until" },
  { field: "outcome", title: "outcome" },
];

function barDatum(bar: StoppableBar, row: string, layout: Layout) {
  const seconds = bar.end - bar.start;
  const pixels = (seconds / layout.endSeconds) * layout.width;
  // A bar has at least three pixels, so that it is visible. The tooltip has the true end.
  const drawnTo = Math.max(bar.end, bar.start + (3 * layout.endSeconds) / layout.width);
  const label = String(bar.agentId);
  const crossRoom = bar.failed ? 24 : 6;
  const [from, to] = widestGap([bar.start, ...bar.stops.map(({ at }) => at), drawnTo], bar.waits);
  const room = Math.min(pixels, ((to - from) / layout.endSeconds) * layout.width);
  const fits = layout.rowHeight >= 13 && room >= estimateTextWidth(label, 11, true) + crossRoom;
  return {
    row,
    entry: layout.legend.entryOf(bar.agentType),
    agentId: bar.agentId,
    agentType: bar.agentType,
    worker: bar.worker,
    start: bar.start,
    end: bar.end,
    drawnTo,
    middle: (from + to) / 2 - (bar.failed ? (6 / layout.width) * layout.endSeconds : 0),
    crossAt:
      (from + to) / 2 +
      (fits ? ((estimateTextWidth(label, 11, true) / 2 + 4) / layout.width) * layout.endSeconds : 0),
    label: fits ? label : "",
    failed: bar.failed,
    pixels: Math.round(pixels),
    took: formatSeconds(seconds),
    from: formatSeconds(bar.start),
    until: formatSeconds(bar.end),
    outcome: [bar.failed ? `failed: ${bar.error}` : "succeeded", waitWords(bar.waits), stopWords(bar.stops)]
      .filter(Boolean)
      .join("; "),
  };
}

/**
 * The widest gap between the signs of a bar, where the agent's number and its cross are drawn, outside of its dark waits
 * if it has a part outside. Of gaps of about the same width the first one is chosen, so that the numbers of several bars are
 * aligned.
 */
function widestGap(moments: readonly number[], waits: readonly ModelWait[]): [from: number, to: number] {
  const sorted = [...moments, ...waits.flatMap(({ from, to }) => [from, to])].toSorted((a, b) => a - b);
  const gaps = sorted.slice(1).map((to, i): [number, number] => [sorted[i] ?? to, to]);
  const isLight = ([from, to]: [number, number]) =>
    to > from && !waits.some((wait) => wait.from <= from && to <= wait.to);
  const light = gaps.filter(isLight);
  return (light.length > 0 ? light : gaps).reduce((widest, gap) =>
    gap[1] - gap[0] > 1.1 * (widest[1] - widest[0]) ? gap : widest,
  );
}
