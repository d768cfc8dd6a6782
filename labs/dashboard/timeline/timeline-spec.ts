import type { VegaLiteSpec } from "../chart/spec.ts";
import { wrapToPixels } from "../chart/text-metrics.ts";
import { chartConfig, fillsFrom, maximumWidth } from "../theme.ts";
import type { LaneKind, Timeline } from "./timeline.ts";
import { measure } from "./timeline-layout.ts";
import { panel } from "./timeline-panel.ts";
import { agentsAndWorkers } from "./timeline-words.ts";

/** The Vega-Lite spec of a timeline: a panel for each run, all on one time axis. */
export function timelineSpec(
  timeline: Timeline,
  title: string,
  lanes: LaneKind,
  width = maximumWidth,
): VegaLiteSpec {
  const layout = measure(timeline, lanes, width);
  const failures = timeline.runs.some((run) => run.failed > 0);
  const [only] = timeline.runs;
  const subtitle = [
    timeline.runs.length === 1 && only && only.agents > 0 ? agentsAndWorkers(only, layout.lanes) : "",
    failures ? "hollow bars with a cross failed" : "",
  ].filter(Boolean);
  return {
    ...fillsFrom(width),
    title: {
      text: wrapToPixels(title, layout.width + layout.totalsWidth, chartConfig.title.fontSize),
      ...(subtitle.length > 0 && { subtitle: subtitle.join(" · ") }),
    },
    vconcat: timeline.runs.map((run, index) =>
      panel(run, { ...layout, titled: timeline.runs.length > 1, last: index === timeline.runs.length - 1 }),
    ),
  };
}
