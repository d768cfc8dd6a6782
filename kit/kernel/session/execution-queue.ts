/** A request that was sent before a failure may arrive this long after it. */
const ABORT_WINDOW_MS = 1000;

interface Waiting {
  run(): Promise<void>;
  abort(): void;
}

/**
 * Runs execute requests one after the other. When one fails, the requests that were sent before its failure are aborted, as "Run All" needs. A
 * request that was sent afterwards runs.
 * The time of sending decides, not the time of arrival: while a cell blocks the thread, requests wait in the socket.
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

  /** Records that the running request has failed, and aborts the waiting requests. Call it before the error is sent. */
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
