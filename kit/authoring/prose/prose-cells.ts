import type { Lesson, LessonCell } from "../../lesson/index.ts";

/** The Markdown cells of a lesson; with `roles` only those. */
export function proseCells(lesson: Lesson, roles?: readonly LessonCell["role"][]): LessonCell[] {
  return lesson.cells.filter(
    ({ kind, role }) => kind === "markdown" && (roles === undefined || roles.includes(role)),
  );
}

/** Turns a line of a cell's text, from 0, into a line of the source, from 1. */
export function lineOf(cell: LessonCell, line: number): number {
  return cell.line + 1 + line;
}

/** The line of the source, from 1, on which a hint of an exercise begins, counted from 0; left out where the lesson has no such cell. */
export function lineOfHint(lesson: Lesson, exercise: string, hint: number): { line?: number } {
  const cell = proseCells(lesson, ["hint"]).filter((one) => one.exercise === exercise)[hint];
  return cell === undefined ? {} : { line: lineOf(cell, 0) };
}
