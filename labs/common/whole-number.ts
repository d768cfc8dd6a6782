import { describeValue } from "./describe-value.ts";

/**
 * The sentence for an error message that says why `value` is not a whole number from `least` to `most`; `undefined` when
 * it is one.
 *
 * @param what - what the value is, as the subject of the sentence
 */
export function wholeNumberProblem(
  what: string,
  value: unknown,
  least: number,
  most: number,
): string | undefined {
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most)
    return undefined;
  return `${what} must be a whole number from ${least} to ${most}, but is ${describeValue(value)}.`;
}
