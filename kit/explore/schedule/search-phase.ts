import type { BoundedSearch } from "./bounded-search.ts";
import type { ExplorationOptions } from "./exploration-options.ts";
import type { ReducedSearch } from "./reduced-search.ts";
import type { Found } from "./search-result.ts";

/** A search whose runs all belong to one set, which stops at limits and can go on. */
export interface Phase {
  readonly search: BoundedSearch | ReducedSearch;
  readonly options: ExplorationOptions;
  /** Whether its runs are to end by themselves, because no order is fair to all threads. */
  readonly isUnfair: boolean;
  /** Its next run: the first one, the one after the last, or the last one again, which was cut off. */
  next: "first" | "following" | "again";
  runs: number;
  /** The steps of its runs. */
  steps: number;
  restarts: number;
  found: Found | undefined;
  /** Whether it has come to an end that proves nothing. */
  isGivenUp: boolean;
}

/** Why a phase has stopped: `endless` when a run of an unfair search did not end. */
export type Stop = "complete" | "found" | "endless" | "steps" | "time";

export function newPhase(search: Phase["search"], options: ExplorationOptions, isUnfair: boolean): Phase {
  return {
    search,
    options,
    isUnfair,
    next: "first",
    runs: 0,
    steps: 0,
    restarts: 0,
    found: undefined,
    isGivenUp: false,
  };
}
