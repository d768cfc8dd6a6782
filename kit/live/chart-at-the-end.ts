import type { Chart, MimeBundle } from "@swarmlab/labs/dashboard";
import type { Screen } from "./screen.ts";

const mime = Symbol.for("swarmlab.mime");

/** Puts a chart in the place of the last picture, where charts can be shown. */
export async function showChart(
  screen: Screen | undefined,
  makeChart: () => Chart | Promise<Chart>,
): Promise<void> {
  if (screen?.replace === undefined) return;
  try {
    screen.replace(formsOf(await makeChart()));
  } catch {
    // The last picture says all that the chart would have, and a result must not be lost to its picture.
  }
}

function formsOf(chart: Chart): Record<string, unknown> {
  // The symbol is the registry's, which the type of Chart cannot tell from any other.
  return { ...(chart as unknown as { [mime](): MimeBundle })[mime]() };
}
