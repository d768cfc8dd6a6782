/** The Sentinel's clock as the coordinator sees it: the lead's last word, and what has passed since. */
export class SentinelClock {
  #said = 0;
  #saidAt = performance.now();
  #speed = 0;

  /** @param speed seconds of the clock a real second from now on; 0 while it stands or jumps */
  set(seconds: number, speed: number): void {
    // Between two words of the lead the clock may have been thought faster than it is, and it never goes back.
    this.#said = Math.max(seconds, this.#speed > 0 ? Math.min(this.now(), seconds + speed) : seconds);
    this.#saidAt = performance.now();
    this.#speed = speed;
  }

  /** Seconds since 1970. */
  now(): number {
    return this.#said + ((performance.now() - this.#saidAt) / 1000) * this.#speed;
  }
}
