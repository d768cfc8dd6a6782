import type { Op } from "../runtime/suspensions.ts";
import type { VirtualThread } from "../runtime/thread.ts";
import type { World } from "../runtime/world.ts";
import type { RaceDetector } from "./races.ts";

/** What a run is made of, the same for all runs of an exploration. */
export interface ExplorationOptions {
  readonly world: World;
  readonly threads: number;
  readonly seed: number;
  readonly mostSteps: number;
  readonly races: RaceDetector;
  /** Makes the threads' functions for a new run. */
  prepare(): readonly ((thread: VirtualThread) => unknown)[];
  /** Looks at the memory after a step that wrote. Throws when something is wrong. */
  inspect: ((op: Op, thread: VirtualThread) => void) | undefined;
  /** Looks at the end. */
  conclude: ((results: readonly unknown[]) => void) | undefined;
}
