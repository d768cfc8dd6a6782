/** The first line of an exercise cell. It identifies the exercise wherever the cell is copied to. */
export interface ExerciseLine {
  /** For example `"01.2"`: the lesson's two digits, then the exercise's number in it. */
  readonly id: string;
  readonly title: string;
}

const LINE = /^\/\/ exercise (\d\d\.[1-9]\d*) · (\S.*?)\s*$/;

/** Reads `// exercise 01.2 · A result nobody can change`; undefined for any other line. */
export function parseExerciseLine(line: string): ExerciseLine | undefined {
  const match = LINE.exec(line);
  return match ? { id: match[1] as string, title: match[2] as string } : undefined;
}

/** Whether a line is meant to be an exercise line, well-formed or not. */
export function resemblesExerciseLine(line: string): boolean {
  return /^\s*\/\/\s*exercise\s+\d/i.test(line);
}
