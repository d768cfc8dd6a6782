/** Between two drawings, in ms. Eight a second leave room for the last state and the chart within ten. */
const REDRAW_INTERVAL_MS = 125;

/** How often the time is moved on while nothing happens, in ms. */
const CLOCK_INTERVAL_MS = 250;

/**
 * Drawing may take this share of the time since the start. The rest of the promised hundredth is for what no plan can
 * hold back: the last drawing, and keeping the events.
 */
const DRAWING_SHARE = 0.004;

/** And this much at once before, in ms: the first drawings run as code that is not compiled yet. */
const INITIAL_DRAWING_MS = 3;

/** How long a timer may be late before an event draws in its place, in ms: somebody holds the thread. */
const LATE_TIMER_MS = 50;

/**
 * Decides when to draw: soon after something happened, at most eight times a second, and so seldom that all drawing
 * together stays below 1 % of one core's time. A picture that is dear to draw is drawn less often.
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

  /** From now on. The first drawing is the caller's own. */
  start(): void {
    this.#startedAt = performance.now();
    this.#notBefore = this.#startedAt + REDRAW_INTERVAL_MS;
    this.#wake(this.#startedAt + CLOCK_INTERVAL_MS);
  }

  /**
   * Something has happened that is worth drawing. Costs next to nothing when a drawing is due already.
   *
   * @param now The time by `performance.now()`, for who has just looked.
   */
  request(now = performance.now()): void {
    if (this.#isStopped) return;
    // An agent that computes on this thread lets no timer through; then its events are all there is to draw on.
    if (now > this.#dueAt + LATE_TIMER_MS) this.#drawNow();
    else this.#wakeBefore(Math.max(this.#notBefore, now));
  }

  /** No drawing from here on, and no timer left. */
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
    // Whoever runs the swarm keeps the process alive; a picture of it need not.
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

/** CPU time of this thread: time spent waiting for a core, while agents have them all, is no cost of drawing. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
