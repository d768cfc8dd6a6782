import type { VegaLiteSpec } from "../chart/chart.ts";
import { fit } from "../chart/text-layout.ts";
import { estimateTextWidth, wrapToPixels } from "../chart/text-metrics.ts";
import { formatSeconds } from "../numbers.ts";
import { chartConfig, hostText, maximumWidth, onColourText, palette } from "../theme.ts";
import type { Bar, LaneKind, RunTimeline, Timeline } from "./timeline.ts";
import { crew } from "./timeline-words.ts";
import { type TypeLegend, typeLegend } from "./type-legend.ts";

/** The Vega-Lite picture of a timeline: a panel a run, all on one time axis. */
export function timelineSpec(timeline: Timeline, title: string, lanes: LaneKind): VegaLiteSpec {
  const layout = measure(timeline, lanes);
  const failures = timeline.runs.some((run) => run.failed > 0);
  const [only] = timeline.runs;
  const subtitle = [
    timeline.runs.length === 1 && only && only.agents > 0 ? crew(only, layout.lanes) : "",
    failures ? "hollow bars with a cross failed" : "",
  ].filter(Boolean);
  return {
    title: {
      text: wrapToPixels(title, layout.width + layout.beside, chartConfig.title.fontSize),
      ...(subtitle.length > 0 && { subtitle: subtitle.join(" · ") }),
    },
    vconcat: timeline.runs.map((run, index) =>
      panel(run, { ...layout, titled: timeline.runs.length > 1, last: index === timeline.runs.length - 1 }),
    ),
  };
}

interface Layout {
  /** Width of the plotting area in pixels. */
  readonly width: number;
  /** What stands right of it. */
  readonly beside: number;
  readonly rowHeight: number;
  /** Where the shared time axis ends, in seconds. */
  readonly endSeconds: number;
  readonly legend: TypeLegend;
  readonly lanes: LaneKind;
}

interface PanelLayout extends Layout {
  readonly titled: boolean;
  readonly last: boolean;
}

const laneLabelColumns = 24;
const tallestRow = 26;
const heightForRows = 640;

function measure(timeline: Timeline, lanes: LaneKind): Layout {
  const laneLabels = timeline.runs.flatMap((run) =>
    run.lanes.map((lane) => fit(lane.label, laneLabelColumns)),
  );
  const totals = timeline.runs.map((run) => formatSeconds(run.totalSeconds));
  // Hosts bring their own sans-serif; a fifth more than the estimate covers the widest in common use.
  const widest = (texts: readonly string[], size: number, bold: boolean) =>
    Math.max(0, ...texts.map((text) => 1.2 * estimateTextWidth(text, size, bold)));
  const beside = widest(totals, totalFontSize, true) + 10;
  const labels = widest(laneLabels, 11.5, false) + 10;
  const rows = timeline.runs.reduce((sum, run) => sum + rowsOf(run).length, 0);
  return {
    width: Math.floor(maximumWidth - labels - beside - 2 * chartConfig.padding),
    beside,
    rowHeight: Math.min(tallestRow, Math.max(3, Math.floor(heightForRows / rows))),
    endSeconds: Math.max(timeline.endSeconds, 1e-6),
    legend: typeLegend(timeline.agentTypes),
    lanes,
  };
}

const totalFontSize = 13;

interface Row {
  readonly key: string;
  /** Empty on the further rows of a lane: the first one names it. */
  readonly label: string;
  readonly bars: readonly Bar[];
}

function rowsOf(run: RunTimeline): Row[] {
  if (run.lanes.length === 0) return [{ key: "0.0", label: "", bars: [] }];
  return run.lanes.flatMap((lane, laneIndex) =>
    lane.rows.map((bars, rowIndex) => ({
      key: `${laneIndex}.${rowIndex}`,
      label: rowIndex === 0 ? fit(lane.label, laneLabelColumns) : "",
      bars,
    })),
  );
}

