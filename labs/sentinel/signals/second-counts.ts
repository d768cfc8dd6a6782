/** Counts for each of the last seconds, as many as a power of two. */
export class SecondCounts {
  readonly #counts: Uint32Array;
  readonly #mask: number;

  constructor(seconds: 64 | 128) {
    this.#counts = new Uint32Array(seconds);
    this.#mask = seconds - 1;
  }

  add(second: number, count = 1): void {
    const at = second & this.#mask;
    this.#counts[at] = (this.#counts[at] as number) + count;
  }

  at(second: number): number {
    return this.#counts[second & this.#mask] as number;
  }

  /** Makes room for a second that begins. */
  clear(second: number): void {
    this.#counts[second & this.#mask] = 0;
  }

  /** The sum of the last so many seconds, `second` included. */
  sum(second: number, seconds: number): number {
    let sum = 0;
    for (let i = 0; i < seconds; i++) sum += this.#counts[(second - i) & this.#mask] as number;
    return sum;
  }
}
