/** The lead says its clock this often, in real seconds, or a little later. */
const LONGEST_SILENCE_SECONDS = 0.25;

/**
 * The Sentinel's clock as the coordinator sees it: the lead's last word, and what has passed since, but no more than between two
 * words. A lead that is slow is not overtaken.
 */
export class SentinelClock {
  #said = 0;
  #saidAt = performance.now();
  #speed = 0;

  /** @param speed seconds of the clock a real second from now on; 0 while it stands or jumps */
  set(seconds: number, speed = this.#speed): void {
    this.#said = seconds;
    this.#saidAt = performance.now();
    this.#speed = speed;
  }

  /** Seconds since 1970. */
  now(): number {
    const passed = (performance.now() - this.#saidAt) / 1000;
    return this.#said + Math.min(passed, LONGEST_SILENCE_SECONDS) * this.#speed;
  }
}
