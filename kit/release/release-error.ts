/** What kept a release from being made, for code that reacts to it. */
export type ReleaseErrorCode =
  /** The place for the release cannot be used: it holds something else, or lies inside the project's own folders. */
  | "BAD_TARGET"
  /** The notebooks are not what their sources give, so the learners would get an old course. */
  | "OUTDATED_NOTEBOOKS"
  /** A check file cannot be read as TypeScript. */
  | "BAD_CHECK_FILE"
  /** Something of a solution or of a hidden check was found in the learners' copy. Nothing was released. */
  | "LEAK"
  /** There is no such lesson in the course. */
  | "NO_LESSON"
  /** npm could not write the lock file of the learners' copy. */
  | "NPM_FAILED"
  /** A file could not be read or written. */
  | "UNREADABLE";

const KIND = Symbol.for("swarmlab.releaseError");

/** One clear sentence on why there is no release. */
export class ReleaseError extends Error {
  override readonly name = "ReleaseError";
  readonly code: ReleaseErrorCode;
  readonly [KIND] = true;

  constructor(code: ReleaseErrorCode, sentence: string) {
    super(sentence);
    this.code = code;
  }

  /** Holds also for an error made by another copy of this module. */
  static isReleaseError(value: unknown): value is ReleaseError {
    return typeof value === "object" && value !== null && KIND in value;
  }
}
