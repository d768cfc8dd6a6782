import type { Reply } from "./protocol.ts";

/** Calls back into a check that may be under way at once. */
const maxUnderWay = 1000;

/** A call from the answer, of a function that a check handed over. */
export type Callback = Extract<Reply, { call: number }>;

/** How a call's arguments come in, and how its outcome goes back. */
export interface CallbackChannel {
  decode(wire: unknown): unknown;
  /** Sends the value, or the error, to the answer if it still listens. */
  reply(call: number, outcome: { readonly value: unknown } | { readonly error: unknown }): void;
}

/** The functions that a check handed over to an answer, by number, and the answer's calls of them. */
export class Callbacks {
  /** Assertions that failed inside them. */
  readonly failed: Error[] = [];
  readonly #channel: CallbackChannel;
  readonly #functions = new Map<number, (...args: unknown[]) => unknown>();
  readonly #numbers = new WeakMap<object, number>();
  #last = 0;
  #forgotten = 0;
  #underWay = 0;

  constructor(channel: CallbackChannel) {
    this.#channel = channel;
  }

  /** The number under which the answer can call it; 0 for what is no function. */
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

  /** Another answer comes: nothing that an earlier one was given counts any more. */
  forget(): void {
    this.failed.length = 0;
    this.#functions.clear();
    this.#forgotten = this.#last;
  }

  /** @throws when the call is none that an answer may make */
  run({ call, callback: number, args: wires }: Callback): void {
    // Something of an earlier answer is still at work: nobody listens any more.
    if (number <= this.#forgotten) return;
    const callback = this.#functions.get(number);
    if (!callback || !Array.isArray(wires) || !Number.isSafeInteger(call))
      throw new Error("it called a function that it was not given");
    if (++this.#underWay > maxUnderWay) throw new Error("it called back more than 1,000 times at once");
    const args = wires.map((wire) => this.#channel.decode(wire));
    void this.#answer(call, callback, args);
  }

  async #answer(call: number, callback: (...args: unknown[]) => unknown, args: unknown[]): Promise<void> {
    try {
      this.#channel.reply(call, { value: await callback(...args) });
    } catch (error) {
      // An assertion that fails in a callback counts, also when the answer swallows the error.
      if (error instanceof Error && error.name === "AssertionError") this.failed.push(error);
      this.#channel.reply(call, { error });
    } finally {
      this.#underWay -= 1;
    }
  }
}
