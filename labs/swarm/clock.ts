/** How often the two clocks are read to set one by the other. */
const READINGS = 3;

/**
 * A clock of the seconds since the swarm's start. It shows the same time in every thread and process of the machine.
 *
 * It reads `process.hrtime.bigint()` when it is set and then `performance.now()`, which runs at the same rate and makes no BigInt.
 *
 * @param startTime the value of `process.hrtime.bigint()` at the start, which all threads and processes agree on
 */
export function swarmClock(startTime: bigint): () => number {
  // Taken once, because an agent may replace it.
  const milliseconds = performance.now.bind(performance);
  let offset = Number.NEGATIVE_INFINITY;
  // A thread that is paused between the two readings sets the clock back, so the largest offset is the best one.
  for (let i = 0; i < READINGS; i++) {
    const reading = Number(process.hrtime.bigint() - startTime) / 1e9 - milliseconds() / 1000;
    if (reading > offset) offset = reading;
  }
  return () => milliseconds() / 1000 + offset;
}

/** The longest time that a timer of Node.js can wait, in milliseconds: 24 days. A longer one would end at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;
