/**
 * A clock of the seconds since the swarm's start. It shows the same time in every thread and process of the machine.
 *
 * It reads `process.hrtime.bigint()` once and then `performance.now()`, which runs at the same rate and makes no BigInt.
 *
 * @param startTime the value of `process.hrtime.bigint()` at the start, which all threads and processes agree on
 */
export function swarmClock(startTime: bigint): () => number {
  // Taken once, because an agent may replace it.
  const milliseconds = performance.now.bind(performance);
  const offset = Number(process.hrtime.bigint() - startTime) / 1e9 - milliseconds() / 1000;
  return () => milliseconds() / 1000 + offset;
}

/** The longest time that a timer of Node.js can wait, in milliseconds: 24 days. A longer one would end at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;
