import { existsSync } from "node:fs";
import { join } from "node:path";
import type { CourseLesson } from "../../lesson/index.ts";
import { ClassError } from "../class-error.ts";
import { unescaped } from "../gradebook/csv.ts";
import { columnFinder } from "../roster/columns.ts";
import { readCsv } from "../roster/read-csv.ts";

/** Points that a person gave. */
export interface ManualEntry {
  readonly student: string;
  readonly lesson: string;
  /** The id of a manual cell, such as `12.m1`, or of an exercise, whose points these replace. */
  readonly cell: string;
  /** Undefined while the field is empty. */
  readonly points?: number;
  /** Points that cannot count, and are kept in the file until a person mends them. */
  readonly refusedPoints?: number;
  readonly comment: string;
  /** Its line in the file, from 1; 0 for one that is not in the file yet. */
  readonly line: number;
}

/** Points by student, lesson and cell. */
export class ManualPoints {
  readonly #entries = new Map<string, ManualEntry>();

  constructor(entries: readonly ManualEntry[] = []) {
    for (const entry of entries) this.#entries.set(keyOf(entry.student, entry.lesson, entry.cell), entry);
  }

  get(student: string, lesson: string, cell: string): ManualEntry | undefined {
    return this.#entries.get(keyOf(student, lesson, cell));
  }

  /**
   * Leaves out the points that cannot count: of a cell that the lesson does not have, and more points than a cell has. The entries
   * stay, so that the file keeps them.
   *
   * @param max points of each exercise, hidden checks included
   * @returns the points that count, and a sentence for each one that does not
   */
  checked(
    lessons: readonly CourseLesson[],
    max: Readonly<Record<string, number>>,
  ): { readonly manual: ManualPoints; readonly refused: readonly string[] } {
    const refused: string[] = [];
    const entries = this.all().map((entry): ManualEntry => {
      const reason = entry.points === undefined ? undefined : refusal(entry, lessons, max);
      if (reason === undefined) return entry;
      refused.push(`manual.csv, line ${entry.line}: ${reason}`);
      const { points, ...rest } = entry;
      return { ...rest, ...(points === undefined ? {} : { refusedPoints: points }) };
    });
    return { manual: new ManualPoints(entries), refused };
  }

  /** These points with one entry more, or another one in its place. */
  with(entry: ManualEntry): ManualPoints {
    return new ManualPoints([...this.all(), entry]);
  }

  all(): readonly ManualEntry[] {
    return [...this.#entries.values()];
  }
}

function refusal(
  { lesson, cell, points = 0 }: ManualEntry,
  lessons: readonly CourseLesson[],
  max: Readonly<Record<string, number>>,
): string | undefined {
  const found = lessons.find(({ id }) => id === lesson);
  if (found === undefined) return `the course has no lesson ${lesson}; the points count nowhere.`;
  const byHand = found.manual?.find(({ id }) => id === cell);
  const isExercise = found.exercises.some(({ id }) => id === cell);
  if (!byHand && !isExercise) {
    const cells = [...found.exercises, ...(found.manual ?? [])].map(({ id }) => id).join(", ");
    return `lesson ${lesson} has no cell ${cell}; it has ${cells}. The points count nowhere.`;
  }
  const most = byHand?.points ?? max[cell];
  if (most === undefined || points <= most) return undefined;
  return `${points} points for ${cell}, which has ${most}: they count nowhere until the line is mended.`;
}

const keyOf = (...parts: string[]) => JSON.stringify(parts);

export const MANUAL_COLUMNS = ["student", "lesson", "cell", "max", "points", "comment"] as const;

/**
 * Reads the CSV in which points are entered by hand.
 * @throws ClassError `INVALID_INPUT` naming the line that is wrong
 */
export function readManualPoints(file: string): ManualPoints {
  const table = readCsv(file, "The points entered by hand");
  const find = columnFinder(table.header);
  const [student, lesson, cell, points] = (["student", "lesson", "cell", "points"] as const).map((name) => {
    const at = find(name);
    if (at < 0)
      throw new ClassError(
        "INVALID_INPUT",
        `${file} has no column "${name}"; its first line is ${MANUAL_COLUMNS.join(",")}.`,
      );
    return at;
  }) as [number, number, number, number];
  const comment = find("comment");
  const entries = table.rows.map((cells, index) => {
    const line = table.lines[index] as number;
    const text = (at: number) => unescaped((cells[at] ?? "").trim());
    const entered = text(points).replace(",", ".");
    const number = Number(entered);
    if (entered !== "" && !(number >= 0 && number < 1e6))
      throw new ClassError(
        "INVALID_INPUT",
        `${file}, line ${line}: ${JSON.stringify(text(points))} is no number of points; enter a number from 0 on, or leave the field empty.`,
      );
    return {
      student: text(student),
      // Spreadsheets take the zero from the front of "01" and "01.2".
      lesson: /^\d$/.test(text(lesson)) ? `0${text(lesson)}` : text(lesson),
      cell: /^\d\.\w/.test(text(cell)) ? `0${text(cell)}` : text(cell).replace(/^(\d+),(?=\d)/, padded),
      comment: comment < 0 ? "" : text(comment),
      line,
      ...(entered === "" ? {} : { points: number }),
    };
  });
  const seen = new Map<string, number>();
  for (const { student: who, lesson: where, cell: what, line } of entries) {
    const key = keyOf(who, where, what);
    const before = seen.get(key);
    if (before !== undefined)
      throw new ClassError(
        "INVALID_INPUT",
        `${file}, lines ${before} and ${line} are about the same cell of the same student.`,
      );
    seen.set(key, line);
  }
  return new ManualPoints(entries);
}

/** Reads the `manual.csv` of a gradebook; no points where the file does not exist. */
export function readManualPointsIn(out: { readonly root: string }): ManualPoints {
  const file = join(out.root, "manual.csv");
  return existsSync(file) ? readManualPoints(file) : new ManualPoints();
}

/** Whether two readings of the file have the same entries, whatever of them counts. */
export function hasSamePoints(one: ManualPoints, other: ManualPoints): boolean {
  const textOf = (manual: ManualPoints) =>
    manual
      .all()
      .map(({ student, lesson, cell, points, refusedPoints, comment }) =>
        keyOf(student, lesson, cell, String(points ?? refusedPoints), comment),
      )
      .sort()
      .join("\n");
  return textOf(one) === textOf(other);
}

/** "1,2", as spreadsheets with a decimal comma write "01.2". */
const padded = (_: string, lesson: string) => `${lesson.padStart(2, "0")}.`;
