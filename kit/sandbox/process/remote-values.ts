import { Callbacks } from "./callbacks.ts";
import { decode } from "./codec/decode.ts";
import { encode } from "./codec/encode.ts";
import { isProtocolName } from "./codec/protocol-names.ts";
import type { Exporter, Importer, Wire } from "./codec/wire.ts";
import type { CallbackResult, Reply, RequestBody } from "./protocol.ts";

/** Errors of answers, each with the line and column (from 1) of the compiled answer where it arose, where those are known. */
export const answerErrors = new WeakMap<Error, readonly [line: number, column: number] | undefined>();

/** The channel to an answer's process, as its values use it. */
export interface AnswerChannel {
  ask(body: RequestBody): Promise<Reply>;
  /** Sends the result of a callback, unless the process has ended. */
  send(result: CallbackResult): void;
  /** Whether the process has ended. */
  hasEnded(): boolean;
}

/** A value that came from an answer. */
export interface ReceivedValue {
  readonly value: unknown;
}

/**
 * The values that cross between a check and an answer. Functions and instances of the answer stay in its process; here they are functions
 * that call the channel. Functions of the check stay here, and the answer calls them by number.
 */
export class RemoteValues {
  readonly #channel: AnswerChannel;
  readonly #callbacks: Callbacks;
  /** Functions that stand for the answer's, by handle. */
  readonly #stubs = new Map<number, object>();
  /** The handles of objects on this side that stand for the answer's. */
  readonly #handles = new WeakMap<object, number>();
  #lastReceived: ReceivedValue | undefined;
  readonly #exporter: Exporter = {
    // The codec keeps functions and objects; Callbacks returns 0 for what is not a function.
    keep: (value) => this.#callbacks.keep(value as (...args: unknown[]) => unknown),
    origin: (value) => this.#handles.get(value),
  };
  readonly #importer: Importer = {
    function: (handle) => this.#stub(handle),
    instance: (target, handle, methods, iterable) => this.#addMethods(target, handle, methods, iterable),
    own: (callback) => this.#callbacks.get(callback),
    error: (error, position) => answerErrors.set(error, position),
  };

  constructor(channel: AnswerChannel) {
    this.#channel = channel;
    this.#callbacks = new Callbacks({
      decode: (wire) => this.fromWire(wire),
      reply: (call, outcome) =>
        channel.send(
          "error" in outcome
            ? { call, error: encode(outcome.error, this.#exporter) }
            : { call, value: encode(outcome.value, this.#exporter) },
        ),
    });
  }

  /** The functions of the check that the answer may call. */
  get callbacks(): Callbacks {
    return this.#callbacks;
  }

  /** The last value that came from the loaded answer: a result, an argument of a callback, or an error. Undefined while none has come. */
  get lastReceived(): ReceivedValue | undefined {
    return this.#lastReceived;
  }

  /** Forgets the values of an earlier answer. */
  forget(): void {
    this.#lastReceived = undefined;
    this.#stubs.clear();
    this.#callbacks.forget();
  }

  /** The arguments of a call, encoded. */
  toWire(values: readonly unknown[]): Wire[] {
    return values.map((value) => encode(value, this.#exporter));
  }

  /** A value that crossed, decoded. */
  fromWire(wire: unknown): unknown {
    const value = decode(wire, this.#importer);
    this.#lastReceived = { value };
    return value;
  }

  /** Lets an object of this side stand for a value of the answer, so that it can be passed back. */
  remember(object: object, handle: number): void {
    this.#handles.set(object, handle);
  }

  /** Pulls the values of an iterator of the answer. */
  async *iterate(handle: number): AsyncGenerator<unknown> {
    let finished = false;
    try {
      for (;;) {
        const step = await this.#channel.ask({ op: "next", handle });
        if (!("done" in step) || step.done) {
          finished = true;
          return;
        }
        yield this.fromWire(step.value);
      }
    } finally {
      if (!finished && !this.#channel.hasEnded()) await this.#channel.ask({ op: "return", handle });
    }
  }

  #stub(handle: number): object {
    const known = this.#stubs.get(handle);
    if (known) return known;
    const stub = (...args: unknown[]) => this.#invoke(handle, args);
    this.#stubs.set(handle, stub);
    this.#handles.set(stub, handle);
    return stub;
  }

  async #invoke(handle: number, args: readonly unknown[], method?: string): Promise<unknown> {
    const name = method === undefined ? {} : { method };
    const reply = await this.#channel.ask({ op: "invoke", handle, ...name, args: this.toWire(args) });
    return this.fromWire("value" in reply ? reply.value : ["undefined"]);
  }

  #addMethods(target: object, handle: number, methods: readonly string[], iterable: boolean): void {
    this.#handles.set(target, handle);
    for (const method of methods) {
      if (isProtocolName(method)) continue;
      const value = (...args: unknown[]) => this.#invoke(handle, args, method);
      Object.defineProperty(target, method, { value, enumerable: false, writable: true, configurable: true });
    }
    if (iterable)
      Object.defineProperty(target, Symbol.asyncIterator, {
        value: () => this.iterate(handle),
        enumerable: false,
      });
  }
}
