import { codedError } from "../common/coded-error.ts";

/** Why a release was not made. */
export type ReleaseErrorCode =
  /** The place for the release cannot be used: it holds something else, or lies inside the project's own folders. */
  | "BAD_TARGET"
  /** The notebooks differ from what their sources give, so learners would get an old course. */
  | "OUTDATED_NOTEBOOKS"
  /** A check file cannot be read as TypeScript. */
  | "BAD_CHECK_FILE"
  /** The learners' copy holds a part of a solution or of a hidden check. Nothing was released. */
  | "LEAK"
  /** The course does not have the lesson. */
  | "NO_LESSON"
  /** npm could not write the lock file of the learners' copy. */
  | "NPM_FAILED"
  /** A file could not be read or written. */
  | "UNREADABLE";

/** One clear sentence on why there is no release. */
export class ReleaseError extends codedError<ReleaseErrorCode>("ReleaseError") {}
