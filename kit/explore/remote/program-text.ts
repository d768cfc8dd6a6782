import { ExploreError } from "../explore-error.ts";
import { type ExploreOptions, nameOf } from "../options.ts";

/** An exploration as it is sent to another process: functions as text, the rest as plain data. */
export interface ProgramText {
  readonly shared: string;
  /** The name and the text of each thread's function. */
  readonly threads: readonly (readonly [name: string, text: string])[];
  readonly rules: Readonly<Partial<Record<"invariant" | "finally" | "locks", string>>>;
  /** The option `scope`: values, and functions as text. */
  readonly scope: readonly (readonly [name: string, text: string | null, value: unknown])[];
  /** The text of the option `recover`. */
  readonly recover?: string;
  /** The text of `history.model`. */
  readonly model?: string;
  readonly limits: Readonly<Record<string, number | string | boolean>>;
}

const LIMITS = [
  "bound",
  "steps",
  "stepsPerRun",
  "seed",
  "seconds",
  "replay",
  "failOnRace",
  "crash",
  "crashes",
  "leaks",
] as const;

/** @throws ExploreError `INVALID_OPTIONS` */
export function programText(options: ExploreOptions<never>): ProgramText {
  const { shared, threads, scope = {} } = options;
  if (typeof shared !== "function")
    throw new ExploreError(
      "INVALID_OPTIONS",
      "Here shared must be a function, which runs where the answer is.",
    );
  const named: [string, unknown][] = Array.isArray(threads)
    ? threads.map((fn, i) => [nameOf(fn, i), fn])
    : Object.entries(threads);
  const rules: Record<string, string> = {};
  for (const rule of ["invariant", "finally", "locks"] as const)
    if (options[rule]) rules[rule] = textOf(options[rule]);
  return {
    shared: textOf(shared),
    threads: named.map(([name, fn]) => [name, textOf(fn)]),
    rules,
    scope: Object.entries(scope).map(([name, value]) =>
      typeof value === "function" ? [name, textOf(value), null] : [name, null, value],
    ),
    ...(options.recover === undefined ? {} : { recover: textOf(options.recover) }),
    ...(options.history === undefined ? {} : { model: textOf(options.history.model) }),
    limits: Object.fromEntries(
      LIMITS.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])),
    ),
  };
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "function") return Function.prototype.toString.call(value);
  throw new ExploreError("INVALID_OPTIONS", `A function was expected, but got ${typeof value}.`);
}
