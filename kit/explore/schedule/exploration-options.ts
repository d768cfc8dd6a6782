import type { MemoryPrint } from "../runtime/memory-print.ts";
import type { Op } from "../runtime/suspensions.ts";
import type { VirtualThread } from "../runtime/thread.ts";
import type { Death, World } from "../runtime/world.ts";
import type { Futures } from "./futures.ts";
import type { KnownStops } from "./known-stops.ts";
import type { OperationLog } from "./operation-log.ts";
import type { RaceDetector } from "./races.ts";
import type { RunView } from "./run-view.ts";

/** The options that all runs of an exploration share. */
export interface ExplorationOptions {
  readonly world: World;
  /** The number of virtual threads, with the one that recovers. */
  readonly threads: number;
  /** The most threads that die in a run. */
  readonly crashes: number;
  /** Whether the last thread starts after a death, to recover from it. */
  readonly hasRecovery: boolean;
  readonly seed: number;
  readonly mostSteps: number;
  readonly races: RaceDetector;
  /** What each thread may still do, learnt from all runs. */
  readonly futures: Futures;
  /** The fingerprint of shared memory. */
  readonly memoryPrint: MemoryPrint;
  /** How threads went on after an access, learnt from all runs. */
  readonly knownStops: KnownStops;
  /** The operations of the run, where a history is checked. */
  readonly operations: OperationLog | undefined;
  /** What the rules remember of the run, as a number. */
  readonly ruleState: (() => number) | undefined;
  /** Makes the threads' functions for a new run. */
  prepare(): readonly ((thread: VirtualThread, death?: Death) => unknown)[];
  /** Checks the memory after a step that wrote. @throws BrokenRule */
  inspect: ((op: Op, thread: VirtualThread) => void) | undefined;
  /** Remembers what final states there were. @returns a function that forgets those after them */
  saveFinalStates(): () => void;
  /** Checks the memory and the threads' results after a run. @throws BrokenRule */
  conclude: ((results: readonly unknown[], run: RunView) => void) | undefined;
}
