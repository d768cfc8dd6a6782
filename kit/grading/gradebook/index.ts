/** The files of a gradebook. */
export { buildRow, isFinal, type RowRules } from "./build-row.ts";
export { type Move, movesText } from "./changes.ts";
export { warmCharts } from "./class-charts.ts";
export {
  type CellPoints,
  type ExercisePoints,
  type GradebookFacts,
  type Row,
  type RowStatus,
  rounded,
} from "./gradebook.ts";
export { type GradebookInput, type GradebookResult, writeGradebook } from "./write-gradebook.ts";
