/** Grading a whole class: from the files that were handed in to a gradebook. */
export { ClassError, type ClassErrorCode } from "./class-error.ts";
export { folderEntries } from "./collect/entries/folder-entries.ts";
export { changesText, type PointsChange } from "./gradebook/changes.ts";
export type { GradingMachines } from "./machines/grade-on-machines.ts";
export { becomeGradingMachine } from "./machines/grading-machine.ts";
export { openReview, type Review } from "./review/review-server.ts";
export { type Roster, readRoster } from "./roster/roster.ts";
export { type LateRules, readLateRules } from "./rules/late-rules.ts";
export { gradeClass } from "./schedule/grade-class.ts";
export type { ClassProgress, ClassResult, GradeClassOptions } from "./schedule/grade-class-options.ts";
