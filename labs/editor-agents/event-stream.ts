/** Events for one reader, who may be slower than they come. Leaving the loop ends it. */
export class EventStream<Event> implements AsyncIterator<Event> {
  readonly #events: Event[] = [];
  readonly #onEnd: (stream: EventStream<Event>) => void;
  #wake: (() => void) | undefined;
  #hasEnded = false;

  constructor(onEnd: (stream: EventStream<Event>) => void) {
    this.#onEnd = onEnd;
  }

  push(event: Event): void {
    this.#events.push(event);
    this.#wake?.();
  }

  /** The reader still gets what is here. */
  end(): void {
    this.#hasEnded = true;
    this.#wake?.();
  }

  async next(): Promise<IteratorResult<Event>> {
    while (this.#events.length === 0 && !this.#hasEnded)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    const event = this.#events.shift();
    return event === undefined ? { done: true, value: undefined } : { done: false, value: event };
  }

  async return(): Promise<IteratorResult<Event>> {
    this.#events.length = 0;
    this.end();
    this.#onEnd(this);
    return { done: true, value: undefined };
  }
}
