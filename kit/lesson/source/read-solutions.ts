import { complainAbout } from "../lesson-error.ts";
import { parsePercent } from "../percent/percent-document.ts";
import { classifyCell } from "./classify-cell.ts";
import { parseExerciseLine } from "./exercise-line.ts";
import { splitSolutionRegions } from "./solution-region.ts";

/**
 * Reads the solved exercise cells of a lesson source, by exercise id. It is much faster than `parseLesson`, because it loads no TypeScript: for use
 * while a learner waits.
 *
 * @throws LessonError `INVALID_LESSON` where a cell cannot be read.
 */
export function readSolutions(source: string, fileName: string): ReadonlyMap<string, string> {
  const complain = complainAbout(fileName);
  const solutions = new Map<string, string>();
  for (const cell of parsePercent(source, complain).cells) {
    if (classifyCell(cell, complain).role !== "exercise") continue;
    const identity = parseExerciseLine(cell.source.split("\n", 1)[0] as string);
    if (!identity) continue;
    solutions.set(
      identity.id,
      splitSolutionRegions(cell.source, identity.id, cell.line + 1, complain).solution,
    );
  }
  return solutions;
}
