import type { Rest, StretchLimits } from "./exploration.ts";
import { ExploreError } from "./explore-error.ts";
import { invalid, wholeNumber } from "./options.ts";

/** The limits of a search that goes on. */
export interface ResumeOptions {
  /** The limit of real time from now on, in seconds, above 0. @default as long as before */
  readonly seconds?: number;
  /**
   * The most steps of all runs together, those before included. At least as many as before, and more where the limit of steps has stopped the search.
   * @default as many as before; twice as many where they have stopped the search
   */
  readonly steps?: number;
  /** Stops the search. */
  readonly signal?: AbortSignal;
}

const NAMES: readonly string[] = ["seconds", "steps", "signal"];

/** @throws ExploreError `INVALID_OPTIONS` */
export function readResumeOptions(options: ResumeOptions, rest: Rest): StretchLimits {
  if (typeof options !== "object" || options === null)
    throw invalid("resume() takes an object: { seconds, steps, signal }", options);
  for (const name of Object.keys(options))
    if (!NAMES.includes(name))
      throw new ExploreError(
        "INVALID_OPTIONS",
        `resume() has no option ${name}; the options are ${NAMES.join(", ")}. The program and all else stay as they were.`,
      );
  const { seconds = rest.seconds, steps = rest.needsSteps ? 2 * rest.steps : rest.steps, signal } = options;
  if (typeof seconds !== "number" || !(seconds > 0))
    throw invalid("seconds must be a number above 0", seconds);
  wholeNumber("steps", steps, rest.needsSteps ? rest.steps + 1 : rest.steps, 1_000_000_000);
  if (signal !== undefined && !(signal instanceof AbortSignal))
    throw invalid("signal must be an AbortSignal", signal);
  return { seconds, steps, signal };
}
