import type { UploadedFile } from "../collect/layouts/uploaded-file.ts";
import type { Student } from "../roster/students.ts";
import type { GradedNotebook } from "../schedule/outcome.ts";

/** The status of a row. "waiting for a person": all that a machine can judge is judged, and points by hand are open. */
export const rowStatuses = ["graded", "late", "waiting for a person", "missing", "needs attention"] as const;
export type RowStatus = (typeof rowStatuses)[number];

/** How many rows have each status. */
export const noRows = (): Record<RowStatus, number> => ({
  graded: 0,
  late: 0,
  "waiting for a person": 0,
  missing: 0,
  "needs attention": 0,
});

/** Points of one exercise, hidden checks included. */
export interface ExercisePoints {
  readonly id: string;
  readonly title: string;
  /** Undefined where nothing was judged: the work is missing, could not be graded, or is open. */
  readonly points?: number;
  readonly max: number;
  /** The exercises to solve first, where the checks could not judge this one and no person has: its points are open. */
  readonly needs?: readonly string[];
  /** Where the explorer could not run the answer and no person has judged it: the points that are sure, and those that a person may still give. */
  readonly inPart?: { readonly points: number; readonly open: number };
  /** Whether a person has set the points in place of the checks. */
  readonly byHand?: { readonly comment: string };
}

/** Points of one cell that a person grades. */
export interface CellPoints {
  readonly id: string;
  readonly title: string;
  readonly max: number;
  readonly rubric: readonly string[];
  /** Undefined until a person enters them. */
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
  /** Sentences on the status and on what else an instructor should know. */
  readonly reason: string;
  /** Points after the deduction for lateness; undefined where nothing could be graded. */
  readonly total?: number;
  readonly max: number;
  /** Points that lateness costs. */
  readonly takenOff: number;
  readonly exercises: readonly ExercisePoints[];
  readonly manual: readonly CellPoints[];
  /** The notebook that counts. */
  readonly upload?: UploadedFile;
  /** Milliseconds before the due date, negative when late; undefined where that is unknown. */
  readonly ahead?: number;
  /** Whether there is a due date, and nothing tells whether it was met. */
  readonly isUntimed?: boolean;
  /** The result of grading the notebook. */
  readonly graded?: GradedNotebook;
}

/** What the files of a gradebook hold beside the rows. */
export interface GradebookFacts {
  readonly lessons: readonly { readonly id: string; readonly title: string; readonly max: number }[];
  /** Exercises and manual cells of those lessons, in order: the columns. */
  readonly columns: readonly string[];
  /** A sentence for each kind of sandbox: how many notebooks were graded in it. */
  readonly sandbox: readonly string[];
}

/** Points are whole numbers or short fractions: sums and shares are rounded to hundredths. */
export const rounded = (points: number): number => Math.round(points * 100) / 100;
