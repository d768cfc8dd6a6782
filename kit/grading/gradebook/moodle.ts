import { columnFinder, columns } from "../roster/columns.ts";
import type { Roster } from "../roster/roster.ts";
import type { PostedPoints } from "./canvas.ts";
import { csvLine } from "./csv.ts";
import { type Row, rounded } from "./gradebook.ts";

/** The first line of the file that Moodle's gradebook imports: a column for each lesson. */
export const moodleHeader = (lessons: readonly { readonly id: string; readonly title: string }[]): string =>
  csvLine(["ID number", "Email address", "Name", ...lessons.map(({ id, title }) => `${id} ${title}`)]);

/** A student's line in that file. Moodle finds students by address or number. */
export function moodleLine(
  student: Row["student"],
  lessons: readonly { readonly id: string }[],
  points: readonly PostedPoints[],
): string {
  return csvLine([
    student.id,
    student.email,
    student.name,
    ...lessons.map(({ id }) => points.find(({ lesson }) => lesson === id)?.total),
  ]);
}

/**
 * Fills in the Grade column of Moodle's grading worksheet of one assignment. Points are scaled where Moodle counts a different maximum.
 */
export function moodleWorksheet(
  { table }: Roster,
  lesson: string,
  points: ReadonlyMap<number, readonly PostedPoints[]>,
): string {
  const { header, rows } = table;
  const find = columnFinder(header);
  const grade = find(...columns.grade);
  const maximum = find(...columns.maximum);
  return [
    csvLine(header),
    ...rows.map((cells, row) => {
      const own = points.get(row)?.find((posted) => posted.lesson === lesson);
      const worth = Number((cells[maximum] ?? "").replace(",", "."));
      const scale = own && worth > 0 && own.max > 0 ? worth / own.max : 1;
      return csvLine(header.map((_, at) => (at === grade && own ? rounded(own.total * scale) : cells[at])));
    }),
  ].join("");
}
