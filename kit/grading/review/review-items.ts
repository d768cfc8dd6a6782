import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ClassError } from "../class-error.ts";
import type { ManualPoints } from "../rules/manual-points.ts";

/** One answer that a person grades. */
export interface ReviewItem {
  readonly student: string;
  readonly name?: string;
  readonly lesson: string;
  readonly cell: string;
  readonly title: string;
  readonly max: number;
  readonly rubric: readonly string[];
  /** What the learner wrote. */
  readonly text: string;
  /** Undefined while they are open. */
  readonly points?: number;
  readonly comment: string;
}

/** The parts of a row of gradebook.json that are read here. */
interface JsonRow {
  readonly student: string;
  readonly name?: string;
  readonly lesson: string;
  readonly status: string;
  readonly exercises?: readonly {
    readonly id: string;
    readonly title: string;
    readonly max: number;
    /** What the learner wrote, where the checks did not judge it, or not all of it. */
    readonly code?: string;
    readonly checks?: readonly {
      readonly name: string;
      readonly status: string;
      readonly points: number;
      readonly maxPoints: number;
    }[];
  }[];
  readonly manual: readonly {
    readonly id: string;
    readonly title: string;
    readonly max: number;
    readonly rubric?: readonly string[];
    readonly text?: string;
  }[];
}

/** The exercises that no check could judge, also after a person gave them points. */
const openExercises = ({ exercises = [] }: JsonRow): JsonRow["manual"] =>
  exercises
    .filter(({ code }) => code !== undefined)
    .map(({ id, title, max, code = "", checks = [] }) => {
      const isJudged = checks.some(({ status }) => status !== "open");
      return { id, title, max, rubric: isJudged ? partlyJudged(checks) : [OPEN_RUBRIC], text: code };
    });

/** What a person has to judge of an answer that the explorer could not run. */
function partlyJudged(checks: NonNullable<NonNullable<JsonRow["exercises"]>[number]["checks"]>): string[] {
  const open = checks.filter(({ status }) => status === "open");
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  const given = sum(checks.map(({ points }) => points));
  const worth = (points: number) => (points === 1 ? "1 point" : `${points} points`);
  return [
    `The explorer could not run this answer. The checks that judged it give ${worth(given)}. Give the points of the whole exercise.`,
    ...open.map(({ name, maxPoints }) => `Is it so? ${name} (${worth(maxPoints)})`),
  ];
}

const OPEN_RUBRIC =
  "No check judged these answers: each uses an exercise of the same learner that does not pass. Give the points that the answer itself is worth.";

/**
 * The answers of a gradebook that a person grades, cell by cell, with the points entered so far. So the same question is graded for everybody
 * before the next one.
 *
 * @throws ClassError `INVALID_INPUT` when the folder holds no gradebook
 */
export function reviewItems(folder: string, manual: ManualPoints): ReviewItem[] {
  const file = join(folder, "gradebook.json");
  if (!existsSync(file))
    throw new ClassError(
      "INVALID_INPUT",
      `${folder} holds no gradebook: grade the class first, then give the folder of --out.`,
    );
  let rows: readonly JsonRow[];
  try {
    rows = (JSON.parse(readFileSync(file, "utf8")) as { rows: readonly JsonRow[] }).rows;
  } catch (error) {
    throw new ClassError("INVALID_INPUT", `${file} cannot be read: ${(error as Error).message}.`);
  }
  return rows
    .filter(({ status }) => status !== "missing")
    .flatMap((row) =>
      [...openExercises(row), ...row.manual].map(({ id, title, max, rubric = [], text = "" }): ReviewItem => {
        const entry = manual.get(row.student, row.lesson, id);
        return {
          student: row.student,
          ...(row.name === undefined ? {} : { name: row.name }),
          lesson: row.lesson,
          cell: id,
          title,
          max,
          rubric,
          text,
          comment: entry?.comment ?? "",
          ...(entry?.points === undefined ? {} : { points: entry.points }),
        };
      }),
    )
    .toSorted(
      (a, b) => a.cell.localeCompare(b.cell, "en", { numeric: true }) || (a.student < b.student ? -1 : 1),
    );
}
