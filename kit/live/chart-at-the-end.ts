import type { Chart, MimeBundle } from "@swarmlab/labs/dashboard";
import type { Screen } from "./screen.ts";

const mime = Symbol.for("swarmlab.mime");

/** Replaces the last picture by a chart, on a screen that can show charts. */
export async function showChart(
  screen: Screen | undefined,
  makeChart: () => Chart | Promise<Chart>,
): Promise<void> {
  if (screen?.replace === undefined) return;
  try {
    screen.replace(formsOf(await makeChart()));
  } catch {
    // The last picture stays: a result must not be lost because its chart failed.
  }
}

function formsOf(chart: Chart): Record<string, unknown> {
  // Safe: a Chart has a method under this registered symbol, which its type cannot express.
  return { ...(chart as unknown as { [mime](): MimeBundle })[mime]() };
}
