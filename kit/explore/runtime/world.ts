import type { OperationRecord } from "./operation-record.ts";
import type { SharedState } from "./shared-state.ts";
import type { Op } from "./suspensions.ts";

/** Records operations. */
interface Operations {
  begin(record: OperationRecord): void;
  end(record: OperationRecord): void;
}

/** The death of a thread. */
export interface Death {
  readonly thread: number;
  /** The number of the step of the run, from 1. */
  readonly step: number;
}

/** The state that all threads of an exploration share. */
export interface World {
  readonly sharedState: SharedState;
  /** The clock of all threads, in milliseconds. It stands still while a thread is ready. */
  clock: number;
  /** The number of steps since the exploration began. */
  step: number;
  /** The operations of this run, where a history is checked. */
  readonly operations: Operations | undefined;
  /** The threads that have died in this run. */
  readonly deaths: Death[];
  /** Whether code that cannot be suspended accessed shared memory. A step may then have more accesses than its own. */
  hasHiddenAccess: boolean;
  /** The places of that code: accesses that were no step, and built-in functions that may do anything with shared memory. */
  readonly hidden: Set<number>;
  /** Whether code that the explorer cannot see may hold shared memory. */
  isLeaked: boolean;
  /** Whether the threads have read the modelled clock. */
  usesClock: boolean;
  /** Whether the threads have drawn modelled random numbers. */
  usesRandom: boolean;
  /** Called when code that cannot be suspended accesses shared memory. */
  onHiddenAccess(thread: number, op: Op): void;
}
