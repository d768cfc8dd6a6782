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

/** The runs to compare: those with `agents` agents, or with the largest number of agents that two variants have. */
export function comparedRuns(report: BenchReport, agents?: number): readonly BenchRun[] {
  const at = (count: number) => report.runs.filter((run) => run.agents === count);
  if (agents !== undefined) return at(agents);
  const counts = agentCounts(report);
  return at(counts.findLast((count) => at(count).length > 1) ?? counts.at(-1) ?? 0);
}

/** Whether a run's numbers compare: it was measured, and no agent failed. */
export function isSound(run: BenchRun): run is BenchRun & { seconds: { median: number } } {
  return run.failed === 0 && run.succeeded > 0 && run.seconds.median !== null && run.seconds.median > 0;
}

const FURTHER_COLOURS = [palette.pink, palette.brown, palette.failure];

/** The colour of a variant in this report; variants that are not executors take the further colours in turn. */
export function colourOf(variant: string, report: BenchReport): string {
  const others = variantsOf(report).filter((name) => variantColour(name) === undefined);
  return (
    variantColour(variant) ??
    FURTHER_COLOURS[others.indexOf(variant) % FURTHER_COLOURS.length] ??
    palette.pink
  );
}