function panel(run: RunTimeline, layout: PanelLayout): VegaLiteSpec {
  const rows = rowsOf(run);
  const height = Math.max(rows.length * layout.rowHeight, layout.rowHeight);
  const bars = rows.flatMap((row) => row.bars.map((bar) => barDatum(bar, row.key, layout)));
  const x = (field: string) => ({
    field,
    type: "quantitative",
    scale: { domain: [0, layout.endSeconds], nice: false, zero: true },
    axis: layout.last
      ? { title: "seconds since the swarm's start", grid: true, tickCount: 8, format: "~g" }
      : { title: null, labels: false, grid: true, tickCount: 8 },
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
      // The rows are keyed by position, since two of one lane bear the same name.
      labelExpr: `${JSON.stringify(Object.fromEntries(rows.map((row) => [row.key, row.label])))}[datum.value]`,
    },
  };
  const color = {
    field: "entry",
    type: "nominal",
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
        text: wrapToPixels(run.title, layout.width + layout.beside, 12.5),
        subtitle: crew(run, layout.lanes),
        fontSize: 12.5,
        offset: 6,
        subtitleFontSize: 11.5,
        subtitlePadding: 2,
      },
    }),
    // A layer without data is left out: older Vega measures an empty legend as infinitely wide.
    layer: [
      {
        // Each row's track runs to the run's end, so that idle time is seen as such.
        data: { values: rows.map((row) => ({ row: row.key, from: 0, to: run.totalSeconds })) },
        mark: { type: "bar", color: palette.grey, opacity: 0.16, cornerRadius: 3, tooltip: null },
        encoding: { x: x("from"), x2: { field: "to" }, y },
      },
      {
        data: { values: bars.filter((bar) => !bar.failed) },
        // One pixel short, so that neighbours of one colour are seen to be two.
        mark: { type: "bar", cornerRadius: 3, x2Offset: -1 },
        encoding: { x: x("start"), x2: { field: "drawnTo" }, y, color, tooltip },
      },
      {
        // Of an agent that failed in no time only the cross is seen.
        data: { values: bars.filter((bar) => bar.failed && bar.pixels >= 8) },
        mark: {
          type: "bar",
          filled: false,
          fill: "transparent",
          cornerRadius: 3,
          strokeWidth: 1.5,
          strokeDash: [4, 3],
        },
        encoding: { x: x("start"), x2: { field: "drawnTo" }, y, color, tooltip },
      },
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
        encoding: { x: x("crossAt"), y, tooltip },
      },
      {
        data: { values: bars.filter((bar) => !bar.failed && bar.label !== "") },
        mark: { type: "text", fontSize: 11, fontWeight: 600, color: onColourText, tooltip: null },
        encoding: { x: x("middle"), y, text: { field: "label" } },
      },
      {
        data: { values: bars.filter((bar) => bar.failed && bar.label !== "") },
        mark: { ...hostText, fontSize: 11, fontWeight: 600 },
        encoding: { x: x("middle"), y, text: { field: "label" } },
      },
      {
        data: {
          values: [{ at: run.totalSeconds, label: run.agents === 0 ? "" : formatSeconds(run.totalSeconds) }],
        },
        mark: { ...hostText, fontSize: totalFontSize, fontWeight: 700, align: "left", dx: 7 },
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

const tooltip = [
  { field: "agentId", title: "agent" },
  { field: "agentType", title: "type" },
  { field: "worker", title: "ran on" },
  { field: "took", title: "took" },
  { field: "from", title: "from" },
  { field: "until", title: "until" },
  { field: "outcome", title: "outcome" },
];

function barDatum(bar: Bar, row: string, layout: Layout) {
  const seconds = bar.end - bar.start;
  const pixels = (seconds / layout.endSeconds) * layout.width;
  // A bar thinner than three pixels would not be seen. The tooltip keeps the true end.
  const drawnTo = Math.max(bar.end, bar.start + (3 * layout.endSeconds) / layout.width);
  const label = String(bar.agentId);
  const crossRoom = bar.failed ? 24 : 6;
  const fits = layout.rowHeight >= 13 && pixels >= estimateTextWidth(label, 11, true) + crossRoom;
  return {
    row,
    entry: layout.legend.entryOf(bar.agentType),
    agentId: bar.agentId,
    agentType: bar.agentType,
    worker: bar.worker,
    start: bar.start,
    end: bar.end,
    drawnTo,
    middle: bar.failed
      ? (bar.start + bar.end) / 2 - (6 / layout.width) * layout.endSeconds
      : (bar.start + bar.end) / 2,
    crossAt:
      (bar.start + drawnTo) / 2 +
      (fits ? ((estimateTextWidth(label, 11, true) / 2 + 4) / layout.width) * layout.endSeconds : 0),
    label: fits ? label : "",
    failed: bar.failed,
    pixels: Math.round(pixels),
    took: formatSeconds(seconds),
    from: formatSeconds(bar.start),
    until: formatSeconds(bar.end),
    outcome: bar.failed ? `failed: ${bar.error}` : "succeeded",
  };
}
