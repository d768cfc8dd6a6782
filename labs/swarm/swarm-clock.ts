/**
 * A clock that shows the seconds since the swarm's start, the same in every thread and process of the machine.
 *
 * @param zero what `process.hrtime.bigint()` said at the start. All threads and processes agree on it, but it makes a
 * BigInt each time; so it is asked once, and from there on `performance.now()` counts, which runs on the same clock.
 */
export function swarmClock(zero: bigint): () => number {
  const offset = Number(process.hrtime.bigint() - zero) / 1e9 - performance.now() / 1000;
  return () => performance.now() / 1000 + offset;
}
