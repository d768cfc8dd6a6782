/** Where a quotation stands in the corpus. */
export interface Citation {
  /** Its number in the report, counted from 1. */
  readonly number: number;
  /** Relative to the corpus's folder, with forward slashes. */
  readonly path: string;
  /** The paragraph of the file, counted from 1. */
  readonly paragraph: number;
  /** The line where the paragraph begins, counted from 1. */
  readonly line: number;
  /** The heading above the paragraph, or the declaration below the comment. May be empty. */
  readonly title: string;
  /** The passage, character for character as it stands in the file, line breaks too. */
  readonly quote: string;
}

/** One sentence of the report. */
export interface Statement {
  /** The quotation in one line. */
  readonly text: string;
  /** The number of its citation. */
  readonly citation: number;
}

export interface DraftSection {
  readonly title: string;
  readonly statements: readonly Statement[];
}

/** Code that shows what the report speaks of. */
export interface Example {
  readonly code: string;
  readonly citation: number;
}

/** What a writer composes and a critic reads. */
export interface Draft {
  readonly sections: readonly DraftSection[];
  readonly example?: Example;
  readonly citations: readonly Citation[];
}

/** What a critic says of one citation that does not hold. */
export interface Complaint {
  readonly citation: Citation;
  /** A sentence for people. */
  readonly reason: string;
}

/** Whether two citations are of the same passage. Their numbers may differ, since each draft counts anew. */
export function isSamePassage(a: Citation, b: Citation): boolean {
  return a.path === b.path && a.paragraph === b.paragraph && a.quote === b.quote;
}
