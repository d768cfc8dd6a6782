import type { SharedState } from "./shared-state.ts";
import type { Op } from "./suspensions.ts";

/** What all threads of an exploration have in common. */
export interface World {
  readonly sharedState: SharedState;
  /** Milliseconds on the clock of all threads; it stands still while anybody can run. */
  clock: number;
  /** How many steps were taken since the exploration began. */
  step: number;
  /** Something that cannot be divided touched shared memory: what is known of a step's accesses is then not all. */
  hasHiddenAccess: boolean;
  /** What the threads have used of what is only modelled. */
  usesClock: boolean;
  usesRandom: boolean;
  /** Told when code that cannot be suspended touches shared memory. */
  onHiddenAccess(thread: number, op: Op): void;
}
