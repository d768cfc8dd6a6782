import type { SandboxConfig } from "../../sandbox/index.ts";
import type { GradebookResult } from "../gradebook/write-gradebook.ts";
import type { GradingMachines } from "../machines/grade-on-machines.ts";
import type { Roster } from "../roster/roster.ts";
import type { LateRules } from "../rules/late-rules.ts";

/** The progress of grading a class. */
export interface ClassProgress {
  readonly stage: "reading" | "grading" | "writing";
  readonly done: number;
  readonly total: number;
  /** Notebooks that an earlier run graded. They count neither in `done` nor in `total`. */
  readonly earlier: number;
}

export interface GradeClassOptions {
  /** The course's folder. */
  readonly root: string;
  /** Folders and zips with the submissions. */
  readonly submissions: readonly string[];
  /** The folder of the gradebook. Nothing outside it is written. */
  readonly out: string;
  readonly sandbox: SandboxConfig;
  /** Settles when the sandbox has passed its self-test. Nothing that was handed in is read before, and no answer runs. @default it has passed */
  readonly selfTest?: Promise<void>;
  /** @default all students who handed a file in */
  readonly roster?: Roster;
  /** A CSV of those who work together. What one of them hands in counts for all. @default groups are those of the platform */
  readonly groups?: string;
  /** @default nothing is late */
  readonly rules?: LateRules;
  /** Ids of the lessons to grade. @default all lessons of the notebooks */
  readonly lessons?: readonly string[];
  /** The secret from which the inputs of checks are drawn. @default the gradebook's own, made by its first run */
  readonly seed?: string;
  /** Whether everything is graded again. @default false: grades by the same checks are kept */
  readonly regrade?: boolean;
  /** Number of grading processes. */
  readonly processes: number;
  /** Notebooks that each process grades at once. */
  readonly notebooksPerProcess: number;
  /** Worker machines that grade. What must run alone, or what no machine graded, is graded here. @default all is graded here */
  readonly machines?: GradingMachines;
  readonly onProgress?: (progress: ClassProgress) => void;
  /** Stops the run. Finished grades are kept for the next run. */
  readonly signal?: AbortSignal;
}

export interface ClassResult extends GradebookResult {
  /** Sentences on files that have no owner or were left out, and on rules for unknown students. */
  readonly problems: readonly string[];
  readonly lessons: readonly string[];
  readonly students: number;
  /** Notebooks graded by this run; equal ones are graded once. */
  readonly graded: number;
  /** A sentence on the notebooks that were to be graded on other machines, and were not. */
  readonly gradedHere?: string;
}
