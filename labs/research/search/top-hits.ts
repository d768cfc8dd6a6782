import type { Hit } from "./ranker.ts";

/** Keeps the best of many hits. Equal scores are in the order of the corpus, so the outcome never depends on luck. */
export class TopHits {
  readonly #most: number;
  readonly #hits: Hit[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  offer(hit: Hit): void {
    const last = this.#hits.at(-1);
    if (this.#hits.length === this.#most && (last === undefined || compareHits(last, hit) <= 0)) return;
    let at = this.#hits.length;
    while (at > 0 && compareHits(hit, this.#hits[at - 1] as Hit) < 0) at--;
    this.#hits.splice(at, 0, hit);
    if (this.#hits.length > this.#most) this.#hits.pop();
  }

  /** The best first. */
  list(): Hit[] {
    return [...this.#hits];
  }
}

/** Negative when the first hit is the better one. */
export function compareHits(a: Hit, b: Hit): number {
  return b.score - a.score || a.segment - b.segment || a.paragraph - b.paragraph;
}
