import type { Reply } from "./protocol.ts";

/** Calls back into a check at the same time. */
const MAX_RUNNING_CALLS = 1000;

/** A call by the answer of a function that the check passed to it. */
export type Callback = Extract<Reply, { call: number }>;

/** How the arguments of a call are decoded, and how its outcome is sent. */
export interface CallbackChannel {
  decode(wire: unknown): unknown;
  /** Sends the value or the error to the answer, unless its process has ended. */
  reply(call: number, outcome: { readonly value: unknown } | { readonly error: unknown }): void;
}

/** The functions that a check passed to an answer, by number, and the answer's calls of them. */
export class Callbacks {
  /** Assertions that failed inside them. */
  readonly failed: Error[] = [];
  readonly #channel: CallbackChannel;
  readonly #functions = new Map<number, (...args: unknown[]) => unknown>();
  readonly #numbers = new WeakMap<object, number>();
  #last = 0;
  #forgotten = 0;
  #running = 0;

  constructor(channel: CallbackChannel) {
    this.#channel = channel;
  }

  /** The number by which the answer calls a function; 0 for any other value. */
  keep(callback: (...args: unknown[]) => unknown): number {
    if (typeof callback !== "function") return 0;
    const known = this.#numbers.get(callback);
    if (known !== undefined && this.#functions.has(known)) return known;
    this.#functions.set(++this.#last, callback);
    this.#numbers.set(callback, this.#last);
    return this.#last;
  }

  get(number: number): ((...args: unknown[]) => unknown) | undefined {
    return this.#functions.get(number);
  }

  /** Forgets the functions that an earlier answer got. Its calls of them are ignored from now on. */
  forget(): void {
    this.failed.length = 0;
    this.#functions.clear();
    this.#forgotten = this.#last;
  }

  /** Runs a function and replies. @throws when the answer may not make this call */
  run({ call, callback: number, args: wires }: Callback): void {
    // A call by an earlier answer that is still running.
    if (number <= this.#forgotten) return;
    const callback = this.#functions.get(number);
    if (!callback || !Array.isArray(wires) || !Number.isSafeInteger(call))
      throw new Error("it called a function that it was not given");
    if (++this.#running > MAX_RUNNING_CALLS) throw new Error("it called back more than 1,000 times at once");
    const args = wires.map((wire) => this.#channel.decode(wire));
    void this.#answer(call, callback, args);
  }

  async #answer(call: number, callback: (...args: unknown[]) => unknown, args: unknown[]): Promise<void> {
    try {
      this.#channel.reply(call, { value: await callback(...args) });
    } catch (error) {
      // A failed assertion counts even when the answer swallows the error.
      if (error instanceof Error && error.name === "AssertionError") this.failed.push(error);
      this.#channel.reply(call, { error });
    } finally {
      this.#running -= 1;
    }
  }
}
