import { median } from "../../common/median.ts";
import { falseWinnerProbability } from "./false-winner.ts";
import { type Interval, medianInterval } from "./median-interval.ts";

/** A variant as a look sees it: its median and the interval of it, in seconds. */
export interface LookedAt {
  readonly median: number;
  readonly interval: Interval | null;
}

/** The numbers of rounds after which a benchmark looks whether it is decided, and ends if so. */
export const LOOKS: readonly number[] = [6, 9, 12, 15, 18, 21, 24, 27, 30];

/** A difference below this share counts as none: two variants whose intervals differ by less are level. */
export const LEVEL_SHARE = 0.05;

/**
 * An upper bound of the probability of a false winner between two variants that are the same, over all of these looks.
 * Whoever looks often finds something in the end, so each look spends a part of the error that is allowed in all: what it
 * spends is exactly its own false winners, and the sum over all looks stays below 0.05. Ending earlier spends less.
 *
 * Source: spending the error over several looks, K. K. G. Lan and D. L. DeMets, "Discrete sequential boundaries for
 * clinical trials", Biometrika 70 (1983); the parts are added up by Boole's inequality.
 */
export function errorSpent(looks: readonly number[] = LOOKS): number {
  return looks.reduce((sum, rounds) => sum + falseWinnerProbability(rounds), 0);
}

/** A variant with these times, in seconds; null without a time. */
export function lookAt(times: readonly number[]): LookedAt | null {
  return times.length === 0 ? null : { median: median(times), interval: medianInterval(times) };
}

/**
 * Whether the fastest variant is decided: for each of the others, its interval lies above that of the fastest, or both lie
 * so close together that the difference is under {@link LEVEL_SHARE}.
 */
export function isDecided(variants: readonly LookedAt[]): boolean {
  const [fastest, ...others] = variants.toSorted((a, b) => a.median - b.median);
  if (!fastest) return true;
  return others.every(({ interval }) => {
    const first = fastest.interval;
    if (!first || !interval) return false;
    return interval.low > first.high || isLevel(first, interval);
  });
}

/** Whether two intervals lie so close together that the medians differ by less than {@link LEVEL_SHARE}. */
function isLevel(one: Interval, other: Interval): boolean {
  return Math.max(one.high, other.high) < Math.min(one.low, other.low) * (1 + LEVEL_SHARE);
}
