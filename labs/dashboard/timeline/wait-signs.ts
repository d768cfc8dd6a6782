import { formatSeconds } from "../../common/format-numbers.ts";
import type { VegaLiteSpec } from "../chart/spec.ts";
import { onColourText } from "../theme.ts";
import type { ModelWait } from "./model-waits.ts";
import type { RunTimeline, StoppableBar, Timeline } from "./timeline.ts";

/** How each kind of waiting is drawn. */
const LOOKS: Readonly<Record<ModelWait["kind"], { name: string; opacity: number; filling: string }>> = {
  queue: { name: "waits in the model's queue", opacity: 0.6, filling: "-" },
  model: { name: "the model answers", opacity: 0.3, filling: "=" },
};

const KINDS = ["queue", "model"] as const;

/** The kinds of waiting in a timeline, as its legend names them. */
export function waitLegend(timeline: Timeline): { readonly name: string; readonly filling: string }[] {
  const waits = timeline.runs.flatMap((run) => barsOf(run).flatMap((bar) => bar.waits));
  return KINDS.filter((kind) => waits.some((wait) => wait.kind === kind)).map((kind) => LOOKS[kind]);
}

export const fillingOfWait = ({ kind }: ModelWait): string => LOOKS[kind].filling;

/** How long agents waited, such as "waited 0.30 s for the model, which took 0.50 s"; empty without a wait. */
export function waitWords(waits: readonly ModelWait[]): string {
  if (waits.length === 0) return "";
  const seconds = (kind: ModelWait["kind"]) =>
    formatSeconds(
      waits.filter((wait) => wait.kind === kind).reduce((sum, { from, to }) => sum + (to - from), 0),
    );
  return `waited ${seconds("queue")} for the model, which took ${seconds("model")}`;
}

/** The same for all agents of a run, for a screen reader. */
export function runWaitWords(run: RunTimeline): string[] {
  const words = waitWords(barsOf(run).flatMap((bar) => bar.waits));
  return words === "" ? [] : [`together the agents ${words}`];
}

/** The Vega-Lite layer that darkens the waits on the bars, with its legend. */
export function waitLayer(
  bars: readonly { readonly bar: StoppableBar; readonly row: string }[],
  timelineWaits: readonly { readonly name: string }[],
) {
  const values = bars.flatMap(({ bar, row }) =>
    bar.waits.map(({ kind, from, to }) => ({
      row,
      from,
      to,
      wait: LOOKS[kind].name,
      waiter: bar.agentId,
      took: formatSeconds(to - from),
    })),
  );
  const shown = KINDS.map((kind) => LOOKS[kind]).filter(({ name }) =>
    timelineWaits.some((one) => one.name === name),
  );
  return {
    data: { values },
    mark: { type: "bar", color: onColourText, cornerRadius: 2 },
    encoding: {
      opacity: {
        field: "wait",
        // More waiting is darker, so the kinds have an order.
        type: "ordinal",
        scale: { domain: shown.map(({ name }) => name), range: shown.map(({ opacity }) => opacity) },
        legend: { title: null, symbolType: "square", symbolFillColor: onColourText, symbolStrokeWidth: 0 },
      },
      tooltip: [
        { field: "waiter", title: "agent" },
        { field: "wait", title: "what" },
        { field: "took", title: "took" },
      ],
    },
  } satisfies VegaLiteSpec;
}

const barsOf = (run: RunTimeline): StoppableBar[] => run.lanes.flatMap((lane) => lane.rows.flat());
