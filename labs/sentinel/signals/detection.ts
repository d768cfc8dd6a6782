import type { Signal } from "../signal.ts";

/** A signal that has no number yet. */
export type Detection = Pick<Signal, "kind" | "score" | "firstLineAt" | "reason">;

/**
 * How improbable a count must be, as minus the natural logarithm of its chance: 25 is one in 7 × 10¹⁰.
 *
 * 500 services × 36,000 seconds × 3 windows are 5 × 10⁷ looks in ten hours, so that chance alone gives an alarm in one of a thousand
 * such days. The rest is for what the Poisson model leaves out.
 */
export const LEAST_SURPRISE = 25;
/** The same for rates of all lines, which vary more than a Poisson process. */
export const LEAST_RATE_SURPRISE = 35;

/** A surprise as robust standard deviations: the z whose Gaussian tail has about this chance. */
export function asDeviations(surprise: number): number {
  return Math.sqrt(2 * surprise);
}
