/** A learner's notebook, from its file or as it runs, and the cell that answers each exercise. */
export { analysed } from "./analysed.ts";
export { exerciseOfLine } from "./exercise-identity.ts";
export { type ExecutedCell, liveSubmission } from "./live-submission.ts";
export { type ExerciseState, type LocatedExercise, locateExercises } from "./locate-exercises.ts";
export type { ManualAnswer } from "./manual-answers.ts";
export { parseNotebook, readNotebook } from "./read-notebook.ts";
export {
  type Submission,
  SubmissionError,
  type SubmissionErrorCode,
  type SubmittedCell,
} from "./submission.ts";
