import type { CompiledAnswer } from "../../sandbox/index.ts";

/** What the engine asks of a run of the check files. */
export type CheckRequest =
  /** Say which checks there are, and run none. */
  | { readonly mode: "collect" }
  /** Run checks of an exercise on an answer. */
  | ({
      readonly mode: "run";
      readonly exercise: string;
      readonly answer: CompiledAnswer;
      /** The names of the checks to run. */
      readonly checks: readonly string[];
    } & RunSettings);

/** What went to checks of a notebook that ran out of time. Limits are added up, so that every machine comes to the same sums. */
export interface TimedOut {
  /** How many such checks the exercise has. */
  readonly checks: number;
  /** Milliseconds of these checks together. */
  readonly ms: number;
  /** Milliseconds of such checks of the notebook's other exercises. */
  readonly elsewhereMs: number;
}

/** How checks run. */
export interface RunSettings {
  /**
   * Whether answers share a process, one after the other: for the course's own answers alone. @default false: each exercise's answer gets a fresh
   * process, and another one for its hidden checks
   */
  readonly sharesProcess?: boolean;
  /** Whether no further check of an exercise runs once one has not passed. @default false */
  readonly untilFailure?: boolean;
  /** Whether a run ends behind a check that ran out of time; what is left has no outcome, and can be asked for again. @default false */
  readonly untilTimeout?: boolean;
  /** What went to checks that ran out of time in earlier requests. @default nothing */
  readonly timedOut?: TimedOut;
  /** The seed of the one repetition to run. @default as many repetitions as a check asks for, each with its own seed */
  readonly seed?: number;
  /** The secret from which each check's seeds are drawn. @default the seeds are the same everywhere, and known */
  readonly classSeed?: string;
}

declare module "vitest" {
  interface ProvidedContext {
    swarmlab: CheckRequest;
  }
  interface TaskMeta {
    swarmlabCheck?: CheckIdentity;
    swarmlabOutcome?: CheckOutcome;
  }
}

/** One check, as its file defines it. */
export interface CheckIdentity {
  readonly exercise: string;
  readonly name: string;
  readonly points: number;
  readonly hidden: boolean;
  /** Milliseconds after which it is stopped, in each repetition. */
  readonly timeout: number;
  /** Whether the answer may start processes. */
  readonly processes: boolean;
  /** How often it runs, each time with another seed; left out for once. */
  readonly repeat?: number;
  /** It runs in a last phase, in which nothing else is graded; left out for a check that may run beside others. */
  readonly alone?: true;
  /** Without it the exercise gives at most half of its points; left out for every other check. */
  readonly essential?: true;
  /** What has to hold, as one sentence; left out where the check's name is that sentence. */
  readonly expected?: string;
  /** The heading of the lesson that feedback names when the check does not pass. */
  readonly reread?: string;
}

/** A drawing of what a check found, and the same as text. */
export interface Picture {
  readonly svg: string;
  readonly text: string;
}

/** The outcome of a check: plain data, so that it can be sent to another thread. */
export interface CheckOutcome {
  readonly status: "passed" | "failed" | "error" | "timeout" | "open";
  /** One sentence; empty for a check that passed. */
  readonly message: string;
  /** It did not run, because the answer does not load, or had used up the time of its exercise. */
  readonly untried?: true;
  /** The explorer cannot run the answer's program, which says nothing about the answer: the check is open, for a person. */
  readonly unexplored?: true;
  /** The check itself threw, where it should have asserted: a defect of the course. */
  readonly isDefect?: true;
  /** The error of a defect, and where in the check files it arose: `"test/checks/13.check.ts:24:14"`; left out where that is not known. */
  readonly defect?: { readonly at: string; readonly error: string };
  /** The two values, where the check compared two. */
  readonly expected?: string;
  readonly got?: string;
  /** Of a check that repeats itself and did not pass: repetitions that passed, repetitions in all, and a seed that failed. */
  readonly repetitions?: { readonly passed: number; readonly times: number; readonly seed: number };
  /** A failing interleaving that the check found. */
  readonly picture?: Picture;
  /** Line and column, from 1, of the compiled answer where its error arose. */
  readonly position?: readonly [line: number, column: number];
  /** The beginning of what the answer printed while the check ran. */
  readonly output: string;
  /** How many characters it printed in all. */
  readonly outputLength: number;
}
