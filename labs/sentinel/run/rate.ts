/** A rate from a count that grows: per second of real time, over about the last second. */
export class Rate {
  readonly #marks: { readonly at: number; readonly count: number }[] = [];

  /** @param at `performance.now()` */
  read(count: number, at: number): number {
    this.#marks.push({ at, count });
    while (this.#marks.length > 2 && at - (this.#marks[1]?.at ?? at) >= 1000) this.#marks.shift();
    const first = this.#marks[0];
    if (first === undefined || at - first.at < 1) return 0;
    return ((count - first.count) / (at - first.at)) * 1000;
  }
}
