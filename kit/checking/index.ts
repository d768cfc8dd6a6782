/**
 * Checking one submission: from a notebook to a report, and from a report to feedback. Loading this door starts nothing; vitest and TypeScript
 * are loaded by the first check.
 */
export { AnswerCompiler } from "./assembly/compile-answer.ts";
export { CheckFileError } from "./engine/check-file-error.ts";
export type { CheckStep } from "./engine/check-step.ts";
export { type CollectedChecks, collectChecks, type ExerciseChecks } from "./engine/collect-checks.ts";
export { type CheckingOptions, Grader } from "./engine/grader.ts";
export {
  authoringGrader,
  type ClassGradersOptions,
  carefulGrader,
  classGraders,
  mutantGrader,
  type NotebookGraderOptions,
  notebookGrader,
} from "./engine/graders.ts";
export { StoppedError } from "./engine/stopped-error.ts";
export {
  besideHtml,
  card,
  exerciseHtml,
  hintHtml,
  messageHtml,
  pictureHtml,
  promptHtml,
} from "./feedback/html.ts";
export { nextStep } from "./feedback/next-step.ts";
export { stepText } from "./feedback/step-text.ts";
export { exerciseText, lessonText } from "./feedback/text.ts";
export { checkMark, essentialSentence, learnersOutput, pointsText, reasonOf } from "./feedback/words.ts";
export {
  type CheckReport,
  type CheckResult,
  type CheckStatus,
  type ExerciseReport,
  type ExerciseResult,
  exerciseResult,
  hasPassed,
  isOpen,
  type LessonResult,
  lessonResult,
  mergeReports,
  openPointsOf,
  pointsOf,
} from "./report.ts";
export { type ExecutedCell, liveSubmission } from "./submission/live-submission.ts";
export { locateExercises } from "./submission/locate-exercises.ts";
export type { ManualAnswer } from "./submission/manual-answers.ts";
export { parseNotebook, readNotebook } from "./submission/read-notebook.ts";
export { type Submission, SubmissionError } from "./submission/submission.ts";
export { visiblePoints } from "./visible-points.ts";
