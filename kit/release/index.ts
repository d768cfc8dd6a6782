/** The learners' copy of the course, and the autograder for Gradescope with the grading in its container. */
export { gradeSubmission } from "./gradescope/autograder/grade-submission.ts";
export { placesIn } from "./gradescope/autograder/places.ts";
export { ungraded } from "./gradescope/autograder/results.ts";
export type { AutograderSettings } from "./gradescope/autograder-settings.ts";
export { type WrittenAutograder, writeAutograder } from "./gradescope/write-autograder.ts";
export { findLeaks, type Leak } from "./leaks/find-leaks.ts";
export type { Secret } from "./leaks/secret.ts";
export { lockPackages } from "./lock-packages.ts";
export { projectFiles } from "./project-files.ts";
export { ReleaseError, type ReleaseErrorCode } from "./release-error.ts";
export { visibleChecks } from "./visible-checks.ts";
export { type Release, searchForLeaks, writeRelease } from "./write-release.ts";
