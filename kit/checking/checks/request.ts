import type { CompiledAnswer } from "../../sandbox/process/index.ts";

/** What the engine asks of a run of the check files. */
export type CheckRequest =
  /** Say which checks there are, and run none. */
  | { readonly mode: "collect" }
  /** Run the checks of exercises, each against an answer. */
  | {
      readonly mode: "run";
      /** The answers, by the exercise that they are for. */
      readonly answers: Readonly<Record<string, CompiledAnswer>>;
      /** Whether hidden checks run, too. */
      readonly hidden: boolean;
      /**
       * Whose answer it is, where one process may serve several of them, one after the other: an answer of anybody else's meets a fresh one.
       * @default each exercise's answer meets a fresh process
       */
      readonly keep?: ProcessSharing;
      /** Whether no further check runs once one has not passed. @default false */
      readonly untilFailure?: boolean;
      /** The names of the checks to run, where not all of them matter. @default all */
      readonly only?: readonly string[];
      /** Which checks run: those that may have company, or those that must be alone. @default "together" */
      readonly phase?: CheckPhase;
      /** The seed of the one repetition to run. @default as many repetitions as a check asks for, each with its own */
      readonly seed?: number;
    };

/** Checks run together with whatever else is graded, or alone in a last phase. */
export type CheckPhase = "together" | "alone";

/** Answers that may share a process. */
export interface ProcessSharing {
  /** The same text for all of them. */
  readonly owner: string;
  /** Whether a process goes on after an answer that failed a check. */
  readonly afterFailure: boolean;
}

declare module "vitest" {
  interface ProvidedContext {
    swarmlab: CheckRequest;
  }
  interface TaskMeta {
    /** Who the check is. */
    swarmlabCheck?: CheckIdentity;
    /** What became of it. */
    swarmlabOutcome?: CheckOutcome;
  }
}

/** One check, as its file defines it. */
export interface CheckIdentity {
  readonly exercise: string;
  readonly name: string;
  readonly points: number;
  readonly hidden: boolean;
  /** Milliseconds after which it is stopped. */
  readonly timeout: number;
  /** Whether the answer may start processes. */
  readonly processes: boolean;
  /** How often it runs, each time with another seed; left out for once. */
  readonly repeat?: number;
  /** Whether it runs in a last phase, in which nothing else is graded; left out for no. */
  readonly alone?: true;
  /** The heading in the lesson that feedback sends a learner back to. */
  readonly reread?: string;
}

/** What a check shows besides its sentence: drawn where the check runs, out of plain data. */
export interface Picture {
  readonly svg: string;
  readonly text: string;
}

/** What a check found. Text alone, so that it can cross to the process that reports it. */
export interface CheckOutcome {
  readonly status: "passed" | "failed" | "error" | "timeout";
  /** One sentence; empty for a check that passed. */
  readonly message: string;
  /** What the check wanted and what came, where it compared two values. */
  readonly expected?: string;
  readonly got?: string;
  /** Of a check that repeats itself and did not pass: how often it passed, how often it was to run, and a seed that failed. */
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
