/** One broken rule, for an author to mend. */
export interface Finding {
  /** The name of the rule that is broken, such as `"hints-climb"`. */
  readonly rule: string;
  /** The lesson's two digits; left out of a finding about the whole course. */
  readonly lesson?: string;
  /** For example `"02.3"`. */
  readonly exercise?: string;
  /** Path from the course's root, and the line and column from 1. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** What is wrong and what to do, as one or two sentences. */
  readonly message: string;
}

/** A finding as one line of a terminal: the place first, as editors and terminals understand it. */
export function findingText({ rule, lesson, exercise, file, line, column = 1, message }: Finding): string {
  const place = file === undefined ? "" : `${file}${line === undefined ? "" : `:${line}:${column}`}: `;
  const subject =
    exercise !== undefined ? `exercise ${exercise}: ` : lesson !== undefined ? `lesson ${lesson}: ` : "";
  return `${place}${subject}${message} [${rule}]`;
}
