export { type AutograderSettings, type WrittenAutograder, writeAutograder } from "./gradescope/index.ts";
export { findLeaks, type Leak, type Secret } from "./leaks/index.ts";
export { ReleaseError, type ReleaseErrorCode } from "./release-error.ts";
export { visibleChecks } from "./visible-checks.ts";
export { type Release, searchForLeaks, writeRelease } from "./write-release.ts";
