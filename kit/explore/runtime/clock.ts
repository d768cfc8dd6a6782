import { now } from "./current-thread.ts";
import { noteDifferent } from "./unsupported.ts";

/** The time that one read of the clock takes, so that a loop until a deadline ends. */
const READ_MS = 0.001;
/** After this many reads each further read takes a millisecond, so that the loop ends soon. */
const SHORT_READS = 1_000;
/** The date at which every run begins, 1 January 2026, in milliseconds. */
export const EPOCH = 1_767_225_600_000;
/** So many turns of loops between two reads of the clock would take a time that is seen on a real one. */
const SEEN_TURNS = 2_000;

/** What the clocks say when a run begins. */
const begin = { date: EPOCH, clock: 0, isReal: false, salt: 0 };

/**
 * Lets the runs of an exploration begin at the real time, so that their code cannot know its date. All runs begin at the same one.
 * @param salt - chooses the random numbers: code that holds one of them, to know it again, must not be the code that gets it
 */
export function beginNow(salt: number): void {
  begin.salt = salt;
  begin.date = Date.now();
  // Not this process's own: sums of it would be rounded in another way each time, and two time limits that fall together would not do so always.
  begin.clock = 60 + ((salt >>> 0) % 200_000) / 1_000;
  begin.isReal = true;
}

/** A thread's clock, in milliseconds. Time passes only when all threads wait, and a little with every read. */
export function readClock(): number {
  return begin.clock + passed();
}

/** The date on a thread's clock, in whole milliseconds. */
export const readDate = (): number => begin.date + Math.floor(passed());

function passed(): number {
  const { thread } = now;
  if (thread === undefined) return 0;
  const { loops } = thread;
  if (thread.clockReads > 0 && loops.allTurns - thread.turnsAtRead > SEEN_TURNS)
    noteDifferent("how long its own work takes");
  thread.turnsAtRead = loops.allTurns;
  loops.changes++;
  thread.world.usesClock = true;
  const reads = ++thread.clockReads;
  const short = Math.min(reads, SHORT_READS);
  const time = thread.world.clock + short * READ_MS + (reads - short);
  // A real clock never moves in equal steps.
  return begin.isReal ? time + READ_MS * (scattered(reads * 31 + thread.index) / 0x1_0000_0000) : time;
}

/** A number from 0 to 1, the same in every run (xorshift32, twice: it has as many digits as a real one). */
export function random(): number {
  const { thread } = now;
  if (thread === undefined) return begin.isReal ? fraction(1, 2) : 0.5;
  thread.loops.changes++;
  thread.world.usesRandom = true;
  const high = next(thread);
  if (!begin.isReal) return high / 0x1_0000_0000;
  return fraction(high, next(thread));
}

/** A number from 0 to 1 with 53 bits. */
const fraction = (high: number, low: number): number =>
  ((salted(high) >>> 5) * 0x400_0000 + (salted(low) >>> 6)) / 0x20_0000_0000_0000;

function next(thread: { randomState: number }): number {
  let x = thread.randomState;
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  thread.randomState = x >>> 0;
  return thread.randomState;
}

const salted = (value: number): number => scattered(value ^ begin.salt);

/** Another whole number of 32 bits for each one, without a pattern (the last step of MurmurHash3). */
function scattered(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85eb_ca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2_ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
