import type { ParagraphId } from "./library.ts";

/** What is searched for: terms, each with how much it counts. A list of pairs, because it crosses to workers. */
export type Query = readonly (readonly [term: string, weight: number])[];

/** A found paragraph. */
export interface Hit extends ParagraphId {
  readonly score: number;
}

/** Which paragraphs a search looks at. */
export interface SearchScope {
  /** The first segment. @default 0 */
  readonly from?: number;
  /** The segment to stop before. @default all */
  readonly to?: number;
  /** Code between fences, or everything else. @default everything else */
  readonly code?: boolean;
}

/** One way to find paragraphs: BM25, or the likeness of vectors. */
export interface Ranker {
  /** The best paragraphs, the best first, at most `count`. Scores of different parts of the corpus are comparable. */
  top(query: Query, count: number, scope?: SearchScope): Hit[];
}
