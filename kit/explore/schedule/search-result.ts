import { isCrash } from "./choice.ts";
import type { Run } from "./run.ts";
import type { RunEnd } from "./run-end.ts";

/** How far a search may go. All limits count steps, so that the same program gets the same verdict on every machine. */
export interface Limits {
  /** The most preemptions in a run. */
  readonly bound: number;
  /** The most steps of all runs together. */
  readonly steps: number;
  readonly seed: number;
  /** The most threads that die in a run. */
  readonly crashes: number;
  /** The limit of real time, in milliseconds. */
  readonly milliseconds: number;
  readonly signal: AbortSignal | undefined;
}

/** A run that failed. */
export interface Found {
  readonly end: RunEnd;
  readonly choices: readonly number[];
  readonly preemptions: number;
  /** The number of threads that died. */
  readonly deaths: number;
}

/** The result of a search. */
export interface SearchResult {
  readonly found: Found | undefined;
  /** The number of runs that ended, in the phase of the search that decided. */
  readonly interleavings: number;
  /** The number of steps of all runs, in all phases. */
  readonly steps: number;
  /** The runs that were covered: all, all with at most this number of preemptions, or undefined when no set is complete. */
  readonly covered: "all" | number | undefined;
  /** The number of random runs after the limit. */
  readonly randomRuns: number;
  /** Whether the limit of real time ended it. */
  readonly isCutShort: boolean;
  /** The call that had to be ended from outside, so that nothing can go on: its place, -1 where it is unknown. */
  readonly stuckIn?: number;
}

export function isFailure(end: RunEnd): boolean {
  return end.kind !== "finished" && end.kind !== "pruned";
}

export function foundIn(run: Run, end: RunEnd): Found {
  return {
    end,
    choices: run.choices,
    preemptions: run.preemptions,
    deaths: run.choices.filter(isCrash).length,
  };
}
