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
