import type { Draft } from "./draft.ts";

/** How much was read, and how. */
export interface ReportFigures {
  readonly files: number;
  /** Paragraphs in the index; repeated ones are counted once a share. */
  readonly paragraphs: number;
  readonly questions: number;
  readonly passages: number;
  readonly workers: number;
  /** How many drafts the writer wrote. */
  readonly rounds: number;
  /** Seconds of each step, in the order in which they ran. */
  readonly seconds: Readonly<Record<string, number>>;
}

/** A report in which every citation has been checked against its source. */
export interface Report extends Draft {
  readonly question: string;
  /** The corpus, as it was named. */
  readonly corpus: string;
  /** What the reader should know: what was not read, what failed, what the critic struck out. A sentence each. */
  readonly notes: readonly string[];
  readonly figures: ReportFigures;
  /** The report as Markdown. */
  toString(): string;
}
