/** A line of the learner's. */
export interface Origin {
  /** What feedback calls the cell; undefined for the exercise's own cell. */
  readonly cell?: string;
  /** Line in that cell, from 1. */
  readonly line: number;
}

/** One source text put together from an exercise's cell and the definitions it names. */
export interface Assembly {
  readonly source: string;
  /** Where each line of the source is from, by its index. */
  readonly origins: readonly Origin[];
  /** Sentences on what was put together. */
  readonly notes: readonly string[];
  /** Names that the learner's cells import from `@swarmlab/labs`, as it exports them; `"*"` for all of it. */
  readonly labImports: readonly string[];
  /** Names of the lesson's that drive the answer for its checks. No code of the answer may set them. */
  readonly given: readonly string[];
  /** Names that the exercise asks to build, which its answer does not find in the lab. */
  readonly forbids: readonly string[];
}

/** A cell that definitions can be taken from. */
export interface CellText {
  readonly source: string;
  readonly label: string;
}

/** The answer that stands for another exercise's. */
export interface OtherAnswer {
  readonly cell: CellText;
  /** Says whether it is the learner's answer or the reference solution. */
  readonly note: string;
}
