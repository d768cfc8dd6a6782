/**
 * How far the clock of a service is behind the Sentinel's when a line of it is read: the way of the line, and what the clock is wrong by.
 * The usual offset is the median of the first lines, and follows slowly after them.
 */
export class ClockBaseline {
  /** Seconds, positive when lines come late. */
  usual = 0;
  /** Median absolute deviation of the first lines, in seconds. */
  spread = 0;
  /** Lines in a row that were off, and by how much the last was, in seconds. */
  run = 0;
  deviation = 0;
  /** What the last line was later than usual by, in seconds. */
  lag = 0;
  #first: number[] | undefined = [];

  /**
   * Reads the offset of one line. `common` is what all services are late by at the moment, because reading lags behind.
   * Two lines in a row that are off by the same and by more than five seconds are not the way's doing.
   */
  read(offset: number, common: number): void {
    if (this.#first !== undefined) {
      this.#first.push(offset);
      if (this.#first.length < FIRST_LINES) return;
      this.usual = medianOf(this.#first);
      this.spread = medianOf(this.#first.map((each) => Math.abs(each - this.usual)));
      this.#first = undefined;
      return;
    }
    this.lag = offset - this.usual;
    const deviation = this.lag - common;
    if (Math.abs(deviation) <= LEAST_SECONDS + 8 * this.spread) {
      this.run = 0;
      this.usual += Math.max(-0.01, Math.min(0.01, deviation * 0.01));
      return;
    }
    const isSame = this.run > 0 && Math.abs(deviation - this.deviation) < 2 + 0.1 * Math.abs(deviation);
    this.run = isSame ? this.run + 1 : 1;
    this.deviation = deviation;
  }

  get isReady(): boolean {
    return this.#first === undefined;
  }
}

const FIRST_LINES = 20;
const LEAST_SECONDS = 5;

function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] as number;
}
