import type { CheckIdentity, CheckOutcome } from "./request.ts";

/**
 * Milliseconds that the checks of one answer may run out of time, together. Then the rest is not tried: an answer that never ends would take up to
 * 21 minutes in the capstone, and with it the time of the notebook's other exercises.
 */
export const TIMED_OUT_LIMIT_MS = 120_000;

/**
 * The time that went to checks that ran out of it: their limits, so that every machine comes to the same sum.
 *
 * @returns milliseconds
 */
export const timedOutMs = (
  runs: readonly { readonly identity: CheckIdentity; readonly outcome: CheckOutcome | undefined }[],
): number =>
  runs.reduce(
    (sum, { identity, outcome }) =>
      outcome?.status === "timeout" && outcome.untried === undefined ? sum + identity.timeout : sum,
    0,
  );

/** The outcome of a check that was not tried because others of its exercise ran out of time. */
export const untriedOutcome = (spentMs: number): CheckOutcome => ({
  status: "timeout",
  message: `It was not tried: the checks before it had run out of time for ${Math.round(spentMs / 1000)} s together. Find out first why those do not end.`,
  untried: true,
  output: "",
  outputLength: 0,
});
