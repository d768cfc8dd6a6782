import { assert } from "vitest";

/** One expression a learner predicted the value of. */
export interface Prediction {
  /** As the lesson prints it. */
  readonly expression: string;
  /** What the learner wrote; `"?"` in the starter. */
  readonly guess: unknown;
  /** What really comes out, computed by the check. */
  readonly truth: unknown;
  /** What to read again, or to try. Never the answer. */
  readonly reread: string;
}

/**
 * Judges a prediction without giving the right value away: whoever reads the feedback still has to find it.
 * (An `expect(guess).toBe(truth)` would print the truth.)
 */
export function assertPrediction({ expression, guess, truth, reread }: Prediction): void {
  if (guess === "?" || guess === undefined) {
    assert.fail(
      `There is no prediction for ${expression} yet. Write down what you expect, then run the check again.`,
    );
  }
  if (guess !== truth)
    assert.fail(`You predicted ${String(guess)} for ${expression}. Something else comes out. ${reread}`);
}
