/** Checking answers: from a notebook to a report. */
export { courseRoot } from "../common/course-root.ts";
export {
  CheckFileError,
  type CollectedChecks,
  collectChecks,
  type ExerciseChecks,
  Grader,
  type GraderOptions,
} from "./engine/index.ts";
export {
  type CheckReport,
  type CheckResult,
  type CheckStatus,
  type ExerciseReport,
  type ExerciseResult,
  exerciseResult,
  hasPassed,
  type LessonResult,
  lessonResult,
} from "./report.ts";
export {
  liveSubmission,
  parseNotebook,
  readNotebook,
  type Submission,
  SubmissionError,
} from "./submission/index.ts";
