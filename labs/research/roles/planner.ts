import { type AgentContext, AIAgent } from "../../agents/index.ts";
import { capitalised } from "../../common/format-numbers.ts";
import type { Bm25 } from "../search/bm25.ts";
import type { Library } from "../search/library.ts";
import type { Query } from "../search/ranker.ts";
import { synonymsOf } from "../search/synonyms.ts";
import { termsOfWord, wordsOf } from "../search/terms.ts";
import type { Concept, Plan } from "./plan.ts";
import { workplaceOf } from "./research-context.ts";

/** What counts less than a word of the question. */
const PART_OF_IDENTIFIER = 0.3;
const SYNONYM = 0.5;
const REST_OF_QUESTION = 0.4;
const RELATED_WORD = 0.15;
/** How many paragraphs the related words are taken from. */
const FEEDBACK = 20;
const ASPECTS = 3;
const QUESTION_WORDS = "how|what|why|when|which|where|who|is|are|does|do|can|should";
/** Where a question with several parts is divided. */
const SEAM = new RegExp(`[?;]\\s+|,?\\s+and\\s+(?=(?:${QUESTION_WORDS})\\b)`, "i");
/** A later part of a question that says "it", or hardly anything, is about what the other parts name. */
const REFERS = /\b(?:it|its|they|them|their|this|that|these|those)\b/i;

/**
 * The lead: divides a question into its parts, and adds aspects that the corpus itself suggests. A first search finds
 * paragraphs; the words that are frequent in them and rare elsewhere are the aspects (pseudo-relevance feedback, as in Rocchio, 1971).
 */
export class Planner extends AIAgent<string, Plan> {
  static readonly module: string = import.meta.url;

  protected think(question: string, context: AgentContext): Plan {
    const { library, ranker } = workplaceOf(context);
    const whole = conceptsOf(question, ranker);
    const unknownWords = [...wordsOf(question)]
      .filter(({ terms }) => conceptOf(terms, ranker) === undefined)
      .map(({ word }) => word);
    if (whole.length === 0) return { questions: [], unknownWords };
    const related = relatedWords(whole, library, ranker);
    const hints = related.map(({ term }) => [term, RELATED_WORD] as const);
    const parts = question.split(SEAM).filter((part) => conceptsOf(part, ranker).length > 0);
    const asked = parts.map((part, i) => {
      const own = conceptsOf(part, ranker);
      const refers = i > 0 && (REFERS.test(part) || own.length === 1);
      const concepts = refers ? whole : own;
      const rest = whole.flatMap(({ terms }) => weighed(terms, REST_OF_QUESTION));
      const query = [...concepts.flatMap(({ terms }) => terms), ...rest, ...hints];
      return { title: titleOf(parts.length === 1 ? question : part), query: heaviest(query), concepts };
    });
    const aspects = related.slice(0, ASPECTS).map(({ term, word }) => ({
      title: titleOf(word),
      query: heaviest([...whole.flatMap(({ terms }) => terms), [term, 1]]),
      concepts: whole,
      aspect: term,
    }));
    return {
      questions: [...asked, ...aspects].map((one, i) => ({ number: i + 1, ...one })),
      unknownWords,
    };
  }
}

function titleOf(text: string): string {
  return capitalised(text.trim());
}

/** What a text speaks of, as far as the corpus has words for it. */
function conceptsOf(text: string, ranker: Bm25): Concept[] {
  const concepts = new Map<string, Concept>();
  for (const { terms } of wordsOf(text)) {
    const concept = conceptOf(terms, ranker);
    if (concept !== undefined) concepts.set(terms[0] as string, concept);
  }
  for (const [term, joined] of joinedWords(text, ranker)) {
    const concept = concepts.get(term);
    if (concept !== undefined)
      concepts.set(term, { ...concept, terms: heaviest([...concept.terms, [joined, 1]]) });
  }
  return [...concepts.values()];
}

/** Two words that the corpus writes as one, such as "time out", with the term of the first one. */
function* joinedWords(text: string, ranker: Bm25): IterableIterator<readonly [term: string, joined: string]> {
  const words = text.match(/\p{L}+/gu) ?? [];
  for (const [i, word] of words.entries()) {
    const [term] = termsOfWord(word);
    const [joined] = termsOfWord(`${word}${words[i + 1] ?? ""}`.toLowerCase());
    if (term === undefined || joined === undefined || joined === term) continue;
    if (ranker.documentFrequency(joined) > 0) yield [term, joined];
  }
}

function conceptOf([term = "", ...parts]: readonly string[], ranker: Bm25): Concept | undefined {
  const all = heaviest([
    [term, 1],
    ...synonymsOf(term).map((synonym) => [synonym, SYNONYM] as const),
    ...parts.map((part) => [part, PART_OF_IDENTIFIER] as const),
  ]);
  const terms = all.filter(([one]) => ranker.documentFrequency(one) > 0);
  const [first] = terms;
  return first && { value: ranker.inverseDocumentFrequency(first[0]), terms };
}

function weighed(query: Query, factor: number): Query {
  return query.map(([term, weight]) => [term, weight * factor]);
}

/** Each term once, with the largest of its weights. */
function heaviest(query: Query): Query {
  const weights = new Map<string, number>();
  for (const [term, weight] of query) weights.set(term, Math.max(weight, weights.get(term) ?? 0));
  return [...weights];
}

interface RelatedWord {
  readonly term: string;
  /** As it is written most often. */
  readonly word: string;
}

/** Words that are frequent in the paragraphs about a question and rare elsewhere, the best first. */
function relatedWords(concepts: readonly Concept[], library: Library, ranker: Bm25): RelatedWord[] {
  const query = heaviest(concepts.flatMap(({ terms }) => terms));
  const known = new Set(query.map(([term]) => term));
  const candidates = new Map<string, { score: number; files: Set<string>; spellings: Map<string, number> }>();
  const hits = ranker.top(query, FEEDBACK);
  for (const hit of hits) {
    const { path, text, title } = library.paragraph(hit);
    // What a title says counts twice, since it is what the paragraph is about.
    const words = [...wordsOf(`${title} ${title} ${text}`)];
    for (const { word, terms } of words) {
      const term = terms[0] as string;
      // An identifier made of the question's own words is no new aspect.
      const parts = terms.length > 1 ? terms.slice(1) : terms;
      if (parts.every((part) => known.has(part)) || !isTelling(word)) continue;
      const candidate = candidates.get(term) ?? { score: 0, files: new Set(), spellings: new Map() };
      candidates.set(term, candidate);
      candidate.score += hit.score / Math.sqrt(words.length);
      candidate.files.add(path);
      candidate.spellings.set(word, (candidate.spellings.get(word) ?? 0) + 1);
    }
  }
  const most = library.paragraphs / 100;
  return [...candidates]
    .filter(([term, { files }]) => files.size > 1 && ranker.documentFrequency(term) <= most)
    .map(([term, { score, spellings }]) => ({
      term,
      word: mostFrequent(spellings),
      score: score * ranker.inverseDocumentFrequency(term) ** 2,
    }))
    .sort((a, b) => b.score - a.score || (a.term < b.term ? -1 : 1))
    .slice(0, 2 * ASPECTS);
}

function isTelling(word: string): boolean {
  return word.length > 2 && /^\p{L}/u.test(word) && termsOfWord(word).length > 0;
}

function mostFrequent(spellings: ReadonlyMap<string, number>): string {
  const [[word] = [""]] = [...spellings].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return word;
}
