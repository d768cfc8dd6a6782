import type { CheckIdentity, CheckOutcome, TimedOut } from "./request.ts";

export const NONE_TIMED_OUT: TimedOut = { checks: 0, ms: 0, elsewhereMs: 0 };

/** Milliseconds for an exercise. It takes two checks that never end: one alone, however long its limit is, costs no other check its verdict here. */
const OF_EXERCISE_MS = 120_000;
/** Milliseconds for a notebook. Behind them one check that never ends is enough in an exercise. */
const OF_NOTEBOOK_MS = 400_000;

/**
 * Whether the other checks of an exercise are not tried any more. Without a limit, answers that never end would take 43 minutes in the capstone, and with
 * them the time in which the notebook's other exercises are judged.
 */
export const isUsedUp = ({ checks, ms, elsewhereMs }: TimedOut): boolean =>
  (checks >= 2 && ms >= OF_EXERCISE_MS) || (checks >= 1 && ms + elsewhereMs >= OF_NOTEBOOK_MS);

/** Adds the checks of a run that ran out of time. */
export function addTimedOut(
  before: TimedOut,
  runs: readonly { readonly identity: CheckIdentity; readonly outcome: CheckOutcome | undefined }[],
): TimedOut {
  const late = runs.filter(({ outcome }) => outcome?.status === "timeout" && outcome.untried === undefined);
  const ms = late.reduce((sum, { identity }) => sum + identity.timeout, before.ms);
  return { ...before, checks: before.checks + late.length, ms };
}

/** The outcome of a check that is not tried because others ran out of time. */
export function untriedOutcome({ checks, ms, elsewhereMs }: TimedOut): CheckOutcome {
  const seconds = Math.round((checks >= 2 ? ms : ms + elsewhereMs) / 1000);
  const others =
    checks >= 2
      ? `${checks} checks before it ran out of time, ${seconds} s together. Find out first why those do not end.`
      : `checks of this notebook ran out of time for ${seconds} s together, one of this exercise among them. Find out first why they do not end.`;
  return {
    status: "timeout",
    message: `It was not tried: ${others}`,
    untried: true,
    output: "",
    outputLength: 0,
  };
}
