/** Grading a whole class: from what was handed in to a gradebook. */
export { ClassError, type ClassErrorCode } from "./class-error.ts";
export { type ClassProgress, type ClassResult, type GradeClassOptions, gradeClass } from "./grade-class.ts";
export { type LateRules, readLateRules } from "./late-rules.ts";
export { type Roster, readRoster } from "./roster/index.ts";
