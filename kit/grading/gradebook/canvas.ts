import { columnFinder } from "../roster/columns.ts";
import type { Roster } from "../roster/roster.ts";
import { isFinal } from "./build-row.ts";
import { csvLine } from "./csv.ts";
import type { Row } from "./gradebook.ts";
import { rounded } from "./gradebook.ts";

/** The points for one cell of Canvas's gradebook. */
export interface PostedPoints {
  readonly lesson: string;
  readonly total: number;
  readonly max: number;
}

/** The points of a row that can be posted; undefined for one that a person must look at first. */
export const postedPoints = (row: Row): PostedPoints | undefined =>
  isFinal(row) && row.total !== undefined
    ? { lesson: row.lesson.id, total: row.total, max: row.max }
    : undefined;

export interface CanvasGrades {
  readonly text: string;
  /** Sentences for the instructor to read before the import. */
  readonly notes: readonly string[];
}

/** Columns by which Canvas knows its students. */
const identifying = [
  "student",
  "id",
  "sis user id",
  "sis login id",
  "integration id",
  "root account",
  "section",
];

/**
 * Fills in Canvas's own export: its identifying columns, and a column for each lesson with the points that can be posted. Cells of other rows
 * keep their content.
 *
 * @param points - points of each student, by row of the roster
 * @param named - columns that the rules name, by lesson
 */
export function canvasGrades(
  { table }: Roster,
  lessons: readonly { readonly id: string; readonly title: string; readonly max: number }[],
  points: ReadonlyMap<number, readonly PostedPoints[]>,
  named: Readonly<Record<string, string>> = {},
): CanvasGrades {
  const { header, rows } = table;
  const find = columnFinder(header);
  const nameColumn = find("student");
  const possible = rows.find((cells) => /^\s*points possible\s*$/i.test(cells[nameColumn] ?? ""));
  const kept = header.flatMap((name, at) => (identifying.includes(name.toLowerCase()) ? [at] : []));
  const notes: string[] = [];
  const columns = lessons.map((lesson) => {
    const at = columnOfLesson(header, lesson, named[lesson.id]);
    if (at < 0) {
      notes.push(
        `Canvas's export has no column for lesson ${lesson.id}: importing the file makes a new assignment "${lesson.id} ${lesson.title}". Name the column under "canvas" in the rules to use one that is there.`,
      );
    }
    const worth = Number((possible?.[at] ?? "").replace(",", "."));
    const scale = at >= 0 && worth > 0 && worth !== lesson.max ? worth / lesson.max : 1;
    if (scale !== 1)
      notes.push(
        `Canvas counts ${worth} points for lesson ${lesson.id}, which has ${lesson.max} here: the points were scaled.`,
      );
    return { ...lesson, at, scale };
  });
  const lines = [
    csvLine([
      ...kept.map((at) => header[at]),
      ...columns.map(({ at, id, title }) => (at < 0 ? `${id} ${title}` : header[at])),
    ]),
    ...rows.map((cells, row) => {
      const isPossible = cells === possible;
      return csvLine([
        ...kept.map((at) => cells[at]),
        ...columns.map(({ at, id, max, scale }) => {
          if (isPossible) return at < 0 ? max : cells[at];
          const own = points.get(row)?.find(({ lesson }) => lesson === id);
          return own ? rounded(own.total * scale) : at < 0 ? undefined : cells[at];
        }),
      ]);
    }),
  ];
  return { text: lines.join(""), notes };
}

/** The column that the rules name, else the one that begins with the lesson's number or has its title. */
function columnOfLesson(
  header: readonly string[],
  { id, title }: { readonly id: string; readonly title: string },
  named: string | undefined,
): number {
  if (named !== undefined) return header.findIndex((name) => name === named || withoutNumber(name) === named);
  const fits = (name: string) => {
    const own = withoutNumber(name).toLowerCase();
    return new RegExp(`^(?:\\D*\\s)?${id}(?!\\d)`).test(own) || own.includes(title.toLowerCase());
  };
  return header.findIndex((name) => /\(\d+\)\s*$/.test(name) && fits(name));
}

/** Removes the number that Canvas writes behind an assignment's name. */
const withoutNumber = (name: string) => name.replace(/(?<!\s)\s*\(\d+\)\s*$/, "");
