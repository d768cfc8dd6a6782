import type { LoopWatch } from "./loop-watch.ts";
import type { Frame, Op } from "./suspensions.ts";
import type { Timers } from "./timers.ts";
import type { World } from "./world.ts";

/** A promise's two functions, which settle it. */
export interface Settleable {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** A virtual thread as the code that runs in it uses it. */
export interface RunningThread {
  readonly index: number;
  readonly world: World;
  readonly loops: LoopWatch;
  readonly timers: Timers;
  /** How often its clock was read. */
  clockReads: number;
  /** The number of turns of its loops when its clock was last read. */
  turnsAtRead: number;
  randomState: number;
  /** Puts a job on the thread's event loop. */
  enqueue(job: () => void): void;
  /** Lets an asynchronous function that native code called wait for a value. Its result settles `promise`. */
  awaitLater(frame: Frame, promise: object, value: unknown): void;
  /** Notes a promise that was rejected before anything handles its error. */
  noteRejection(promise: object): void;
  /** Calls a function of the program as a job. Its result settles `promise`. */
  callAsJob(call: () => unknown, promise: Settleable | undefined): void;
  /** @param delay in milliseconds. @param every undefined: the timer rings once. @returns the timer's id */
  addTimer(delay: number, every: number | undefined, run: () => void): number;
}

export const now: {
  /** Whether code of the program is run outside all threads, so that it makes its definitions. */
  isDefining: boolean;
  /** The virtual thread that is running; undefined outside all threads, as while a run is prepared. */
  thread: RunningThread | undefined;
  /** The value that a generator is being ended with, which its code cannot see itself. */
  returning: unknown;
} = { isDefining: false, thread: undefined, returning: undefined };

/** Tells the world of an access by code that cannot be suspended. */
export function reportHiddenAccess(op: Op): void {
  now.thread?.world.hidden.add(op.site);
  now.thread?.world.onHiddenAccess(now.thread.index, op);
}
