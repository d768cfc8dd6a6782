import { codedError } from "../common/coded-error.ts";

export type ClassErrorCode =
  /** SUBMISSIONS, the roster, the late rules or the manual points cannot be read or understood. */
  | "INVALID_INPUT"
  /** OUT cannot be written, or another run is writing it. */
  | "OUT_UNUSABLE"
  /** No sandbox can be made on this machine. */
  | "NO_SANDBOX"
  /** The grading processes ended repeatedly. */
  | "GRADING_FAILED"
  /** The run was interrupted. */
  | "INTERRUPTED";

/** Why a class cannot be graded, in one sentence that says what to do. */
export class ClassError extends codedError<ClassErrorCode>("ClassError") {}
