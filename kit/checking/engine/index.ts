/** Runs checks on submissions. */
export { CheckFileError } from "./check-file-error.ts";
export { type CollectedChecks, collectChecks, type ExerciseChecks } from "./collect-checks.ts";
export { Grader, type GraderOptions, StoppedError } from "./grader.ts";
