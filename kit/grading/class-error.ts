export type ClassErrorCode =
  /** SUBMISSIONS, the roster, the late rules or the manual points cannot be read or understood. */
  | "INVALID_INPUT"
  /** OUT cannot be written, or another run is writing it. */
  | "OUT_UNUSABLE"
  /** No sandbox can be made on this machine. */
  | "NO_SANDBOX"
  /** The processes that grade ended again and again. */
  | "GRADING_FAILED"
  /** The person at the keyboard stopped it. */
  | "INTERRUPTED";

const kind = Symbol.for("swarmlab.classError");

/** Why a class cannot be graded, in one sentence that says what to do. */
export class ClassError extends Error {
  override readonly name = "ClassError";
  readonly code: ClassErrorCode;
  readonly [kind] = true;

  constructor(code: ClassErrorCode, sentence: string) {
    super(sentence);
    this.code = code;
  }

  static isClassError(value: unknown): value is ClassError {
    return typeof value === "object" && value !== null && kind in value;
  }
}
