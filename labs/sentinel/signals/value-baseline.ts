/**
 * What is usual for a number that a template names, as a latency or a level of memory: median, spread and largest of values that are
 * spread over the time seen. At most 128 are kept: when they are full, each second one goes, and from then on each second, fourth, …
 * value is kept.
 */
export class ValueBaseline {
  #kept: number[] = [];
  #stride = 1;
  #skipped = 0;
  #seen = 0;
  #rises = 0;
  #last = Number.NaN;
  #firstAt = 0;
  #median = 0;
  #spread = 0;
  #most = Number.NEGATIVE_INFINITY;
  #nextFit = LEAST_VALUES;
  #surprise = 0;
  /** Values in a row beyond what is usual. */
  run = 0;
  /** The last value beyond, and how far in spreads. */
  unusual = 0;
  score = 0;

  /**
   * Enough values in a row were beyond. That the next value exceeds all n before it has a chance of 1 in n + 1, whatever the distribution;
   * so three in a row say as much after 1,000 values as seven after 24. Values far beyond count twice.
   */
  get isUnusual(): boolean {
    return this.run > 1 && this.#surprise >= LEAST_SURPRISE;
  }

  get median(): number {
    return this.#median;
  }

  get most(): number {
    return this.#most;
  }

  read(value: number, now: number): void {
    if (this.#seen === 0) this.#firstAt = now;
    this.#seen++;
    if (value > this.#last) this.#rises++;
    this.#last = value;
    const isKnown = this.#spread > 0 && now - this.#firstAt > LEAST_SECONDS && this.#rises < this.#seen * 0.9;
    if (isKnown && this.#isBeyond(value)) {
      this.run++;
      const isFar = value > this.#most + 3 * (this.#most - this.#median);
      this.#surprise += Math.log(this.#seen) * (isFar ? 2 : 1);
      this.unusual = value;
      this.score = (value - this.#median) / this.#spread;
      // A level that stays is usual in the end.
      if (this.run < LONGEST_RUN) return;
    } else {
      this.run = 0;
      this.#surprise = 0;
      if (value > this.#most) this.#most = value;
    }
    this.#keep(value);
  }

  #isBeyond(value: number): boolean {
    const most = this.#most;
    const margin = Math.max(this.#spread, 0.25 * (most - this.#median), 0.02 * Math.abs(most));
    return value > most + margin;
  }

  #keep(value: number): void {
    if (++this.#skipped < this.#stride) return;
    this.#skipped = 0;
    this.#kept.push(value);
    if (this.#kept.length > MOST_KEPT) {
      this.#kept = this.#kept.filter((_, i) => i % 2 === 0);
      this.#stride *= 2;
    }
    if (this.#seen < this.#nextFit) return;
    this.#nextFit = this.#seen * 1.5;
    const sorted = [...this.#kept].sort((a, b) => a - b);
    this.#median = sorted[sorted.length >> 1] as number;
    const deviations = sorted.map((each) => Math.abs(each - this.#median)).sort((a, b) => a - b);
    const deviation = 1.4826 * (deviations[deviations.length >> 1] as number);
    this.#spread = Math.max(deviation, 0.01 * Math.abs(this.#median), 1e-6);
  }
}

const LEAST_VALUES = 24;
/** Minus the logarithm of the chance of a run: one in 5 × 10⁸. */
const LEAST_SURPRISE = 20;
const LEAST_SECONDS = 240;
const MOST_KEPT = 128;
const LONGEST_RUN = 2000;
