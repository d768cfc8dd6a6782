import { ExploreError } from "./explore-error.ts";

/**
 * The function of one thread. It gets its number, from 0, and `shared` as a real thread would: a copy of plain data, the same shared memory,
 * and for objects of `@swarmlab/labs` new objects over the same memory.
 */
// biome-ignore lint/suspicious/noExplicitAny: the shared value has whatever type the caller gave it.
export type ThreadFunction<S = any> = (shared: S, thread: number, operation: Operation) => unknown;

/** Calls `work(...args)` as an operation of the history: `operation("push", [1], (n) => stack.push(n))`. */
export type Operation = <A extends readonly unknown[], R>(
  name: string,
  args: A,
  work: (...args: A) => R,
) => R;

/** A thread that died. */
export interface Died {
  /** Its number, from 0. */
  readonly thread: number;
  /** What `threadId` of `node:worker_threads` was in it. */
  readonly threadId: number;
}

/** Keeps the compiler from inferring S here: only `shared` decides it. */
type Fixed<S> = [S][S extends unknown ? 0 : never];

/** The program that `explore` runs, and the limits of the search. */
export interface ExploreOptions<S> {
  /**
   * The value that the threads share: typed arrays on `SharedArrayBuffer`s, objects of `@swarmlab/labs/sharing`, and plain data, of which each
   * thread gets a copy. A function is called once. The memory is reset to its first state before every run.
   */
  readonly shared: S | (() => S);
  /** The function of each thread; an object also names the threads. 2 to 8. */
  readonly threads: readonly ThreadFunction<Fixed<S>>[] | Readonly<Record<string, ThreadFunction<Fixed<S>>>>;
  /** A rule that holds after every step. Called after each step that wrote; it returns false or throws when the rule is broken. */
  readonly invariant?: (shared: Fixed<S>) => unknown;
  /**
   * A rule that holds when all threads have returned. It returns false or throws when the rule is broken. `died` holds the numbers of the threads
   * that died, whose results are undefined.
   */
  readonly finally?: (shared: Fixed<S>, results: readonly unknown[], died: readonly number[]) => unknown;
  /**
   * Whether a thread may die between any two of its steps, as a killed worker: its locks stay held, its waits are gone, its `finally` blocks do not run.
   * @default false
   */
  readonly crash?: boolean;
  /** With `crash`: the most threads that die in one run. At least 1. @default 1 */
  readonly crashes?: number;
  /**
   * With `crash`: what the program does when it hears of a death, as the swarm's coordinator does. It runs as a thread of its own, which starts at some
   * moment after the death.
   *
   * @example recover: ({ mutex }, { threadId }) => { mutex.recover(threadId); }
   */
  readonly recover?: (shared: Fixed<S>, died: Died) => unknown;
  /**
   * Words of shared memory that are locks. 0 is free. Only the thread that changed a word from 0 may set it to 0.
   *
   * @example locks: ({ words }) => [[words, 0]]
   */
  readonly locks?: (shared: Fixed<S>) => readonly (readonly [view: Int32Array, index: number])[];
  /**
   * Checks that the threads' operations are linearizable: that in every interleaving there is one order of the operations, which keeps each one behind those
   * that had returned before it was called, and in which the model, used by one thread, gives the same results. `model` makes a new sequential object
   * with a method for each operation. Threads call operations by their third argument.
   *
   * @example history: { model: () => ({ items: [], push(n) { this.items.push(n); }, pop() { return this.items.pop(); } }) }
   */
  // biome-ignore lint/suspicious/noExplicitAny: so that the methods of an object literal find its fields by `this`.
  readonly history?: { readonly model: () => any };
  /**
   * Whether it is a failure when a thread has ended and still holds a lock of the kit, or when a wait of its event loop is left.
   * @default false
   */
  readonly leaks?: boolean;
  /** Names that the threads' functions use and `explore` cannot find, because they stand in a module: `{ lock, unlock, Account }`. */
  readonly scope?: Readonly<Record<string, unknown>>;
  /**
   * The most preemptions in a run, where not all interleavings can be covered. Nearly every bug shows with 2. From 0 to 10.
   * @default 2
   */
  readonly bound?: number;
  /**
   * The most steps of all runs together, at least 1. The search ends there, and the verdict says what it has covered.
   * @default 1_000_000
   */
  readonly steps?: number;
  /**
   * The most steps of one run, at least 10. A longer run is reported as a livelock.
   * @default 5000
   */
  readonly stepsPerRun?: number;
  /** The trace of the only run to make, as a verdict gives it: `"A3 B2 A1"`. */
  readonly replay?: string;
  /**
   * Whether a data race alone is a failure. JavaScript does not define what racing plain reads and writes see.
   * @default true
   */
  readonly failOnRace?: boolean;
  /** The seed of the threads' random numbers and of the random search. @default 1 */
  readonly seed?: number;
  /** The limit of real time, in seconds, above 0. @default 30 */
  readonly seconds?: number;
  /** Stops the search. */
  readonly signal?: AbortSignal;
}

