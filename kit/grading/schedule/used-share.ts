/** Seconds in a lane after which a notebook has had its share. The longest notebook of the course takes fifteen. */
export const SHARE_SECONDS = 60;

/**
 * How many shares of a lane a notebook has had, from 0. A check that ran until its time was over counts as a share: what never ends is known by
 * it at once, and on a slow machine too.
 */
export const usedShares = (timeouts: number, seconds: number, shareSeconds = SHARE_SECONDS): number =>
  timeouts + Math.floor(seconds / shareSeconds);
