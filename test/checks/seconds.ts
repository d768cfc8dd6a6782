import { pretty } from "@swarmlab/kit/checks";
import { assert } from "vitest";

/** Seconds by which two honest clocks may differ: the check and the answer read clocks in two processes. */
const CLOCK_SLACK_SECONDS = 0.001;

/**
 * Compares a measured time with bounds that the check measured itself, on the same run. A constant as a bound would fail on a slow machine.
 *
 * @param bounds - in seconds: of something inside the measured stretch, and of something around it
 * @param what - the stretch in words, such as "The work"
 */
export function assertSeconds(
  measured: unknown,
  bounds: { atLeast: number; atMost: number },
  what: string,
): void {
  if (typeof measured !== "number" || Number.isNaN(measured)) {
    assert.fail(`${what} is measured as a number of seconds, and you gave ${pretty(measured)}.`);
  }
  const [least, most, got] = [bounds.atLeast, bounds.atMost, measured].map(
    (seconds) => `${Number(seconds.toFixed(4))} s`,
  );
  if (measured > bounds.atMost + CLOCK_SLACK_SECONDS) {
    const unit = measured > 100 * bounds.atMost ? " That looks like milliseconds." : " What else is in it?";
    assert.fail(`${what} took at most ${most}, and you measured ${got}.${unit}`);
  }
  if (measured < bounds.atLeast - CLOCK_SLACK_SECONDS) {
    assert.fail(
      `${what} took at least ${least}, and you measured ${got}. Does the clock run from its beginning to its end?`,
    );
  }
}

/** Fails when all of several measured times are whole milliseconds, which only a calendar clock gives. */
export function assertFineClock(measured: readonly unknown[]): void {
  const fine = measured.some((seconds) => {
    const milliseconds = Number(seconds) * 1000;
    return Math.abs(milliseconds - Math.round(milliseconds)) > 1e-6;
  });
  if (fine) return;
  const sample = measured.slice(0, 4).map(pretty).join(", ");
  assert.fail(
    `${measured.length} measurements in a row were whole milliseconds (${sample} …), as a calendar clock gives them. They should be fractions: use the stopwatch, and do not round. Reread “Two clocks”.`,
  );
}
