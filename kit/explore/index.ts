/** The schedule explorer: runs threads in one order after the other, until one fails or none is left. */
export { explore } from "./explore.ts";
export { ExploreError, type ExploreErrorCode } from "./explore-error.ts";
export type { Died, ExploreOptions, Operation, ThreadFunction } from "./options.ts";
export {
  loadExplorer,
  notAlone,
  type RemoteExplorer,
} from "./remote/explore-program-text.ts";
export { type ProgramText, programText } from "./remote/program-text.ts";
export { readVerdict } from "./remote/read-verdict.ts";
export type { ResumeOptions } from "./resume-options.ts";
export type { SealedNames } from "./runtime/seal.ts";
export type { Failure, FailureKind, FinalState, RaceReport, Step, VerdictData } from "./verdict.ts";
export { Verdict } from "./verdict-view.ts";
