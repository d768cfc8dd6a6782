const LONGEST_HOLD_SECONDS = 60;
const LATELY_SECONDS = 12;

/**
 * What is usual for a count: its mean a second, how much it clusters, and the most of it in ten seconds.
 *
 * The mean is an exponentially weighted one; it weighs all seconds alike while the service is new. Unusual seconds are cut before they
 * count, and an outburst is not counted in its first minute, so that it does not become usual while it is looked at. The memory of the largest ten seconds fades with the same time constant.
 */
export class RateBaseline {
  readonly timeConstant: number;
  /** Events a second. */
  mean = 0;
  /** Variance to mean of a second's count: 1 for independent events, more for events that come in clusters. */
  cluster = 1;
  /** The most events in ten seconds, fading. */
  most = 0;
  #square = 0;
  #held = 0;
  readonly #lately = new Float64Array(LATELY_SECONDS);
  #seconds = 0;

  /** @param timeConstant - seconds after which a second weighs 37 % of a new one */
  constructor(timeConstant = 1800) {
    this.timeConstant = timeConstant;
  }

  get seconds(): number {
    return this.#seconds;
  }

  /** Counts one second in. `inTen` is the count of the ten seconds that end with it. */
  learn(count: number, inTen: number): void {
    const isOutburst = this.#seconds > 60 && inTen > 1.6 * this.most + 3;
    if (isOutburst && this.#held++ < LONGEST_HOLD_SECONDS) {
      // What led up to it is a part of it.
      this.#lately.fill(0);
      return;
    }
    if (!isOutburst) this.#held = 0;
    this.#seconds++;
    const weight = Math.max(1 / this.#seconds, 1 / this.timeConstant);
    const cut = this.#seconds > 60 ? Math.min(count, this.mean * 10 + 5) : count;
    this.mean += (cut - this.mean) * weight;
    this.#square += (cut * cut - this.#square) * weight;
    if (this.mean > 0)
      this.cluster = Math.min(8, Math.max(1, (this.#square - this.mean * this.mean) / this.mean));
    // An outburst fills its ten seconds by and by; none of them may be usual before the last one is seen.
    const slot = this.#seconds % LATELY_SECONDS;
    const earlier = this.#seconds > 60 ? (this.#lately[slot] as number) : inTen;
    this.#lately[slot] = inTen;
    this.most = Math.max(earlier, this.most * (1 - 0.3 / this.timeConstant));
  }
}
