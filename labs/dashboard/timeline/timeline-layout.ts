import { formatSeconds } from "../../common/format-numbers.ts";
import { fit } from "../chart/text-layout.ts";
import { roomFor } from "../chart/text-metrics.ts";
import { chartConfig } from "../theme.ts";
import { type StopSign, signsOf } from "./stop-signs.ts";
import type { LaneKind, RunTimeline, StoppableBar, Timeline } from "./timeline.ts";
import { type TypeLegend, typeLegend } from "./type-legend.ts";

export interface Layout {
  /** Width of the plotting area in pixels. */
  readonly width: number;
  /** What stands right of it. */
  readonly beside: number;
  readonly rowHeight: number;
  /** Where the shared time axis ends, in seconds. */
  readonly endSeconds: number;
  readonly legend: TypeLegend;
  /** What the second line of the legend explains; empty where every agent ended by itself. */
  readonly signs: readonly StopSign[];
  readonly lanes: LaneKind;
  /** Columns of text that a lane's label may take. */
  readonly labelColumns: number;
  /** Entries of the legend side by side. */
  readonly legendColumns: number;
}

export interface PanelLayout extends Layout {
  readonly titled: boolean;
  readonly last: boolean;
}

const tallestRow = 26;
const heightForRows = 640;

/** Shares the width out among labels, bars and totals, and the height among the rows. */
export function measure(timeline: Timeline, lanes: LaneKind, width: number): Layout {
  const labelColumns = width < 500 ? 14 : 24;
  const laneLabels = timeline.runs.flatMap((run) => run.lanes.map((lane) => fit(lane.label, labelColumns)));
  const totals = timeline.runs.map((run) => formatSeconds(run.totalSeconds));
  const beside = roomFor(totals, totalFontSize, true) + 10;
  const labels = roomFor(laneLabels, chartConfig.axis.labelFontSize) + 10;
  const rows = timeline.runs.reduce((sum, run) => sum + rowsOf(run, labelColumns).length, 0);
  const legend = typeLegend(timeline.agentTypes);
  const entry =
    roomFor(
      legend.entries.map(({ label }) => label),
      chartConfig.legend.labelFontSize,
    ) + 36;
  return {
    width: Math.floor(width - labels - beside - 2 * chartConfig.padding),
    beside,
    rowHeight: Math.min(tallestRow, Math.max(3, Math.floor(heightForRows / rows))),
    endSeconds: Math.max(timeline.endSeconds, 1e-6),
    legend,
    signs: signsOf(timeline),
    legendColumns: Math.max(1, Math.floor((width - labels) / entry)),
    lanes,
    labelColumns,
  };
}

export const totalFontSize = 13;

/** One line of bars of a panel. */
export interface Row {
  readonly key: string;
  /** Empty on the further rows of a lane: the first one names it. */
  readonly label: string;
  readonly bars: readonly StoppableBar[];
}

/** A run's rows from top to bottom; a run without agents has one empty row. */
export function rowsOf(run: RunTimeline, labelColumns: number): Row[] {
  if (run.lanes.length === 0) return [{ key: "0.0", label: "", bars: [] }];
  return run.lanes.flatMap((lane, laneIndex) =>
    lane.rows.map((bars, rowIndex) => ({
      key: `${laneIndex}.${rowIndex}`,
      label: rowIndex === 0 ? fit(lane.label, labelColumns) : "",
      bars,
    })),
  );
}
