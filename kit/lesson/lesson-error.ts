import { codedError } from "../common/coded-error.ts";

/** Codes of a LessonError. */
export type LessonErrorCode =
  /** A lesson source breaks a rule of the format; `line` is the place. */
  | "INVALID_LESSON"
  /** `solutions/` holds no lesson source, as in a learners' copy of the course. */
  | "SOURCES_MISSING"
  /** `notebooks/course.json` is missing: the notebooks have not been built. */
  | "NOTEBOOKS_MISSING"
  /** `notebooks/course.json` is not course data. */
  | "INVALID_COURSE"
  /** A file or folder could not be read or written. */
  | "UNREADABLE";

/**
 * One clear sentence about a lesson source or the built course.
 * The message begins with `file:line:` where that is known, so that editors and terminals can jump to it.
 */
export class LessonError extends codedError<LessonErrorCode>("LessonError") {
  readonly file: string | undefined;
  /** 1-based line in `file`. */
  readonly line: number | undefined;

  constructor(code: LessonErrorCode, sentence: string, where: { file?: string; line?: number } = {}) {
    const place =
      where.file === undefined ? "" : `${where.file}${where.line === undefined ? "" : `:${where.line}`}: `;
    super(code, place + sentence);
    this.file = where.file;
    this.line = where.line;
  }
}

/** Makes an error about a line of one file. */
export type Complain = (line: number, sentence: string) => LessonError;

/** The `Complain` of one lesson source. */
export function complainAbout(file: string): Complain {
  return (line, sentence) => new LessonError("INVALID_LESSON", sentence, { file, line });
}
