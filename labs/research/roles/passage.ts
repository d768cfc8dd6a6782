import type { KnowledgeBase } from "../../sharing/index.ts";
import type { Hit } from "../search/ranker.ts";

/** A sentence of a passage that speaks of a question. */
export interface Quote {
  /** `text.slice(start, end)` of the paragraph's text. */
  readonly start: number;
  readonly end: number;
  /** Comparable between all passages of one question. */
  readonly score: number;
}

/** What a researcher adds to the knowledge base: a paragraph that it has found for a question. */
export interface Passage extends Hit {
  /** The number of the planned question. */
  readonly question: number;
  readonly quotes: readonly Quote[];
}

export function addPassage(knowledge: KnowledgeBase, researcher: string, passage: Passage): void {
  knowledge.addInsight(researcher, JSON.stringify(passage));
}

/** The passages of each question, the best first; the same passages in whatever order the researchers found them. */
export function passagesByQuestion(knowledge: KnowledgeBase): Map<number, Passage[]> {
  // The researchers write nothing but passages.
  const all = [...knowledge].map(({ text }) => JSON.parse(text) as Passage);
  all.sort((a, b) => b.score - a.score || a.segment - b.segment || a.paragraph - b.paragraph);
  return Map.groupBy(all, ({ question }) => question);
}
