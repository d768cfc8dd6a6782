import { formatSeconds } from "../../common/format-numbers.ts";
import type { VegaLiteSpec } from "../chart/spec.ts";
import { palette } from "../theme.ts";
import type { AgentStopLike } from "./swarm-run-like.ts";
import type { RunTimeline, StoppableBar, Timeline } from "./timeline.ts";

/** The sign of one step of ending an agent early. */
export interface StopSign {
  readonly name: string;
  /** An SVG path from -1 to 1, drawn upright on the bar with the height of its row. */
  readonly shape: string;
  /** The sign in the text form. */
  readonly letter: string;
}

export const STOP_SIGNS: Readonly<Record<AgentStopLike["kind"], StopSign>> = {
  // A flag on its pole.
  stopping: { name: "asked to stop", shape: "M-0.07,1L-0.07,-1L0.7,-0.6L0.07,-0.2L0.07,1Z", letter: "?" },
  // A thick stroke.
  killed: { name: "killed", shape: "M-0.16,-1L0.16,-1L0.16,1L-0.16,1Z", letter: "!" },
};

/** The signs of a timeline, in the order of its legend. */
export function signsOf(timeline: Timeline): StopSign[] {
  const stops = timeline.runs.flatMap(stopsOf);
  return (["stopping", "killed"] as const)
    .filter((kind) => stops.some((stop) => stop.kind === kind))
    .map((kind) => STOP_SIGNS[kind]);
}

/** The stops of all agents of a run. */
export function stopsOf(run: RunTimeline): AgentStopLike[] {
  return run.lanes.flatMap((lane) => lane.rows.flat().flatMap((bar) => bar.stops));
}

/** The stops as text, such as "asked to stop at 0.50 s, killed at 1.00 s"; empty for an agent that ended by itself. */
export function stopWords(stops: readonly AgentStopLike[]): string {
  return stops.map(({ kind, at }) => `${STOP_SIGNS[kind].name} at ${formatSeconds(at)}`).join(", ");
}

/** The Vega-Lite layer of the signs on the bars, with their legend. */
export function signLayer(
  bars: readonly { readonly bar: StoppableBar; readonly row: string }[],
  signs: readonly StopSign[],
  rowHeight: number,
) {
  return {
    data: {
      values: bars.flatMap(({ bar, row }) =>
        bar.stops.map(({ kind, at }) => ({
          row,
          at,
          sign: STOP_SIGNS[kind].name,
          agentId: bar.agentId,
          when: formatSeconds(at),
        })),
      ),
    },
    mark: {
      type: "point",
      filled: true,
      size: (0.84 * rowHeight) ** 2,
      color: palette.failure,
      opacity: 1,
    },
    encoding: {
      shape: {
        field: "sign",
        type: "nominal",
        scale: { domain: signs.map(({ name }) => name), range: signs.map(({ shape }) => shape) },
        legend: {
          // A sign fills only a small part of its square, so its square is large.
          symbolSize: 240,
          symbolFillColor: palette.failure,
          symbolOpacity: 1,
        },
      },
      tooltip: [
        { field: "agentId", title: "agent" },
        { field: "sign", title: "was" },
        { field: "when", title: "at" },
      ],
    },
  } satisfies VegaLiteSpec;
}
