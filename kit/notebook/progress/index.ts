/** What a learner's checks have verified, and what is next. */
export { type ChecklistItem, type ChecklistSection, readChecklist } from "./checklist.ts";
export { exerciseFingerprint } from "./fingerprint.ts";
export {
  type ExerciseProgress,
  type LessonProgress,
  overviewOf,
  type ProgressOverview,
} from "./overview.ts";
export { overviewHtml, overviewText } from "./overview-text.ts";
export {
  type Progress,
  progressFile,
  readProgress,
  recordVerified,
  type VerifiedExercise,
} from "./progress-file.ts";
