import { approachOf } from "../approach.ts";
import { palette } from "../theme.ts";
import type { BenchReport, BenchRun } from "./bench-report.ts";

/** The numbers of agents that were measured, ascending. */
export function agentCounts(report: BenchReport): number[] {
  return [...new Set(report.runs.map((run) => run.agents))].sort((a, b) => a - b);
}

/** The approaches that were measured, in order of first appearance. */
export function approaches(report: BenchReport): string[] {
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

export function titleOf(approach: string): string {
  return approachOf(approach).title;
}

/** The approach's name inside a sentence: "worker threads", but "python3.14t threads" as it is. */
export function nameOf(approach: string): string {
  const { title } = approachOf(approach);
  return title === approach ? title : title.toLowerCase();
}

const furtherColours = [palette.pink, palette.brown, palette.failure];

/** Colour of an approach in this report; those the theme does not know get the colours that are left, in order. */
export function colourOf(approach: string, report: BenchReport): string {
  const unknown = approaches(report).filter((name) => approachOf(name).title === name);
  return approachOf(
    approach,
    furtherColours[unknown.indexOf(approach) % furtherColours.length] ?? palette.pink,
  ).colour;
}
