import { now } from "./current-thread.ts";

/** The time that one read of the clock takes, so that a loop until a deadline ends. */
const READ_MS = 0.001;
/** After this many reads each further read takes a millisecond, so that the loop ends soon. */
const SHORT_READS = 1_000;
/** The date at which every run begins, 1 January 2026, in milliseconds. */
export const EPOCH = 1_767_225_600_000;

/** A thread's clock, in milliseconds. Time passes only when all threads wait, and a little with every read. */
export function readClock(): number {
  const { thread } = now;
  if (thread === undefined) return 0;
  thread.loops.changes++;
  thread.world.usesClock = true;
  const reads = ++thread.clockReads;
  const short = Math.min(reads, SHORT_READS);
  return thread.world.clock + short * READ_MS + (reads - short);
}

/** A number from 0 to 1, the same in every run (xorshift32). */
export function random(): number {
  const { thread } = now;
  if (thread === undefined) return 0.5;
  thread.loops.changes++;
  thread.world.usesRandom = true;
  let x = thread.randomState;
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  thread.randomState = x >>> 0;
  return thread.randomState / 0x1_0000_0000;
}
