import { formatSeconds } from "../../common/format-numbers.ts";
import { fit } from "../chart/text-layout.ts";
import { roomFor } from "../chart/text-metrics.ts";
import { chartConfig } from "../theme.ts";
import { type StopSign, signsOf } from "./stop-signs.ts";
import type { LaneKind, RunTimeline, StoppableBar, Timeline } from "./timeline.ts";
import { type TypeLegend, typeLegend } from "./type-legend.ts";
import { waitLegend } from "./wait-signs.ts";

/** The measures of a timeline's picture. */
export interface Layout {
  /** The width of the plot, in pixels. */
  readonly width: number;
  /** The width of the totals to the right of the plot, in pixels. */
  readonly totalsWidth: number;
  readonly rowHeight: number;
  /** The end of the shared time axis, in seconds. */
  readonly endSeconds: number;
  readonly legend: TypeLegend;
  /** The signs in the second line of the legend; empty when every agent ended by itself. */
  readonly signs: readonly StopSign[];
  /** The kinds of waiting for a model in the legend; empty when no agent asked one. */
  readonly waits: readonly { readonly name: string }[];
  readonly lanes: LaneKind;
  /** The largest length of a lane's label, in columns of text. */
  readonly labelColumns: number;
  /** The number of legend entries in a line. */
  readonly legendColumns: number;
}

export interface PanelLayout extends Layout {
  readonly titled: boolean;
  readonly last: boolean;
}

const TALLEST_ROW_PX = 26;
const HEIGHT_FOR_ROWS_PX = 640;

/** Divides the width among labels, bars and totals, and the height among the rows. */
export function measure(timeline: Timeline, lanes: LaneKind, width: number): Layout {
  const labelColumns = width < 500 ? 14 : 24;
  const laneLabels = timeline.runs.flatMap((run) => run.lanes.map((lane) => fit(lane.label, labelColumns)));
  const totals = timeline.runs.map((run) => formatSeconds(run.totalSeconds));
  const totalsWidth = roomFor(totals, TOTAL_FONT_SIZE_PX, true) + 10;
  const labels = roomFor(laneLabels, chartConfig.axis.labelFontSize) + 10;
  const rows = timeline.runs.reduce((sum, run) => sum + rowsOf(run, labelColumns).length, 0);
  const legend = typeLegend(timeline.agentTypes);
  const entry =
    roomFor(
      legend.entries.map(({ label }) => label),
      chartConfig.legend.labelFontSize,
    ) + 36;
  return {
    width: Math.floor(width - labels - totalsWidth - 2 * chartConfig.padding),
    totalsWidth,
    rowHeight: Math.min(TALLEST_ROW_PX, Math.max(3, Math.floor(HEIGHT_FOR_ROWS_PX / rows))),
    endSeconds: Math.max(timeline.endSeconds, 1e-6),
    legend,
    signs: signsOf(timeline),
    waits: waitLegend(timeline),
    legendColumns: Math.max(1, Math.floor((width - labels) / entry)),
    lanes,
    labelColumns,
  };
}

export const TOTAL_FONT_SIZE_PX = 13;

/** One row of bars in a panel. */
export interface Row {
  readonly key: string;
  /** The lane's name on its first row; empty on its other rows. */
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
