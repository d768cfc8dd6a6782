import { ExploreError } from "./explore-error.ts";

/**
 * What one thread does. It gets `shared` as it would cross to a real thread (plain data as a copy, shared memory shared, the classes of
 * `@swarmlab/labs` as objects of its own over the same memory) and its number, from 0.
 */
// biome-ignore lint/suspicious/noExplicitAny: the shared value has whatever type the caller gave it.
export type ThreadFunction<S = any> = (shared: S, thread: number) => unknown;

/** A type that is taken as it is, and not guessed from here: what threads share is said by `shared` alone. */
type Fixed<S> = [S][S extends unknown ? 0 : never];

/** What `explore` runs, and how far it goes. */
export interface ExploreOptions<S> {
  /**
   * What the threads share: typed arrays on `SharedArrayBuffer`s, objects of `@swarmlab/labs/sharing`, and plain data, which each thread gets
   * as a copy. A function is called once; its memory is put back to its first state before every run.
   */
  readonly shared: S | (() => S);
  /** What each thread does; as an object, with the threads' names. Two or more, at most 8. */
  readonly threads: readonly ThreadFunction<Fixed<S>>[] | Readonly<Record<string, ThreadFunction<Fixed<S>>>>;
  /** What always holds. Called after every step that wrote; returns false, or throws, when it does not hold. */
  readonly invariant?: (shared: Fixed<S>) => unknown;
  /** What holds in the end, when all threads have returned. Returns false, or throws, when it does not hold. */
  readonly finally?: (shared: Fixed<S>, results: readonly unknown[]) => unknown;
  /**
   * Words of shared memory that are locks: 0 is free, and only the thread that made it something else may make it 0 again.
   *
   * @example locks: ({ words }) => [[words, 0]]
   */
  readonly locks?: (shared: Fixed<S>) => readonly (readonly [view: Int32Array, index: number])[];
  /** Names that the threads' functions use and that `explore` cannot see by itself, as in a module: `{ lock, unlock, Account }`. */
  readonly scope?: Readonly<Record<string, unknown>>;
  /**
   * Most preemptions in a run, where not all interleavings can be covered. Nearly every bug shows with 2.
   * @default 2
   */
  readonly bound?: number;
  /**
   * Most steps of all runs together. The search ends there, and says what it has covered.
   * @default 1_000_000
   */
  readonly steps?: number;
  /**
   * Most steps of one run; a run that goes on longer is called a livelock.
   * @default 5000
   */
  readonly stepsPerRun?: number;
  /** The only run to make, as a verdict gave it: `"A3 B2 A1"`. */
  readonly replay?: string;
  /**
   * Whether a data race alone is a failure. JavaScript says nothing about what plain reads and writes see that race.
   * @default true
   */
  readonly failOnRace?: boolean;
  /** For random numbers in the threads, and for the random search past the limits. @default 1 */
  readonly seed?: number;
  /** Seconds of real time after which the search stops, whatever it has covered. @default 30 */
  readonly seconds?: number;
  /** Stops the search. */
  readonly signal?: AbortSignal;
}

/** The options of a search, checked and complete. */
export interface CheckedOptions {
  readonly threads: readonly { readonly name: string; readonly fn: ThreadFunction | string }[];
  readonly bound: number;
  readonly steps: number;
  readonly stepsPerRun: number;
  readonly seed: number;
  readonly seconds: number;
  readonly failOnRace: boolean;
}

const MOST_THREADS = 8;

/** @throws ExploreError `INVALID_OPTIONS` */
export function readOptions(options: ExploreOptions<never>): CheckedOptions {
  if (typeof options !== "object" || options === null)
    throw invalid("explore() takes an object: { shared, threads }", options);
  const {
    bound = 2,
    steps = 1_000_000,
    stepsPerRun = 5000,
    seed = 1,
    seconds = 30,
    failOnRace = true,
  } = options;
  for (const name of ["invariant", "finally", "locks"] as const)
    if (options[name] !== undefined && typeof options[name] !== "function")
      throw invalid(`${name} must be a function`, options[name]);
  wholeNumber("bound", bound, 0, 10);
  wholeNumber("steps", steps, 1, 1_000_000_000);
  wholeNumber("stepsPerRun", stepsPerRun, 10, 1_000_000);
  wholeNumber("seed", seed, 0, 0xffff_ffff);
  if (typeof seconds !== "number" || !(seconds > 0))
    throw invalid("seconds must be a number above 0", seconds);
  return { threads: readThreads(options.threads), bound, steps, stepsPerRun, seed, seconds, failOnRace };
}

function readThreads(threads: unknown): CheckedOptions["threads"] {
  if (typeof threads !== "object" || threads === null)
    throw invalid("threads must be an array of functions, or an object whose values are functions", threads);
  const entries: [string, unknown][] = Array.isArray(threads)
    ? threads.map((fn, i) => (isText(fn) ? [fn.name, fn.text] : [nameOf(fn, i), fn]))
    : Object.entries(threads);
  for (const [name, fn] of entries)
    if (typeof fn !== "function" && typeof fn !== "string")
      throw invalid(`threads: ${name} must be a function`, fn);
  if (entries.length < 2 || entries.length > MOST_THREADS)
    throw new ExploreError(
      "INVALID_OPTIONS",
      `threads must be 2 to ${MOST_THREADS} functions, but ${entries.length === 1 ? "is 1" : `are ${entries.length}`}; with few threads a bug shows in few steps.`,
    );
  return entries.map(([name, fn]) => ({ name, fn: fn as ThreadFunction }));
}

/** A thread's name: that of its function, or its place. */
export function nameOf(fn: unknown, index: number): string {
  return typeof fn === "function" && fn.name !== "" ? fn.name : `thread ${index}`;
}

/** A function that came as text. */
function isText(value: unknown): value is { readonly name: string; readonly text: string } {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, "text") === "string";
}

function wholeNumber(name: string, value: unknown, least: number, most: number): void {
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return;
  throw invalid(`${name} must be a whole number from ${least} to ${most}`, value);
}

function invalid(what: string, got: unknown): ExploreError {
  const kind = got === null ? "null" : typeof got;
  const shown = kind === "number" || kind === "string" ? `${JSON.stringify(got)} (${kind})` : kind;
  return new ExploreError("INVALID_OPTIONS", `${what}, but got ${shown}.`);
}
