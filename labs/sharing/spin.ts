/** The number of attempts before the last one. */
const ATTEMPTS = 12;
/** The longest pause between two attempts, in calls of `Atomics.pause()`. */
const LONGEST_PAUSE = 64;

/**
 * Calls `attempt` a few times, within a few microseconds, until it returns a value. A caller spins before it sleeps.
 *
 * A sleep and its wake-up cost 10 to 50 µs and two system calls, and most waits are shorter. Each pause is longer than
 * the one before, because every attempt takes the cache line away from the thread that is about to finish with it.
 */
export function spinUntil<T>(attempt: () => T | undefined, attempts = ATTEMPTS): T | undefined {
  let pause = 1;
  for (let count = 0; count < attempts; count++) {
    const got = attempt();
    if (got !== undefined) return got;
    for (let i = 0; i < pause; i++) Atomics.pause();
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }
  return attempt();
}
