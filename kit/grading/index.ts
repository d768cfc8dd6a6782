/** Grading a whole class: from what was handed in to a gradebook. */
export { ClassError, type ClassErrorCode } from "./class-error.ts";
export { type Roster, readRoster } from "./roster/index.ts";
export { type LateRules, readLateRules } from "./rules/late-rules.ts";
export {
  type ClassProgress,
  type ClassResult,
  type GradeClassOptions,
  gradeClass,
} from "./schedule/grade-class.ts";
