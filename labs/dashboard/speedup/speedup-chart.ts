import { barsSpec } from "../bars/bars-spec.ts";
import { barsText } from "../bars/bars-text.ts";
import { type Chart, createChart } from "../chart/chart.ts";
import { speedupBars } from "./speedup-bars.ts";
import { speedupDescription, speedupTitle } from "./speedup-words.ts";
import { relateSpeedups, type SpeedupInput, type SpeedupOptions } from "./speedups.ts";

/**
 * Draws the speedup of each run against the base: bars with their values, a line at 1×, and a dashed line at the number of
 * cores, which CPU-bound work cannot exceed. Runs with failed agents are hollow.
 *
 * @example
 * await speedupChart([
 *   { label: "Sequential", seconds: 2.04 },
 *   { label: "Worker threads", seconds: 1.05 },
 * ]);
 * @throws DashboardError `NOTHING_TO_SHOW` without a row, `INVALID_TIME` for a time not above 0, `INVALID_ARGUMENT` for a
 *   base that is not the label of a row
 */
export async function speedupChart(rows: SpeedupInput, options: SpeedupOptions = {}): Promise<Chart> {
  const speedups = relateSpeedups(rows, options);
  const title = options.title ?? speedupTitle(speedups);
  const bars = speedupBars(speedups, title);
  return createChart({
    title,
    description: speedupDescription(speedups),
    spec: barsSpec(bars, options.width),
    text: (columns) => barsText(bars, columns),
  });
}
