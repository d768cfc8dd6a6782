import { csvLine } from "./csv.ts";
import type { GradebookFacts, Row } from "./gradebook.ts";

/** The first line of `gradebook.csv`. */
export function gradebookHeader({ columns }: GradebookFacts): string {
  return csvLine(["student", "lesson", "status", "reason", "total", "max", ...columns, "taken off", "name"]);
}

/** A student's line for a lesson. Exercises of other lessons stay empty. */
export function gradebookLine(row: Row, { columns }: GradebookFacts): string {
  const points = new Map<string, number | undefined>([
    ...row.exercises.map(({ id, points }) => [id, points] as const),
    ...row.manual.map(({ id, points }) => [id, points] as const),
  ]);
  return csvLine([
    row.student.id,
    row.lesson.id,
    row.status,
    row.reason,
    row.total,
    row.max,
    ...columns.map((column) => points.get(column)),
    row.takenOff === 0 ? undefined : row.takenOff,
    row.student.name,
  ]);
}
