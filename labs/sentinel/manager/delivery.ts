import type { OutboxRow } from "../store/outbox-row.ts";
import type { Destination } from "./destination.ts";
import type { Outbox } from "./outbox.ts";
import { postKey } from "./post-key.ts";

export interface DeliveryParts {
  readonly outbox: Outbox;
  readonly destination: Destination;
  /** Seconds since 1970. */
  readonly now: () => number;
  /** The newest body of a post, just before it is sent. It does not throw. */
  readonly bodyOf: (row: OutboxRow) => Promise<string>;
  /** Called with each sentence for people. */
  readonly onSentence: (sentence: string) => void;
  /** Called when a post has changed its state. */
  readonly onChange: () => void;
}

/** A timer's longest delay is shorter than what a receiver may ask to wait. */
const LONGEST_SLEEP_SECONDS = 3600;

/**
 * Posts what waits in the outbox for one destination, one after the other: a slow receiver delays only its own posts. It
 * begins when it is made and ends with `close()`.
 */
export class Delivery {
  readonly #parts: DeliveryParts;
  readonly #stop = new AbortController();
  readonly #hasEnded: Promise<void>;
  #isClosing = false;
  #onNotify = () => {};
  #lastSentence = "";

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
    this.#hasEnded = this.#run();
  }

  /** Something was added to the outbox. */
  notify(): void {
    this.#onNotify();
  }

  /**
   * Ends in two phases: posts whose turn it is are sent until `graceSeconds` have passed, then the one under way is broken
   * off. What is left stays in the outbox.
   */
  async close(graceSeconds: number): Promise<void> {
    const { outbox, destination } = this.#parts;
    this.#isClosing = true;
    outbox.hurry(destination);
    this.notify();
    const timer = setTimeout(() => {
      this.#stop.abort();
      this.notify();
    }, graceSeconds * 1000);
    await this.#hasEnded;
    clearTimeout(timer);
  }

  async #run(): Promise<void> {
    const { outbox, destination, now } = this.#parts;
    while (!this.#stop.signal.aborted) {
      const row = outbox.due(destination);
      if (row !== undefined) {
        await this.#send(row);
        await this.#sleep(destination.interval, () => this.#stop.signal.aborted);
        continue;
      }
      // What is not due now was tried and has to wait: the next start tries it again.
      if (this.#isClosing) return;
      const next = outbox.nextDueAt(destination);
      await this.#sleep(
        next === undefined ? LONGEST_SLEEP_SECONDS : Math.max(0.01, next - now()),
        () => true,
      );
    }
  }

  async #send(row: OutboxRow): Promise<void> {
    const { outbox, destination, bodyOf, onChange } = this.#parts;
    const body = await bodyOf(row);
    if (this.#stop.signal.aborted) return;
    const begun = outbox.begin(row, body);
    onChange();
    if (begun === undefined) return;
    const outcome = await destination.post({
      body,
      key: postKey(row.incident),
      isRepeat: begun.attempts > 1,
      signal: this.#stop.signal,
    });
    outbox.end(begun, outcome, destination);
    this.#say(outcome.sentence);
    // A receiver that asks to wait means all posts, and one that is down would take none of them.
    if (outcome.state === "not-sent") await this.#backOff(begun);
    onChange();
  }

  async #backOff(row: OutboxRow): Promise<void> {
    const { outbox, now } = this.#parts;
    const after = outbox.rows.find(
      ({ incident, destination }) => incident === row.incident && destination === row.destination,
    );
    const until = after?.dueAt ?? now();
    while (now() < until && !this.#isClosing && !this.#stop.signal.aborted)
      await this.#sleep(until - now(), () => this.#isClosing || this.#stop.signal.aborted);
    // At the end each of the other posts would get its one try, and fail as this one.
    if (this.#isClosing && now() < until) this.#stop.abort();
  }

  /** Waits. @param isWoken asked when something was added or it is to end: whether the wait ends then */
  async #sleep(seconds: number, isWoken: () => boolean): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, Math.min(LONGEST_SLEEP_SECONDS, seconds) * 1000);
    this.#onNotify = () => {
      if (isWoken()) resolve();
    };
    await promise;
    clearTimeout(timer);
    this.#onNotify = () => {};
  }

  #say(sentence: string): void {
    const { destination, onSentence } = this.#parts;
    if (sentence === this.#lastSentence) return;
    if (sentence !== "") onSentence(sentence);
    else if (this.#lastSentence !== "") onSentence(`${capitalised(destination.name)} takes posts again.`);
    this.#lastSentence = sentence;
  }
}

function capitalised(name: string): string {
  return name.startsWith("the ") ? `T${name.slice(1)}` : name;
}
