import type { Query } from "../search/ranker.ts";

/** One thing that a question speaks of, with the terms that stand for it. */
export interface Concept {
  /** How much it says: how rare its term is in the corpus. */
  readonly value: number;
  /** The question's own term, and others for the same thing that count less. */
  readonly terms: Query;
}

/** One question that the lead has planned. */
export interface PlannedQuestion {
  /** Its place in the plan, counted from 1. */
  readonly number: number;
  /** What the report's section is called. */
  readonly title: string;
  /** What is searched for. */
  readonly query: Query;
  /** What a sentence should speak of. */
  readonly concepts: readonly Concept[];
  /** A term that every quotation of the section has, where the question is about one aspect. */
  readonly aspect?: string;
}

/** What the lead hands to the others. */
export interface Plan {
  readonly questions: readonly PlannedQuestion[];
  /** Words of the question that the corpus does not have. */
  readonly unknownWords: readonly string[];
}
