import type { Handin } from "../collect/layouts/handin.ts";
import type { Student } from "../roster/students.ts";
import type { GradedNotebook } from "../schedule/outcome.ts";

export type RowStatus = "graded" | "late" | "missing" | "needs attention";

/** Points of one exercise, hidden checks included. */
export interface ExercisePoints {
  readonly id: string;
  readonly title: string;
  readonly points: number;
  readonly max: number;
  /** Whether a person has set the points in place of the checks. */
  readonly byHand?: { readonly comment: string };
}

/** Points of one cell that a person grades. */
export interface CellPoints {
  readonly id: string;
  readonly title: string;
  readonly max: number;
  readonly rubric: readonly string[];
  /** None before somebody entered them. */
  readonly points?: number;
  readonly comment: string;
  /** What the learner wrote. */
  readonly text: string;
}

/** One student's work on one lesson. */
export interface Row {
  readonly student: Student;
  readonly lesson: { readonly id: string; readonly title: string };
  readonly status: RowStatus;
  /** Sentences on a status that is not simply graded, and on what else an instructor should know. */
  readonly reason: string;
  /** Points, after what lateness costs; none where nothing could be graded. */
  readonly total?: number;
  readonly max: number;
  /** Points that lateness costs. */
  readonly takenOff: number;
  readonly exercises: readonly ExercisePoints[];
  readonly manual: readonly CellPoints[];
  /** What was handed in and counts. */
  readonly handin?: Handin;
  /** Milliseconds by which it came before it was due, negative where it was late; none where that is not known. */
  readonly ahead?: number;
  /** What grading it gave. */
  readonly graded?: GradedNotebook;
}

/** Everything that the files of a gradebook are made from, save the rows, which come one by one. */
export interface GradebookFacts {
  readonly lessons: readonly { readonly id: string; readonly title: string; readonly max: number }[];
  /** Exercises and manual cells of those lessons, in order: the columns. */
  readonly columns: readonly string[];
  /** One line each: in what sandbox how many notebooks were graded. */
  readonly sandbox: readonly string[];
}

/** Points are whole numbers or short fractions: sums and shares are rounded to hundredths. */
export const rounded = (points: number): number => Math.round(points * 100) / 100;
