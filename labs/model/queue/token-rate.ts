/**
 * A limit of tokens a minute: a bucket that holds a minute's tokens, from which each question takes its own, and that fills
 * evenly. It starts full. All times are in seconds.
 */
export class TokenRate {
  readonly perMinute: number;
  #tokens: number;
  #at = 0;

  /** @param perMinute infinite for no limit */
  constructor(perMinute: number) {
    this.perMinute = perMinute;
    this.#tokens = perMinute;
  }

  /** From when on so many tokens are there. At most `perMinute` ever are. */
  readyAt(tokens: number, now: number): number {
    this.#fill(now);
    if (this.#tokens >= tokens) return now;
    return now + ((tokens - this.#tokens) / this.perMinute) * 60;
  }

  take(tokens: number, now: number): void {
    this.#fill(now);
    if (Number.isFinite(this.perMinute)) this.#tokens -= tokens;
  }

  /** Gives back what a question took and did not need. */
  giveBack(tokens: number): void {
    this.#tokens = Math.min(this.perMinute, this.#tokens + tokens);
  }

  #fill(now: number): void {
    if (Number.isFinite(this.perMinute))
      this.#tokens = Math.min(this.perMinute, this.#tokens + ((now - this.#at) / 60) * this.perMinute);
    this.#at = now;
  }
}
