/** Resolves to a worker; to undefined when the request was withdrawn. */
interface Request<Worker> {
  resolve(worker: Worker | undefined): void;
  reject(error: unknown): void;
}

/**
 * Hands out free workers to runs. While several runs wait, they get workers in turn, one each, so that a run of many agents
 * cannot keep out a run of few.
 */
export class Turns<Worker> {
  readonly #free: Worker[] = [];
  /** By run. The first key is the run whose turn is next. */
  readonly #waiting = new Map<number, Request<Worker>[]>();

  /** Whether a run waits; with a run given, whether another one waits. */
  isAwaited(exceptRun?: number): boolean {
    return this.#waiting.size > (exceptRun !== undefined && this.#waiting.has(exceptRun) ? 1 : 0);
  }

  /** The run whose turn is next. */
  get next(): number | undefined {
    return this.#waiting.keys().next().value;
  }

  /** A free worker, if there is one. Then no run waits. */
  take(): Worker | undefined {
    return this.#free.pop();
  }

  /** Waits for the run's turn. It resolves to undefined after `withdraw`, and is rejected by `fail`. */
  wait(run: number): Promise<Worker | undefined> {
    return new Promise((resolve, reject) => {
      const request = { resolve, reject };
      const requests = this.#waiting.get(run);
      if (requests === undefined) this.#waiting.set(run, [request]);
      else requests.push(request);
    });
  }

  /** Hands a worker to the run whose turn is next, or keeps it. */
  give(worker: Worker): void {
    const request = this.#nextRequest();
    if (request === undefined) this.#free.push(worker);
    else request.resolve(worker);
  }

  /** Forgets a free worker that is lost. */
  remove(worker: Worker): void {
    const at = this.#free.indexOf(worker);
    if (at >= 0) this.#free.splice(at, 1);
  }

  /** Ends all waiting of a run. */
  withdraw(run: number): void {
    const requests = this.#waiting.get(run) ?? [];
    this.#waiting.delete(run);
    for (const { resolve } of requests) resolve(undefined);
  }

  /** No worker could be started: the run whose turn is next learns why. */
  fail(error: unknown): void {
    this.#nextRequest()?.reject(error);
  }

  #nextRequest(): Request<Worker> | undefined {
    const [entry] = this.#waiting;
    if (entry === undefined) return undefined;
    const [run, requests] = entry;
    const request = requests.shift();
    // Set again, the run is the last in the order.
    this.#waiting.delete(run);
    if (requests.length > 0) this.#waiting.set(run, requests);
    return request;
  }
}
