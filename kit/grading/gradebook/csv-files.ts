import { ClassError } from "../class-error.ts";
import type { OutFile, OutFolder } from "../out-folder.ts";
import type { Roster } from "../roster/roster.ts";
import {
  hasSamePoints,
  MANUAL_COLUMNS,
  type ManualPoints,
  readManualPointsIn,
} from "../rules/manual-points.ts";
import { isWaitingExercise } from "./build-row.ts";
import { canvasGrades, type PostedPoints, postedPoints } from "./canvas.ts";
import { csvLine } from "./csv.ts";
import type { GradebookFacts, Row } from "./gradebook.ts";
import { gradebookHeader, gradebookLine } from "./gradebook-csv.ts";
import { moodleHeader, moodleLine, moodleWorksheet } from "./moodle.ts";

/** The byte order mark by which spreadsheets know UTF-8. What platforms import has none. */
const UTF8_MARK = "\uFEFF";

export interface CsvFilesInput {
  readonly facts: GradebookFacts;
  readonly roster?: Roster;
  readonly manual: ManualPoints;
  readonly canvasColumns: Readonly<Record<string, string>>;
}

/** The tables of a gradebook, row by row: its own, the one for points by hand, and those that learning platforms import. */
export class CsvFiles {
  readonly #out: OutFolder;
  readonly #input: CsvFilesInput;
  readonly #gradebook: OutFile;
  readonly #manual: OutFile;
  readonly #moodle: OutFile;
  /** Points that can be posted, by the student's row in the roster. */
  readonly #posted = new Map<number, PostedPoints[]>();
  readonly #manualKeys = new Set<string>();
  #current: { readonly student: Row["student"]; readonly points: PostedPoints[] } | undefined;

  constructor(out: OutFolder, input: CsvFilesInput) {
    this.#out = out;
    this.#input = input;
    this.#gradebook = out.stream(["gradebook.csv"]);
    this.#gradebook.write(UTF8_MARK + gradebookHeader(input.facts));
    this.#manual = out.stream(["manual.csv"]);
    this.#manual.write(UTF8_MARK + csvLine(MANUAL_COLUMNS));
    this.#moodle = out.stream(["lms", "moodle-grades.csv"]);
    this.#moodle.write(moodleHeader(input.facts.lessons));
  }

  /** Adds a row. All rows of a student are added one after the other. */
  add(row: Row): void {
    this.#gradebook.write(gradebookLine(row, this.#input.facts));
    this.#addManual(row);
    if (this.#current?.student !== row.student) this.#endStudent();
    this.#current ??= { student: row.student, points: [] };
    const posted = postedPoints(row);
    if (!posted) return;
    this.#current.points.push(posted);
    const { roster } = row.student;
    if (roster) this.#posted.set(roster.row, [...(this.#posted.get(roster.row) ?? []), posted]);
  }

  /** Finishes every file. @returns what to know before grades are posted */
  finish(): string[] {
    this.#endStudent();
    this.#addOtherManual();
    for (const file of [this.#gradebook, this.#moodle]) file.finish();
    return [...this.#finishManual(), ...this.#finishPlatforms()];
  }

  /** A person may have saved the file while this ran: then it stays as it is. */
  #finishManual(): string[] {
    if (isUnchanged(this.#out, this.#input.manual)) {
      this.#manual.finish();
      return [];
    }
    this.#manual.discard();
    return [
      "manual.csv was changed while this ran, and was left as it is: run this again to count its points.",
    ];
  }

  #finishPlatforms(): string[] {
    const { roster, facts, canvasColumns } = this.#input;
    if (roster?.kind === "canvas") {
      const { text, notes } = canvasGrades(roster, facts.lessons, this.#posted, canvasColumns);
      this.#out.write(["lms", "canvas-grades.csv"], text);
      return [...notes];
    }
    if (roster?.kind === "moodle") {
      for (const { id } of facts.lessons)
        this.#out.write(["lms", `moodle-worksheet-${id}.csv`], moodleWorksheet(roster, id, this.#posted));
    }
    return [];
  }

  #endStudent(): void {
    if (this.#current)
      this.#moodle.write(moodleLine(this.#current.student, this.#input.facts.lessons, this.#current.points));
    this.#current = undefined;
  }

  /** Writes a line for each cell that a person grades, with the points entered so far. */
  #addManual({ student, lesson, manual, exercises, status }: Row): void {
    if (status !== "missing") {
      for (const { id, max, points, comment } of manual)
        this.#manualLine(student.id, lesson.id, id, max, points, comment);
    }
    for (const exercise of exercises) {
      const { id, max, points, byHand } = exercise;
      if (byHand || isWaitingExercise(exercise))
        this.#manualLine(student.id, lesson.id, id, max, points, byHand?.comment ?? "");
    }
  }

  #manualLine(
    student: string,
    lesson: string,
    cell: string,
    max: number | undefined,
    points: number | undefined,
    comment: string,
  ) {
    this.#manualKeys.add(JSON.stringify([student, lesson, cell]));
    // Points that cannot count stay in the file, so that a person can mend them.
    const entered = points ?? this.#input.manual.get(student, lesson, cell)?.refusedPoints;
    this.#manual.write(csvLine([student, lesson, cell, max, entered, comment]));
  }

  /** Keeps the entries for students and cells that are not in this gradebook. */
  #addOtherManual(): void {
    for (const { student, lesson, cell, points, refusedPoints, comment } of this.#input.manual.all()) {
      if (this.#manualKeys.has(JSON.stringify([student, lesson, cell]))) continue;
      const entered = points ?? refusedPoints;
      if (entered === undefined && comment === "") continue;
      this.#manual.write(csvLine([student, lesson, cell, undefined, entered, comment]));
    }
  }
}

/** Whether `manual.csv` still has the points that were read from it, or is not there. */
function isUnchanged(out: OutFolder, read: ManualPoints): boolean {
  try {
    const now = readManualPointsIn(out);
    return now.all().length === 0 || hasSamePoints(now, read);
  } catch (error) {
    if (ClassError.is(error)) return false;
    throw error;
  }
}
