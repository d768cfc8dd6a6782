import { barsSpec } from "../bars/bars-spec.ts";
import { barsText } from "../bars/bars-text.ts";
import { type Chart, createChart } from "../chart/chart.ts";
import { speedupBars } from "./speedup-bars.ts";
import { speedupDescription, speedupTitle } from "./speedup-words.ts";
import { relateSpeedups, type SpeedupInput, type SpeedupOptions } from "./speedups.ts";

/**
 * Draws how many times as fast each run was as the base: bars with the value written, a line at 1×, and a dashed line at
 * the number of cores, which no run of CPU-bound work can pass. Runs in which agents failed are hollow.
 *
 * @example
 * await speedupChart([
 *   { label: "Sequential", seconds: 2.04 },
 *   { label: "Worker threads", seconds: 1.05 },
 * ]);
 * @throws DashboardError for no rows, times that are not above 0, or a base that no row is called.
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
