import { oneLine } from "../../common/one-line.ts";
import type { Lesson } from "../../lesson/index.ts";

/** One small change to what a learner has to write. */
export interface Mutant {
  readonly lesson: string;
  readonly exercise: string;
  /** The kind of change, as Stryker calls it, such as `"EqualityOperator"`. */
  readonly mutator: string;
  /** Line of the exercise's cell, from 1. */
  readonly line: number;
  /** The original code and its replacement, with white space as one blank. */
  readonly original: string;
  readonly replacement: string;
  /** The whole answer with the change in it. */
  readonly code: string;
}

const off = () => false;
const ignore = () => {};
/** A logger for Stryker's instrumenter that prints nothing. */
const silent = {
  ...{ isTraceEnabled: off, isDebugEnabled: off, isInfoEnabled: off },
  ...{ isWarnEnabled: off, isErrorEnabled: off, isFatalEnabled: off },
  ...{ trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore, fatal: ignore },
};

/** Every mutant of a lesson's solution regions, made by Stryker's instrumenter; what the starter gives is never changed. */
export async function mutantsOf(lesson: Lesson): Promise<Mutant[]> {
  const { Instrumenter } = await import("@stryker-mutator/instrumenter");
  const instrumenter = new Instrumenter(silent);
  const found: Mutant[] = [];
  for (const { role, exercise, source, regions = [] } of lesson.cells) {
    if (role !== "exercise" || exercise === undefined || regions.length === 0) continue;
    const lines = source.split("\n");
    const mutate = regions.map(([first, last]) => ({
      start: { line: first, column: 0 },
      end: { line: last, column: lines[last]?.length ?? 0 },
    }));
    const { mutants } = await instrumenter.instrument([{ name: `${exercise}.ts`, mutate, content: source }], {
      plugins: null,
      ignorers: [],
      excludedMutations: [],
    });
    for (const { location, replacement, mutatorName: mutator } of mutants) {
      const start = offsetOf(lines, location.start);
      const end = offsetOf(lines, location.end);
      found.push({
        lesson: lesson.id,
        exercise,
        mutator,
        line: location.start.line + 1,
        original: oneLine(source.slice(start, end)),
        replacement: oneLine(replacement),
        code: source.slice(0, start) + replacement + source.slice(end),
      });
    }
  }
  return found;
}

/** Positions count lines and columns from 0. */
function offsetOf(lines: readonly string[], { line, column }: { line: number; column: number }): number {
  return lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, 0) + column;
}
