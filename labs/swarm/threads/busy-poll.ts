/** How long an event loop keeps turning for the next message, in milliseconds. It is about what two wakings of a thread take. */
const POLL_MS = 0.06;

/** How many messages in a row must come in time until the next failure costs half as many skipped messages. */
const STEADY = 16;

/** The most messages that go without polling after a failure. */
const MOST_SKIPPED = 1024;

/** The clock and the turns of an event loop. */
export interface Turns {
  /** Calls the function in the next turn of the event loop. */
  readonly later: (turn: () => void) => void;
  /** Milliseconds. */
  readonly now: () => number;
}

// Taken before any agent runs, because an agent may replace them.
const OF_THIS_THREAD: Turns = { later: setImmediate, now: performance.now.bind(performance) };

/**
 * Keeps the event loop of this thread turning for a moment after it has sent a message, because the answer to a tiny one comes
 * sooner than a thread that sleeps is woken. Timers and other events are handled as always.
 *
 * Where no message comes in time (agents compute for long, or the other thread needs this core), the next messages go without:
 * one, then two, four, up to 1,024. So it costs next to nothing where it brings nothing.
 */
export class BusyPoll {
  readonly #turns: Turns;
  #isTurning = false;
  /** When polling ends; 0 when the message has come. */
  #end = 0;
  #toSkip = 0;
  #skipNext = 1;
  #inTime = 0;

  constructor(turns: Turns = OF_THIS_THREAD) {
    this.#turns = turns;
  }

  /** A message was sent, and another one may come back soon. */
  start(): void {
    if (this.#toSkip > 0) {
      this.#toSkip--;
      return;
    }
    this.#end = this.#turns.now() + POLL_MS;
    if (this.#isTurning) return;
    this.#isTurning = true;
    this.#turns.later(this.#turn);
  }

  /** A message has come. */
  received(): void {
    if (this.#end === 0) return;
    this.#end = 0;
    if (++this.#inTime < STEADY) return;
    this.#inTime = 0;
    this.#skipNext = Math.max(1, this.#skipNext / 2);
  }

  readonly #turn = (): void => {
    if (this.#end > this.#turns.now()) {
      this.#turns.later(this.#turn);
      return;
    }
    this.#isTurning = false;
    if (this.#end !== 0) this.#failed();
  };

  #failed(): void {
    this.#end = 0;
    this.#inTime = 0;
    this.#toSkip = this.#skipNext;
    this.#skipNext = Math.min(this.#skipNext * 2, MOST_SKIPPED);
  }
}
