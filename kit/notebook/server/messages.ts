import type { CheckStep, ExecutedCell, ExerciseReport } from "../../checking/index.ts";

/** Messages from a notebook to its check server. */
export type ServerRequest =
  /** Check one exercise on the cells as they were last run. `record`: record it as verified when every check holds. */
  | {
      readonly op: "check";
      readonly id: number;
      readonly exercise: string;
      readonly cells: readonly ExecutedCell[];
      readonly record: boolean;
    }
  /** Send the facts about one exercise. */
  | {
      readonly op: "exercise";
      readonly id: number;
      readonly exercise: string;
      readonly cells: readonly ExecutedCell[];
    }
  /** Send the prompt of one of the lesson's boxes, such as "02 prompt 1". */
  | {
      readonly op: "prompt";
      readonly id: number;
      readonly box: string;
      readonly cells: readonly ExecutedCell[];
    }
  /** Stop the check that is running. */
  | { readonly op: "stop" };

/** What a notebook may know about an exercise. The solution is not part of it. */
export interface ExerciseFacts {
  readonly id: string;
  readonly title: string;
  readonly names: readonly string[];
  readonly hints: readonly string[];
  readonly lessonTitle: string;
  /** The prose in front of it, as Markdown. */
  readonly task: string;
  /** The cell as it was handed out. */
  readonly starter: string;
  readonly next?: { readonly id: string; readonly title: string };
  readonly nextLesson?: { readonly id: string; readonly title: string };
}

/** An exercise's report, with what its feedback needs. */
export interface CheckedExercise {
  readonly report: ExerciseReport;
  readonly facts: ExerciseFacts;
  /** Markdown; undefined unless every visible check holds. */
  readonly explanation?: string;
  /** One sentence: the exercise is solved, and the learner's progress could not be saved. */
  readonly unsaved?: string;
}

/** A box of a lesson, ready to copy. */
export interface BoxPrompt {
  readonly id: string;
  readonly prompt: string;
  /** What the learner still has to fill in. */
  readonly placeholders: readonly string[];
  /** Ids of exercises whose code the prompt speaks of and does not hold. */
  readonly without: readonly string[];
}

/** Messages from the check server to its notebook. */
export type ServerMessage =
  | { readonly op: "ready" }
  /** A heartbeat while a request is at work. */
  | { readonly op: "alive" }
  /** A part of the check of an exercise begins. */
  | { readonly op: "step"; readonly asked: string; readonly step: CheckStep }
  | { readonly op: "checked"; readonly id: number; readonly checked: CheckedExercise }
  /** `code`: the learner's own cell as it was last run; empty before that. */
  | { readonly op: "facts"; readonly id: number; readonly facts: ExerciseFacts; readonly code: string }
  | { readonly op: "prompted"; readonly id: number; readonly prompted: BoxPrompt }
  /** The request failed. One sentence says why. */
  | { readonly op: "problem"; readonly id: number; readonly sentence: string };
