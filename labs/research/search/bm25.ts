import type { Library } from "./library.ts";
import type { Hit, Query, Ranker, SearchScope } from "./ranker.ts";
import type { Segment } from "./segment.ts";
import { TopHits } from "./top-hits.ts";

/** How soon a further occurrence of a term counts less. */
const K1 = 1.2;
/** How much a long paragraph loses, from 0 to 1. */
const B = 0.75;

interface WeighedTerm {
  readonly bytes: Uint8Array;
  /** The term's weight times its inverse document frequency. */
  readonly value: number;
}

/**
 * Okapi BM25 (Robertson and Zaragoza, 2009), with the inverse document frequency of Lucene, which is never negative:
 * ln(1 + (N − n + 0.5) / (n + 0.5)). The counts are those of the whole library, also when only a part is searched.
 */
export class Bm25 implements Ranker {
  readonly #library: Library;
  readonly #frequencies = new Map<string, number>();

  constructor(library: Library) {
    this.#library = library;
  }

  /** The number of paragraphs that have the term. */
  documentFrequency(term: string): number {
    const known = this.#frequencies.get(term);
    if (known !== undefined) return known;
    const bytes = new TextEncoder().encode(term);
    const count = this.#library.segments.reduce(
      (sum, segment) => sum + segment.postings(bytes).length / 2,
      0,
    );
    this.#frequencies.set(term, count);
    return count;
  }

  inverseDocumentFrequency(term: string): number {
    const count = this.documentFrequency(term);
    return Math.log(1 + (this.#library.paragraphs - count + 0.5) / (count + 0.5));
  }

  top(query: Query, count: number, { from = 0, to, code = false }: SearchScope = {}): Hit[] {
    const terms = query.map(
      ([term, weight]): WeighedTerm => ({
        bytes: new TextEncoder().encode(term),
        value: weight * this.inverseDocumentFrequency(term),
      }),
    );
    const top = new TopHits(count);
    for (const [i, segment] of this.#library.segments.slice(from, to).entries()) {
      const scores = this.#scores(segment, terms);
      for (const [paragraph, score] of scores.entries()) {
        if (score > 0 && segment.isCode(paragraph) === code)
          top.offer({ segment: from + i, paragraph, score });
      }
    }
    return top.list();
  }

  #scores(segment: Segment, terms: readonly WeighedTerm[]): Float64Array {
    const scores = new Float64Array(segment.paragraphs);
    for (const { bytes, value } of terms) {
      const postings = segment.postings(bytes);
      for (let i = 0; i < postings.length; i += 2) {
        const paragraph = postings[i] as number;
        const frequency = postings[i + 1] as number;
        const length = segment.lengthOf(paragraph) / this.#library.meanLength;
        (scores[paragraph] as number) +=
          (value * frequency * (K1 + 1)) / (frequency + K1 * (1 - B + B * length));
      }
    }
    return scores;
  }
}