/** The options after validation, with defaults. */
export interface CheckedOptions {
  readonly threads: readonly { readonly name: string; readonly fn: ThreadFunction | string }[];
  /** The most threads that die in a run. */
  readonly crashes: number;
  readonly leaks: boolean;
  /** The function of the thread that recovers. */
  readonly recover: { readonly name: string; readonly fn: ThreadFunction | string } | undefined;
  readonly bound: number;
  readonly steps: number;
  readonly stepsPerRun: number;
  readonly seed: number;
  readonly seconds: number;
  readonly failOnRace: boolean;
}

const MOST_THREADS = 8;
/** All options. Another name is refused, because a rule that is misspelt would be no rule. */
const NAMES: readonly string[] = [
  "shared",
  "threads",
  "invariant",
  "finally",
  "crash",
  "crashes",
  "recover",
  "history",
  "leaks",
  "locks",
  "scope",
  "bound",
  "steps",
  "stepsPerRun",
  "replay",
  "failOnRace",
  "seed",
  "seconds",
  "signal",
];

function unknownOption(name: string): ExploreError {
  const [nearest] = NAMES.toSorted((a, b) => distance(name, a) - distance(name, b));
  const hint =
    nearest !== undefined && distance(name, nearest) <= Math.max(2, name.length / 3)
      ? `did you mean ${nearest}?`
      : `the options are ${NAMES.join(", ")}.`;
  return new ExploreError("INVALID_OPTIONS", `explore() has no option ${name}; ${hint}`);
}

/** The number of letters to change, add or leave out to make one word of another (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] as number) + (a[i - 1]?.toLowerCase() === b[j - 1]?.toLowerCase() ? 0 : 1);
      next.push(Math.min(change, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}

/** @throws ExploreError `INVALID_OPTIONS` */
export function readOptions(options: ExploreOptions<never>): CheckedOptions {
  if (typeof options !== "object" || options === null)
    throw invalid("explore() takes an object: { shared, threads }", options);
  for (const name of Object.keys(options)) if (!NAMES.includes(name)) throw unknownOption(name);
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
  const { crash = false, crashes = 1, history, leaks = false } = options;
  if (typeof leaks !== "boolean") throw invalid("leaks must be true or false", leaks);
  if (history !== undefined && typeof (history as { model?: unknown } | null)?.model !== "function")
    throw invalid("history must be { model: () => … }", history);
  if (typeof crash !== "boolean") throw invalid("crash must be true or false", crash);
  wholeNumber("crashes", crashes, 1, MOST_THREADS);
  for (const name of ["crashes", "recover"] as const)
    if (!crash && options[name] !== undefined)
      throw new ExploreError(
        "INVALID_OPTIONS",
        `${name} says what happens when a thread dies, but no thread dies without crash: true.`,
      );
  wholeNumber("seed", seed, 0, 0xffff_ffff);
  if (typeof seconds !== "number" || !(seconds > 0))
    throw invalid("seconds must be a number above 0", seconds);
  const { replay, signal, scope } = options;
  if (replay !== undefined && typeof replay !== "string")
    throw invalid('replay must be a trace, such as "A3 B2 A1"', replay);
  if (signal !== undefined && !(signal instanceof AbortSignal))
    throw invalid("signal must be an AbortSignal", signal);
  if (typeof failOnRace !== "boolean") throw invalid("failOnRace must be true or false", failOnRace);
  if (scope !== undefined && (typeof scope !== "object" || scope === null || Array.isArray(scope)))
    throw invalid("scope must be an object: { name: value }", scope);
  const threads = readThreads(options.threads);
  const recover = readRecover(options.recover);
  if (recover !== undefined && threads.length === MOST_THREADS)
    throw new ExploreError(
      "INVALID_OPTIONS",
      `threads must be at most ${MOST_THREADS - 1} functions where recover is one more thread.`,
    );
  return {
    threads,
    crashes: crash ? crashes : 0,
    recover,
    leaks,
    bound,
    steps,
    stepsPerRun,
    seed,
    seconds,
    failOnRace,
  };
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

function readRecover(recover: unknown): CheckedOptions["recover"] {
  if (recover === undefined) return undefined;
  if (isText(recover)) return { name: "recover", fn: recover.text };
  if (typeof recover !== "function") throw invalid("recover must be a function", recover);
  return { name: "recover", fn: recover as ThreadFunction };
}

/** A thread's name: the name of its function, or its index. */
export function nameOf(fn: unknown, index: number): string {
  return typeof fn === "function" && fn.name !== "" ? fn.name : `thread ${index}`;
}

/** Whether a thread is given as the text of a function. */
function isText(value: unknown): value is { readonly name: string; readonly text: string } {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, "text") === "string";
}

export function wholeNumber(name: string, value: unknown, least: number, most: number): void {
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return;
  throw invalid(`${name} must be a whole number from ${least} to ${most}`, value);
}

export function invalid(what: string, got: unknown): ExploreError {
  const kind = got === null ? "null" : typeof got;
  const shown =
    kind === "string"
      ? `${JSON.stringify(got)} (string)`
      : kind === "number"
        ? `${String(got)} (number)`
        : kind;
  return new ExploreError("INVALID_OPTIONS", `${what}, but got ${shown}.`);
}
