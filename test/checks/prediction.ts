import { pretty } from "@swarmlab/kit/checks";
import { assert } from "vitest";

/**
 * Judges a prediction without giving the right value away: the learner still has to find it. (`expect(guess).toBe(truth)` would print it.)
 *
 * @param guess - what the learner wrote; `"?"` in the starter
 * @param truth - the right value, computed by the check
 * @param reread - what to read again, or to try; never the answer
 */
export function assertPrediction(guess: unknown, truth: unknown, reread: string): void {
  if (guess === "?" || guess === undefined) {
    assert.fail('There is no prediction yet: write what you expect in place of the "?", then check again.');
  }
  if (guess !== truth)
    assert.fail(
      `You predicted ${typeof guess === "string" ? guess : pretty(guess)}, and something else comes out. ${reread}`,
    );
}
