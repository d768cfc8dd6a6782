import type { ExerciseReport, ManualAnswer } from "../../checking/index.ts";

/** The result of grading one notebook. Plain data, which is sent between processes and stored in the journal. */
export interface GradedNotebook {
  readonly exercises: readonly ExerciseReport[];
  readonly manual: readonly ManualAnswer[];
  /** Seconds that grading took, in all and for each exercise. */
  readonly seconds: number;
  readonly exerciseSeconds: Readonly<Record<string, number>>;
  /** Exercises with checks that must run alone and have not run yet. */
  readonly alone?: readonly string[];
}

/** The lesson of a notebook, read before it is graded. */
export type ReadNotebook =
  | { readonly lesson: string; readonly problem?: never; readonly isLost?: never; readonly seconds?: number }
  /**
   * Why it cannot be graded, with its lesson where that is known. `isLost` when reading it ended the process that did it. `seconds` of processor
   * time were spent on it.
   */
  | {
      readonly lesson?: string;
      readonly problem: string;
      readonly isLost?: boolean;
      readonly seconds?: number;
    };

/** One notebook for a grading process. */
export interface GradingTask {
  /** The notebook's file. */
  readonly file: string;
  /** Its name in sentences. */
  readonly name: string;
  /** Hash of its content when the class was listed. */
  readonly sha256: string;
  /** The secret of its class, from which the inputs of checks are drawn. */
  readonly classSeed: string;
}

/** Messages from the worker pool to a grading process. */
export type ToWorker =
  | ({ readonly op: "read" | "grade"; readonly id: number } & GradingTask)
  | ({ readonly op: "alone"; readonly id: number; readonly together: GradedNotebook } & GradingTask)
  | { readonly op: "points"; readonly id: number }
  /** A notebook that stood back may ask for a lane again: those that go first have been sent. */
  | { readonly op: "again"; readonly id: number }
  | { readonly op: "end" };

/** Messages from a grading process to the worker pool. */
export type FromWorker =
  | { readonly id: number; readonly read: ReadNotebook }
  | { readonly id: number; readonly graded: GradedNotebook }
  | {
      readonly id: number;
      readonly failed: string;
      readonly isLost?: boolean;
      /** Processor time that it had and that was too little, in seconds. */
      readonly seconds?: number;
    }
  | { readonly id: number; readonly points: Readonly<Record<string, number>> }
  | { readonly ready: true }
  /** The job whose notebook is read from here on: until the next such message the process answers nothing. */
  | { readonly busy: number | null }
  /** A notebook that has had its share of the lanes has given its lane back, and waits for `again`. */
  | { readonly standsBack: number }
  /** A notebook that stood back has a lane again. */
  | { readonly goesOn: number }
  /** The checks themselves cannot be run: nothing can be graded. */
  | { readonly fatal: string };
