/** What went wrong, for code that reacts to it. */
export type LessonErrorCode =
  /** A lesson source breaks one of the rules of the format; `line` says where. */
  | "INVALID_LESSON"
  /** `solutions/` holds no lesson source, as in a learners' copy of the course. */
  | "SOURCES_MISSING"
  /** `notebooks/course.json` is not there: the notebooks have not been built. */
  | "NOTEBOOKS_MISSING"
  /** `notebooks/course.json` is there but is not course data. */
  | "INVALID_COURSE"
  /** A file or folder could not be read or written. */
  | "UNREADABLE";

const KIND = Symbol.for("swarmlab.lessonError");

/**
 * One clear sentence about a lesson source or the built course.
 * The message begins with `file:line:` where that is known, so that editors and terminals can jump to it.
 */
export class LessonError extends Error {
  override readonly name = "LessonError";
  readonly code: LessonErrorCode;
  readonly file: string | undefined;
  /** 1-based line in `file`. */
  readonly line: number | undefined;
  readonly [KIND] = true;

  constructor(code: LessonErrorCode, sentence: string, where: { file?: string; line?: number } = {}) {
    const place =
      where.file === undefined ? "" : `${where.file}${where.line === undefined ? "" : `:${where.line}`}: `;
    super(place + sentence);
    this.code = code;
    this.file = where.file;
    this.line = where.line;
  }

  /** Holds also for an error made by another copy of this module. */
  static isLessonError(value: unknown): value is LessonError {
    return typeof value === "object" && value !== null && KIND in value;
  }
}

/** Makes the errors of one file; every reader of a lesson source throws through one of these. */
export type Complain = (line: number, sentence: string) => LessonError;

/** The `Complain` of one lesson source. */
export function complainAbout(file: string): Complain {
  return (line, sentence) => new LessonError("INVALID_LESSON", sentence, { file, line });
}
