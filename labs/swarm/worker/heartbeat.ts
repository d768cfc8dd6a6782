/** How often every worker is pinged, in milliseconds. */
const PING_INTERVAL_MS = 1000;

/** A worker that the heartbeat watches. */
export interface Monitored {
  /** Called once a second. It ends the worker when that shows no sign of life. */
  ping(): void;
}

/**
 * One timer for all workers of a pool; it is cleared while there are none. Workers count pings, not time, so that no
 * worker seems late because this process itself was blocked.
 */
export class Heartbeat {
  readonly #monitored = new Set<Monitored>();
  #timer: NodeJS.Timeout | undefined;

  add(worker: Monitored): void {
    this.#monitored.add(worker);
    this.#timer ??= setInterval(() => {
      for (const one of this.#monitored) one.ping();
    }, PING_INTERVAL_MS);
  }

  delete(worker: Monitored): void {
    this.#monitored.delete(worker);
    if (this.#monitored.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
