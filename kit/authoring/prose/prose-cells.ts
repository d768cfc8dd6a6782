import type { Lesson, LessonCell } from "../../lesson/index.ts";

/** The Markdown cells of a lesson; with `roles` only those. */
export function proseCells(lesson: Lesson, roles?: readonly LessonCell["role"][]): LessonCell[] {
  return lesson.cells.filter(
    ({ kind, role }) => kind === "markdown" && (roles === undefined || roles.includes(role)),
  );
}

/** The line of the source, from 1, on which a line of a cell's text stands (from 0). */
export function lineOf(cell: LessonCell, line: number): number {
  return cell.line + 1 + line;
}
