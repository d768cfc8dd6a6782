/** The longest time that a server is left alone, in seconds. */
const LONGEST_PAUSE_SECONDS = 60;

export interface BreakerOptions {
  /** How many failures in a row open it. */
  readonly failures: number;
  /** Seconds that it is open the first time; each further time doubles them, up to a minute. */
  readonly pause: number;
}

/**
 * A circuit breaker: it leaves a server alone that fails again and again.
 *
 * - `closed`: the server is asked.
 * - `open`: it is not asked until the pause is over.
 * - `trial`: one question tries whether it answers again. If so the breaker closes, else it opens for twice as long.
 *
 * A first pause is no reason to give up, because a server that restarts is soon there again. Only after a failed trial
 * `isDown` says so. All times are in seconds.
 */
export class Breaker {
  readonly #options: BreakerOptions;
  #failuresInARow = 0;
  /** How many times in a row it has opened. */
  #openings = 0;
  #openUntil = Number.NEGATIVE_INFINITY;
  #isTrying = false;

  constructor(options: BreakerOptions) {
    this.#options = options;
  }

  state(now: number): "closed" | "open" | "trial" {
    if (this.#openings === 0) return "closed";
    return now < this.#openUntil ? "open" : "trial";
  }

  /** Whether a question may start now. */
  allows(now: number): boolean {
    const state = this.state(now);
    return state === "closed" || (state === "trial" && !this.#isTrying);
  }

  /** Whether the server did not answer a trial, and is left alone now. */
  isDown(now: number): boolean {
    return this.#openings > 1 && this.state(now) === "open";
  }

  /** When it opens for a trial; infinite where nothing is to wait for. */
  trialAt(now: number): number {
    return this.state(now) === "open" ? this.#openUntil : Number.POSITIVE_INFINITY;
  }

  /** A question starts. */
  started(now: number): void {
    if (this.state(now) === "trial") this.#isTrying = true;
  }

  /** The server has answered, be it with a refusal. */
  succeeded(): void {
    this.#failuresInARow = 0;
    this.#openings = 0;
    this.#isTrying = false;
  }

  /** The server has failed. What was under way when the breaker opened says nothing new. */
  failed(now: number): void {
    const state = this.state(now);
    if (state === "open") return;
    this.#failuresInARow++;
    if (state === "closed" && this.#failuresInARow < this.#options.failures) return;
    const pause = Math.min(LONGEST_PAUSE_SECONDS, this.#options.pause * 2 ** this.#openings);
    this.#openings++;
    this.#openUntil = now + pause;
    this.#isTrying = false;
  }

  /** A question has ended that says nothing about the server, as when it was cancelled. The next one may be the trial. */
  ended(): void {
    this.#isTrying = false;
  }
}
