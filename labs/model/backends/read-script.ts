import { ModelError } from "../../agents/index.ts";
import { describeValue } from "../../common/describe-value.ts";
import type { Script, ScriptedAnswer, ScriptedAnswerer, ScriptedFailure } from "../options.ts";

/** A script, validated, with all defaults filled in. Times are in seconds. */
export interface ReadScript {
  readonly answers: readonly ScriptedAnswer[] | ScriptedAnswerer;
  readonly latency: readonly [least: number, most: number];
  readonly tokensPerSecond: number;
  readonly failures: readonly (readonly [ScriptedFailure, number])[];
  readonly seed: number;
}

const FAILURES: readonly string[] = [
  "MODEL_UNREACHABLE",
  "MODEL_REFUSED",
  "MODEL_BAD_ANSWER",
  "hang",
] satisfies ScriptedFailure[];

/** @throws ModelError MODEL_INVALID_ARGUMENT */
export function readScript(script: Script): ReadScript {
  if (typeof script !== "object" || script === null) invalid("scripted", "an object", script);
  const { answers = [], latency = 0, tokensPerSecond = Number.POSITIVE_INFINITY, seed = 1 } = script;
  if (typeof answers !== "function" && !Array.isArray(answers))
    invalid("answers", "an array of { when, text }, or a function", answers);
  if (!(tokensPerSecond > 0)) invalid("tokensPerSecond", "a number above 0", tokensPerSecond);
  if (!Number.isSafeInteger(seed)) invalid("seed", "a whole number", seed);
  return { answers, latency: readLatency(latency), tokensPerSecond, failures: readFailures(script), seed };
}

function readLatency(latency: NonNullable<Script["latency"]>): ReadScript["latency"] {
  const range = typeof latency === "number" ? ([latency, latency] as const) : latency;
  const [least, most] = range;
  if (!(least >= 0 && most >= least && Number.isFinite(most)))
    invalid("latency", "seconds of at least 0, or the least and the most", latency);
  return [least, most];
}

function readFailures({ failures = {} }: Script): ReadScript["failures"] {
  const shares = Object.entries(failures) as [ScriptedFailure, number][];
  let sum = 0;
  for (const [failure, share] of shares) {
    if (!FAILURES.includes(failure)) invalid("failures", `shares of ${FAILURES.join(", ")}`, failure);
    if (!(share >= 0)) invalid(`the share of ${failure}`, "a number from 0 to 1", share);
    sum += share;
  }
  if (sum > 1) invalid("failures", "shares of together at most 1", sum);
  return shares;
}

function invalid(what: string, allowed: string, value: unknown): never {
  throw new ModelError(
    "MODEL_INVALID_ARGUMENT",
    `${what} must be ${allowed}, but got ${describeValue(value)}.`,
  );
}
