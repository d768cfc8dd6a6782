/** The best of many, with a bound on how many: a heap whose top is the worst of them. */
export class TopList {
  readonly #most: number;
  readonly #ids: number[] = [];
  readonly #scores: number[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  /** Offers one. Of two with the same score the smaller id is better. */
  offer(id: number, score: number): void {
    const scores = this.#scores;
    if (scores.length < this.#most) {
      scores.push(score);
      this.#ids.push(id);
      this.#rise(scores.length - 1);
    } else if (score > (scores[0] as number) || (score === scores[0] && id < (this.#ids[0] as number))) {
      scores[0] = score;
      this.#ids[0] = id;
      this.#sink();
    }
  }

  /** The best first. */
  sorted(): { readonly id: number; readonly score: number }[] {
    return this.#ids
      .map((id, i) => ({ id, score: this.#scores[i] as number }))
      .sort((a, b) => b.score - a.score || a.id - b.id);
  }

  get ids(): readonly number[] {
    return this.#ids;
  }

  #rise(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.#isWorse(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #sink(): void {
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      let worst = at;
      if (left < this.#ids.length && this.#isWorse(left, worst)) worst = left;
      if (left + 1 < this.#ids.length && this.#isWorse(left + 1, worst)) worst = left + 1;
      if (worst === at) return;
      this.#swap(at, worst);
      at = worst;
    }
  }

  #isWorse(a: number, b: number): boolean {
    const difference = (this.#scores[a] as number) - (this.#scores[b] as number);
    return difference < 0 || (difference === 0 && (this.#ids[a] as number) > (this.#ids[b] as number));
  }

  #swap(a: number, b: number): void {
    [this.#ids[a], this.#ids[b]] = [this.#ids[b] as number, this.#ids[a] as number];
    [this.#scores[a], this.#scores[b]] = [this.#scores[b] as number, this.#scores[a] as number];
  }
}
