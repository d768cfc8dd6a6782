import { type Chart, createChart } from "../chart/chart.ts";
import { DashboardError } from "../dashboard-error.ts";
import { arrangeTimeline, type LaneKind, type TimelineInput } from "./timeline.ts";
import { timelineSpec } from "./timeline-spec.ts";
import { timelineText } from "./timeline-text.ts";
import { timelineDescription, timelineTitle } from "./timeline-words.ts";

export interface TimelineOptions {
  /** The headline. @default a statement of the times, such as "Worker threads: 1.97× as fast as the event loop" */
  readonly title?: string;
  /**
   * `"worker"`: a lane for each thread or process, which shows how busy it was. `"agent"`: a lane for each agent, which
   * shows how long it waited. @default "worker"
   */
  readonly lanes?: LaneKind;
  /** The width of the whole picture, in pixels. @default 760 */
  readonly width?: number;
}

/**
 * Draws when each agent ran: a bar for each agent, a lane for each worker, a colour for each agent type, failed agents
 * hollow and crossed. Where an agent waited for the swarm's language model, its bar is dark. A flag marks where an agent was asked to stop, a thick stroke where it was killed. Several runs stand
 * one above the other on the same time axis, so that their lengths compare at a glance.
 *
 * @example
 * const chart = await timelineChart({ "Event loop": looped, "Worker threads": threaded });
 * @throws DashboardError `NOTHING_TO_SHOW` without a run, `INVALID_ARGUMENT` for a value that is not a run,
 *   `INVALID_TIME` for times that cannot be drawn
 */
export async function timelineChart(input: TimelineInput, options: TimelineOptions = {}): Promise<Chart> {
  const lanes = options.lanes ?? "worker";
  if (lanes !== "worker" && lanes !== "agent") {
    throw new DashboardError(
      "INVALID_ARGUMENT",
      `The option lanes is ${JSON.stringify(lanes)}: it takes "worker" or "agent".`,
    );
  }
  const timeline = arrangeTimeline(input, lanes);
  const title = options.title ?? timelineTitle(timeline);
  return createChart({
    title,
    description: timelineDescription(timeline),
    spec: timelineSpec(timeline, title, lanes, options.width),
    text: (columns) => timelineText(timeline, title, columns),
  });
}
