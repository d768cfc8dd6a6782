/** Least time between two drawings: eight a second, so that with the last state and the chart there are at most ten. */
const REDRAW_INTERVAL_MS = 125;

/** How often the clock is redrawn while nothing happens. */
const CLOCK_INTERVAL_MS = 250;

/**
 * Drawing may take this share of the time since the start. The rest of the promised 1 % is for what cannot be postponed: the last drawing, and
 * storing events.
 */
const DRAWING_SHARE = 0.004;

/** Drawing time that is allowed beside the share, because the first drawings run before V8 optimises their code. */
const INITIAL_DRAWING_MS = 3;

/** When the timer is later than this, something blocks the thread, and the next event draws instead. */
const LATE_TIMER_MS = 50;

/**
 * Decides when to draw: soon after an event, at most eight times a second, and so rarely that drawing takes less than 1 % of one core's time. A
 * picture that takes long to draw is drawn less often.
 */
export class Pacer {
  readonly #draw: () => void;
  #timer: NodeJS.Timeout | undefined;
  #dueAt = Number.POSITIVE_INFINITY;
  #notBefore = 0;
  #startedAt = 0;
  #spentMs = 0;
  #isStopped = false;

  constructor(draw: () => void) {
    this.#draw = draw;
  }

  /** Starts the clock. The caller makes the first drawing itself. */
  start(): void {
    this.#startedAt = performance.now();
    this.#notBefore = this.#startedAt + REDRAW_INTERVAL_MS;
    this.#wake(this.#startedAt + CLOCK_INTERVAL_MS);
  }

  /**
   * Asks for a drawing soon. Cheap when a drawing is already scheduled.
   *
   * @param now The current `performance.now()`, for a caller that has just read it.
   */
  request(now = performance.now()): void {
    if (this.#isStopped) return;
    // An agent that computes on this thread blocks timers, so its events must draw.
    if (now > this.#dueAt + LATE_TIMER_MS) this.#drawNow();
    else this.#wakeBefore(Math.max(this.#notBefore, now));
  }

  /** Ends drawing and clears the timer. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#dueAt = Number.POSITIVE_INFINITY;
  }

  #wakeBefore(at: number): void {
    if (at < this.#dueAt) this.#wake(at);
  }

  #wake(at: number): void {
    clearTimeout(this.#timer);
    this.#dueAt = at;
    this.#timer = setTimeout(() => this.#drawNow(), Math.max(0, at - performance.now()));
    // Drawing does not keep the process alive.
    this.#timer.unref();
  }

  #drawNow(): void {
    const before = cpuMs();
    this.#draw();
    this.#spentMs += cpuMs() - before;
    const affordableAt = this.#startedAt + (this.#spentMs - INITIAL_DRAWING_MS) / DRAWING_SHARE;
    this.#notBefore = Math.max(performance.now() + REDRAW_INTERVAL_MS, affordableAt);
    if (!this.#isStopped) this.#wake(Math.max(this.#notBefore, performance.now() + CLOCK_INTERVAL_MS));
  }
}

/** CPU time of this thread. Time spent waiting for a core does not count as drawing. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
