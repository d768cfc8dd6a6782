/**
 * A clock that shows the seconds since the swarm's start, the same in every thread and process of the machine.
 *
 * @param zero what `process.hrtime.bigint()` said at the start. All threads and processes agree on it, but it makes a
 * BigInt each time; so it is asked once, and from there on `performance.now()` counts, which runs on the same clock.
 */
export function swarmClock(zero: bigint): () => number {
  // Taken once: an agent may break it.
  const milliseconds = performance.now.bind(performance);
  const offset = Number(process.hrtime.bigint() - zero) / 1e9 - milliseconds() / 1000;
  return () => milliseconds() / 1000 + offset;
}
