/** How long after a failure a request may still arrive that was sent before it. */
const ABORT_WINDOW_MS = 1000;

interface Waiting {
  run(): Promise<void>;
  abort(): void;
}

/**
 * Runs execute requests one after the other. When one fails, those that were sent before it failed are aborted, as
 * "Run All" wants it; a request sent afterwards runs.
 *
 * Requests may reach us late: while a cell blocks the thread they lie in the socket. So it is the time of sending, not
 * of arrival, that decides.
 */
export class ExecutionQueue {
  readonly #waiting: Waiting[] = [];
  #isRunning = false;
  #failedAt = Number.NEGATIVE_INFINITY;

  /**
   * @param sentAt When the front-end sent the request, in milliseconds since 1970.
   * @param run Runs the request and answers it.
   * @param abort Answers the request without running it.
   * @returns settles when the request has been answered; rejects as `run` does.
   */
  add(sentAt: number, run: () => Promise<void>, abort: () => void): Promise<void> {
    if (Date.now() - this.#failedAt < ABORT_WINDOW_MS && sentAt < this.#failedAt) {
      abort();
      return Promise.resolve();
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({
      run: () => run().then(resolve, reject),
      abort: () => {
        abort();
        resolve();
      },
    });
    void this.#drain();
    return promise;
  }

  /** Notes that the running request has failed now, and aborts those behind it. Call it before telling anybody. */
  fail(): void {
    this.#failedAt = Date.now();
    for (const { abort } of this.#waiting.splice(0)) abort();
  }

  async #drain(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) await next.run();
    this.#isRunning = false;
  }
}
