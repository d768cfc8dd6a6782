import type { ExerciseReport, ManualAnswer } from "../../checking/index.ts";

/** What became of one notebook. Plain data: it crosses between processes and lies in the journal. */
export interface GradedNotebook {
  readonly exercises: readonly ExerciseReport[];
  readonly manual: readonly ManualAnswer[];
  /** Seconds that grading took, in all and for each exercise. */
  readonly seconds: number;
  readonly exerciseSeconds: Readonly<Record<string, number>>;
  /** Exercises of which some checks have not run yet, because nothing else may run beside them. */
  readonly alone?: readonly string[];
}

/** What is found in a notebook before it is graded. */
export type ReadNotebook =
  | { readonly lesson: string; readonly problem?: never }
  /** Why it cannot be graded, and the lesson where that could be told. */
  | { readonly lesson?: string; readonly problem: string };

/** One piece of work for a process that grades. */
export interface GradingTask {
  /** The notebook's file. */
  readonly file: string;
  /** What sentences call it. */
  readonly name: string;
  /** Of the content that was seen when the class was listed. */
  readonly sha256: string;
}

/** What the class's process asks of one that grades. */
export type ToWorker =
  | ({ readonly op: "read" | "grade"; readonly id: number } & GradingTask)
  | ({ readonly op: "alone"; readonly id: number; readonly together: GradedNotebook } & GradingTask)
  | { readonly op: "points"; readonly id: number }
  | { readonly op: "end" };

/** What a process that grades says. */
export type FromWorker =
  | { readonly id: number; readonly read: ReadNotebook }
  | { readonly id: number; readonly graded: GradedNotebook }
  | { readonly id: number; readonly failed: string }
  | { readonly id: number; readonly points: Readonly<Record<string, number>> }
  | { readonly ready: true }
  /** The checks themselves cannot be run: nothing can be graded. */
  | { readonly fatal: string };
