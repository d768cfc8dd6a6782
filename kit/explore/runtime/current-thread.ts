import type { LoopWatch } from "./loop-watch.ts";
import type { Op } from "./suspensions.ts";
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
  randomState: number;
  /** Puts a job on the thread's event loop. */
  enqueue(job: () => void): void;
  /** Calls a function of the program as a job. Its result settles `promise`. */
  callAsJob(call: () => unknown, promise: Settleable | undefined): void;
  /** @param delay in milliseconds. @param every undefined: the timer rings once. @returns the timer's id */
  addTimer(delay: number, every: number | undefined, run: () => void): number;
}

/** The virtual thread that is running; undefined outside all threads, as while a run is prepared. */
export const now: { thread: RunningThread | undefined } = { thread: undefined };

/** Tells the world of an access by code that cannot be suspended. */
export function reportHiddenAccess(op: Op): void {
  now.thread?.world.onHiddenAccess(now.thread.index, op);
}
