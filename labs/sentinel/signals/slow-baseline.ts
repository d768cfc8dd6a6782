import { poissonSurprise } from "./poisson.ts";

const MINUTES = 10;
/** In how many minutes, counted from now backwards, bad lines may be too many. */
const WINDOWS_MINUTES = [3, 5, 10] as const;
const LEAST_MINUTES_WITH_BAD_LINES = 3;
const LEAST_COUNT = 6;
/** A few complaints among hundreds of lines come and go with what users ask; where much fails, shorter windows see it. */
const LEAST_SHARE = 0.1;
/** Bad lines come in pairs, as of a request and its repetition. */
const CLUSTER = 1.5;

export interface SlowExcess {
  readonly surprise: number;
  readonly count: number;
  readonly minutes: number;
}

/**
 * Bad lines of services that write little: one every ten or thirty seconds is far more than none in an hour, and would become usual before
 * there are enough of them to be noticed. So what is usual is learnt here only of minutes that ended ten minutes ago.
 */
export class SlowBaseline {
  readonly #minutes: { readonly bad: number; readonly good: number }[] = [];
  #learntMinutes = 0;
  #learntCount = 0;
  #learntGood = 0;
  /** The most in ten minutes that were learnt. */
  #most = 0;
  #lately: number[] = [];

  /** Counts a minute that has ended: its bad lines, and the others. */
  endMinute(bad: number, good: number): void {
    this.#minutes.push({ bad, good });
    if (this.#minutes.length <= MINUTES) return;
    const { bad: old, good: oldGood } = this.#minutes.shift() as { bad: number; good: number };
    this.#learntGood += oldGood;
    this.#learntMinutes++;
    this.#learntCount += old;
    this.#lately.push(old);
    if (this.#lately.length > MINUTES) this.#lately.shift();
    this.#most = Math.max(
      this.#most,
      this.#lately.reduce((sum, each) => sum + each, 0),
    );
  }

  /** Forgets the minutes that are not learnt yet: they belong to an alarm. */
  skip(): void {
    this.#minutes.length = 0;
  }

  /** What is too much of the last minutes, by the chance of it. Nothing while less than ten minutes were learnt. */
  get excess(): SlowExcess | undefined {
    if (this.#learntMinutes < MINUTES) return undefined;
    // One more than was seen, so that none in a short time does not mean never.
    const usual = (this.#learntCount + 1) / this.#learntMinutes;
    let best: SlowExcess | undefined;
    for (const minutes of WINDOWS_MINUTES) {
      const last = this.#minutes.slice(-minutes);
      if (last.filter(({ bad: count }) => count > 0).length < LEAST_MINUTES_WITH_BAD_LINES) continue;
      const count = last.reduce((sum, { bad: each }) => sum + each, 0);
      // With more work come more of the usual complaints.
      const good = last.reduce((sum, { good: each }) => sum + each, 0);
      if (count < LEAST_SHARE * (count + good)) continue;
      const growth = Math.max(1, good / (((this.#learntGood + 1) / this.#learntMinutes) * minutes));
      if (count < LEAST_COUNT || count < 1.5 * growth * this.#most) continue;
      const surprise = poissonSurprise(count / CLUSTER, (usual * growth * minutes) / CLUSTER);
      if (surprise > (best?.surprise ?? 0)) best = { surprise, count, minutes };
    }
    return best;
  }
}
