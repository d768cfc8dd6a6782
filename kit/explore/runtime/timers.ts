/** A timer of a thread's event loop. */
export interface Timer {
  readonly id: number;
  /** The time on the world's clock at which it rings. */
  due: number;
  /** The interval in milliseconds; undefined for a timer that rings once. */
  readonly every: number | undefined;
  readonly run: () => void;
  /** Whether its last beat changed nothing and touched nothing. It is left out until the thread does something else. */
  isQuiet: boolean;
  /** Whether the thread stays alive for it. */
  isRef: boolean;
}

/** The timers of one thread's event loop. */
export class Timers {
  readonly #timers: Timer[] = [];
  #lastId = 0;

  add(due: number, every: number | undefined, run: () => void): number {
    const id = ++this.#lastId;
    this.#timers.push({ id, due, every, run, isQuiet: false, isRef: true });
    return id;
  }

  remove(id: unknown): void {
    const at = this.#timers.findIndex((timer) => timer.id === id);
    if (at >= 0) this.#timers.splice(at, 1);
  }

  get isEmpty(): boolean {
    return !this.#timers.some(({ isRef }) => isRef);
  }

  /** Whether all timers that are left beat and do nothing. */
  get isQuiet(): boolean {
    return this.#timers.length > 0 && this.#timers.every(({ isQuiet }) => isQuiet);
  }

  /** The thread does something, after which the beat of a timer may matter. */
  listen(): void {
    for (const timer of this.#timers) timer.isQuiet = false;
  }

  keepAlive(id: unknown, isRef: boolean): void {
    const timer = this.#timers.find((one) => one.id === id);
    if (timer) timer.isRef = isRef;
  }

  isRef(id: unknown): boolean {
    return this.#timers.find((one) => one.id === id)?.isRef ?? false;
  }

  /** The timer that rings first. */
  get next(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers)
      if (!timer.isQuiet && (first === undefined || timer.due < first.due)) first = timer;
    return first;
  }

  /** Removes a timer that rings, or sets its next time. @param time - the time on the world's clock */
  ring(timer: Timer, time: number): void {
    if (timer.every === undefined) this.remove(timer.id);
    else timer.due = time + Math.max(1, timer.every);
  }
}
