/** How often every worker that is busy is pinged, in milliseconds. */
const PING_INTERVAL_MS = 1000;

/** A timer that has not fired for so long fires no more, unless this process was blocked, in milliseconds. */
const SILENT_MS = 5000;

/** A worker that the heartbeat watches. */
export interface Monitored {
  /** Whether it is starting or has work. An idle worker is not pinged. */
  readonly isMonitored: boolean;
  /** Called once a second. It ends the worker when that shows no sign of life. */
  ping(): void;
}

/**
 * One timer for all workers of a pool; it is cleared when none has had work for a second. Workers count pings, not time, so
 * that no worker seems late because this process itself was blocked.
 */
export class Heartbeat {
  readonly #monitored = new Set<Monitored>();
  #timer: NodeJS.Timeout | undefined;
  /** When the timer was set or fired last, in milliseconds. */
  #latest = 0;

  /** Call it whenever a worker starts or gets work. */
  watch(worker: Monitored): void {
    this.#monitored.add(worker);
    const now = performance.now();
    // In a notebook, an interrupt silences the timers of the cells before it. Such a timer is replaced.
    if (this.#timer !== undefined && now - this.#latest > SILENT_MS) this.#stop();
    if (this.#timer !== undefined) return;
    this.#latest = now;
    // It keeps no program running; a worker that has work does.
    this.#timer = setInterval(() => this.#ping(), PING_INTERVAL_MS).unref();
  }

  delete(worker: Monitored): void {
    this.#monitored.delete(worker);
    if (this.#monitored.size === 0) this.#stop();
  }

  #ping(): void {
    this.#latest = performance.now();
    for (const worker of this.#monitored) {
      if (worker.isMonitored) worker.ping();
      else this.delete(worker);
    }
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
