/** The longest pause before a retry that the server did not ask for, in seconds. */
const LONGEST_DELAY_SECONDS = 30;

/**
 * Seconds before a retry: twice as many each time, and up to half as many more by chance, so that questions that failed
 * together do not come back together. What the server asked for is the least.
 *
 * @param retry - 0 for the first retry
 * @param base - seconds before the first one, at the least
 * @param random - from 0 up to 1
 * @param retryAfter - what the server asked for, in seconds
 */
export function retryDelay(retry: number, base: number, random: number, retryAfter: number = 0): number {
  const backoff = Math.min(LONGEST_DELAY_SECONDS, base * 2 ** retry);
  return Math.max(backoff, retryAfter) + (backoff / 2) * random;
}
