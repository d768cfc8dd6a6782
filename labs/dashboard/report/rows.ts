import { palette } from "../theme.ts";
import { variantColour } from "../variant-colour.ts";
import type { BenchReport, BenchRun } from "./bench-report.ts";

/** The numbers of agents that were measured, ascending. */
export function agentCounts(report: BenchReport): number[] {
  return [...new Set(report.runs.map((run) => run.agents))].sort((a, b) => a - b);
}

/** The variants that were measured, in order of first appearance. */
export function variantsOf(report: BenchReport): string[] {
  return [...new Set(report.runs.map((run) => run.approach))];
}

/** The runs with the most agents that at least two approaches took: where approaches are compared. */
export function comparedRuns(report: BenchReport, agents?: number): readonly BenchRun[] {
  const at = (count: number) => report.runs.filter((run) => run.agents === count);
  if (agents !== undefined) return at(agents);
  const counts = agentCounts(report);
  return at(counts.findLast((count) => at(count).length > 1) ?? counts.at(-1) ?? 0);
}

/** Whether a run's numbers may be compared: it was measured, and no agent failed. */
export function isSound(run: BenchRun): run is BenchRun & { seconds: { median: number } } {
  return run.failed === 0 && run.succeeded > 0 && run.seconds.median !== null && run.seconds.median > 0;
}

const furtherColours = [palette.pink, palette.brown, palette.failure];

/** The colour of a variant in this report; variants that are not executors take the further colours in turn. */
export function colourOf(variant: string, report: BenchReport): string {
  const others = variantsOf(report).filter((name) => variantColour(name) === undefined);
  return (
    variantColour(variant) ?? furtherColours[others.indexOf(variant) % furtherColours.length] ?? palette.pink
  );
}
