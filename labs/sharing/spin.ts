/** How often to look before sleeping, and how long to look away at most (in pauses of the processor). */
const LOOKS = 12;
const LONGEST_LOOK_AWAY = 64;

/**
 * Looks a few times, a few microseconds in all, before the caller goes to sleep.
 *
 * Falling asleep and being woken costs some 10 to 50 µs and two visits to the operating system; most waits are over
 * sooner. Each look away is longer than the one before: every look drags the cache line here, away from the thread
 * that is about to finish with it.
 */
export function spinUntil<T>(attempt: () => T | undefined, looks = LOOKS): T | undefined {
  let lookAway = 1;
  for (let look = 0; look < looks; look++) {
    const got = attempt();
    if (got !== undefined) return got;
    for (let i = 0; i < lookAway; i++) Atomics.pause();
    lookAway = Math.min(lookAway * 2, LONGEST_LOOK_AWAY);
  }
  return attempt();
}
