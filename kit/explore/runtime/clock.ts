import { now } from "./current-thread.ts";

/** Milliseconds that each look at the clock takes: so that a loop until a deadline ends. It grows, so that it ends soon. */
const LOOK = 0.001;
const PATIENT_LOOKS = 1_000;
/** 1 January 2026, the day on which every run begins. */
export const EPOCH = 1_767_225_600_000;

/** What the clock of a thread says. Time passes only when everybody waits, and a little with every look. */
export function readClock(): number {
  const { thread } = now;
  if (thread === undefined) return 0;
  thread.loops.changes++;
  thread.world.usesClock = true;
  const looks = ++thread.clockReads;
  const patient = Math.min(looks, PATIENT_LOOKS);
  return thread.world.clock + patient * LOOK + (looks - patient);
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
