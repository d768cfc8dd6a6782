import { codedError } from "../../common/coded-error.ts";
import type { CourseLesson } from "../../lesson/index.ts";
import type { ManualAnswer } from "./manual-answers.ts";

/** One code cell of a learner. */
export interface SubmittedCell {
  readonly source: string;
  /** What feedback calls the cell, such as "code cell 7" or "cell [7]". */
  readonly label: string;
  /** The exercise that the cell's metadata or id name. */
  readonly marked?: string;
  /** The kind of the cell, where the exercise's code stands in a cell of another kind than code. */
  readonly savedAs?: string;
}

/** One learner's work on one lesson: code cells in the order in which they count. */
export interface Submission {
  readonly lesson: CourseLesson;
  /** In a notebook file the order of the file; in a running notebook the order of their last run. */
  readonly cells: readonly SubmittedCell[];
  /** The answers in cells that a person grades; left out in a running notebook. */
  readonly manual?: readonly ManualAnswer[];
  /** Where the cells come from: a notebook file, or a running notebook. */
  readonly from: "file" | "kernel";
}

export type SubmissionErrorCode =
  | "NO_FILE"
  | "UNREADABLE"
  | "NOT_JSON"
  | "NOT_A_NOTEBOOK"
  | "TOO_LARGE"
  | "NO_LESSON"
  | "NO_EXERCISE";

/** A notebook that cannot be checked. Its message is one sentence that says what to do. */
export class SubmissionError extends codedError<SubmissionErrorCode>("SubmissionError") {}
