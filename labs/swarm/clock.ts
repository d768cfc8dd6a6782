/** How often the two clocks are read to set one by the other. */
const READINGS = 3;

// Taken once, because an agent may replace it.
const milliseconds = performance.now.bind(performance);

/** What `process.hrtime.bigint()` shows when `performance.now()` is 0. It is read once for each thread: the two run at the same rate. */
const origin = readClockOrigin();

/** What `process.hrtime.bigint()` shows, in nanoseconds, when a clock of milliseconds is 0. */
export function readClockOrigin(now: () => number = milliseconds): bigint {
  let latest = 0n;
  // A thread that is paused between the two readings makes the origin too early, so the latest one is the best one.
  for (let i = 0; i < READINGS; i++) {
    const reading = process.hrtime.bigint() - BigInt(Math.round(now() * 1e6));
    if (reading > latest) latest = reading;
  }
  return latest;
}

/**
 * A clock of the seconds since the swarm's start. It shows the same time in every thread and process of the machine.
 *
 * It reads `performance.now()`, which makes no BigInt.
 *
 * @param startTime the value of `process.hrtime.bigint()` at the start, which all threads and processes agree on
 */
export function swarmClock(startTime: bigint): () => number {
  const offset = Number(origin - startTime) / 1e9;
  return () => milliseconds() / 1000 + offset;
}

/** The longest time that a timer of Node.js can wait, in milliseconds: 24 days. A longer one would end at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Calls a function after a time that may be longer than a timer can wait, or endless. Returns the function that ends the waiting.
 *
 * @param ms milliseconds
 */
export function callAfter(ms: number, call: () => void): () => void {
  if (ms === Number.POSITIVE_INFINITY) return () => {};
  const end = performance.now() + ms;
  const wait = () => {
    const left = end - performance.now();
    timer = left <= LONGEST_TIMER_MS ? setTimeout(call, left) : setTimeout(wait, LONGEST_TIMER_MS);
  };
  let timer: NodeJS.Timeout | undefined;
  wait();
  return () => clearTimeout(timer);
}
