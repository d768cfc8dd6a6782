import { RequestChannel } from "../../common/request-channel.ts";
import { computeFor, letTimePass } from "./answer-clock.ts";
import { decode } from "./codec/decode.ts";
import { encode } from "./codec/encode.ts";
import type { Wire } from "./codec/wire.ts";
import type { AroundCall, CallbackResult, Reply } from "./protocol.ts";

/**
 * The values that cross, seen from the answer's process. Functions and instances of the answer stay here and get a handle; functions of the
 * check are numbers that the answer calls through the channel.
 */
export class AnswerValues {
  /** Values of the loaded answer that the other side knows by number. */
  #handles = new Map<number, object>();
  #numbers = new WeakMap<object, number>();
  #lastHandle = 0;
  /** Functions that stand for a check's, and their numbers. */
  readonly #callbackStubs = new Map<number, object>();
  readonly #callbacks = new WeakMap<object, number>();
  /** What happens here around the calls of a function of the check. */
  readonly #around = new Map<number, AroundCall>();
  /** The objects whose methods are called on them, by the functions that stand for the methods. */
  readonly #owners = new WeakMap<object, object>();
  readonly #calls: RequestChannel<{ callback: number; args: Wire[] }, unknown>;
  /** The file name that stands in the stack of the loaded answer. */
  #file = "";

  readonly #exporter = {
    keep: (value: object) => this.keep(value),
    origin: (value: object) => this.#callbacks.get(value),
  };
  readonly #importer = {
    function: (callback: number) => this.#stub(callback),
    // Instances of the check's side do not cross, only their fields do.
    instance() {},
    own: (handle: number) => this.get(handle),
  };

  /** @param send - writes a message to the other side */
  constructor(send: (message: Reply) => void) {
    this.#calls = new RequestChannel(({ id, callback, args }) => send({ call: id, callback, args }));
  }

  /** Forgets the values of an earlier answer. Its callbacks may still be running. @param file - that of the next one */
  forget(file: string): void {
    this.#handles = new Map();
    this.#numbers = new WeakMap();
    this.#callbackStubs.clear();
    this.#around.clear();
    this.#file = file;
  }

  /** The handle of a value. */
  keep(value: object): number {
    const known = this.#numbers.get(value);
    if (known !== undefined) return known;
    this.#handles.set(++this.#lastHandle, value);
    this.#numbers.set(value, this.#lastHandle);
    return this.#lastHandle;
  }

  /** The value of a handle. @throws TypeError when it belonged to an earlier answer */
  get(handle: number): object {
    const value = this.#handles.get(handle);
    if (value === undefined) throw new TypeError("This value belongs to an answer that is no longer loaded.");
    return value;
  }

  readonly toWire = (value: unknown): Wire => encode(value, this.#exporter, (error) => this.#position(error));

  readonly fromWire = (wire: unknown): unknown => {
    const value = decode(wire, this.#importer);
    this.#findOwners(value, 0);
    return value;
  };

  /** An error, or anything else that was thrown, encoded. Never throws. */
  errorToWire(thrown: unknown): Wire {
    try {
      if (thrown instanceof Error || Object.prototype.toString.call(thrown) === "[object Error]")
        return this.toWire(thrown);
      const error = new Error(
        typeof thrown === "string"
          ? thrown
          : `threw ${typeof thrown === "object" ? "an object" : String(thrown)}`,
      );
      error.name = "Thrown";
      return this.toWire(Object.assign(error, { thrown }));
    } catch {
      return ["error", "Error", "threw something that cannot be shown", ["undefined"], null, [], null];
    }
  }

  /** Says what happens around each call of a function of the check. */
  surround(callback: unknown, around: AroundCall): void {
    const number = this.#callbacks.get(callback as object);
    if (number !== undefined) this.#around.set(number, { ...this.#around.get(number), ...around });
  }

  /** Takes what a check's function returned or threw. */
  settleCall({ call, value, error }: CallbackResult): void {
    if (error !== undefined) this.#calls.reject(call, this.fromWire(error));
    else this.#calls.resolve(call, this.fromWire(value));
  }

  #stub(callback: number): object {
    const known = this.#callbackStubs.get(callback);
    if (known) return known;
    const values = this;
    const stub = function (this: unknown, ...args: unknown[]): Promise<unknown> {
      return values.#callCheck(callback, stub, this, args);
    };
    this.#callbacks.set(stub, callback);
    this.#callbackStubs.set(callback, stub);
    return stub;
  }

  async #answered(call: Promise<unknown>, passes: number[]): Promise<unknown> {
    const value = await call;
    letTimePass((passes.length > 1 ? passes.shift() : passes[0]) ?? 0);
    return value;
  }

  #callCheck(callback: number, stub: object, self: unknown, args: readonly unknown[]): Promise<unknown> {
    const around = this.#around.get(callback) ?? {};
    if (around.isMethod && self !== this.#owners.get(stub))
      // What a method with a private field throws.
      throw new TypeError("Cannot read private member from an object whose class did not declare it");
    computeFor(around.computes ?? 0);
    const call = this.#calls.request({ callback, args: args.map(this.toWire) });
    return around.passes ? this.#answered(call, around.passes) : call;
  }

  /** Notes for the methods of a check's objects whose they are. */
  #findOwners(value: unknown, depth: number): void {
    if (this.#around.size === 0 || depth > 2 || typeof value !== "object" || value === null) return;
    for (const part of Array.isArray(value) ? value : Object.values(value)) {
      if (typeof part !== "function") this.#findOwners(part, depth + 1);
      else if (this.#callbacks.has(part)) this.#owners.set(part, value);
    }
  }

  /** Line and column, from 1, of the topmost stack frame that lies in the answer's own code. */
  #position(error: Error): [number, number] | undefined {
    const file = this.#file;
    const stack = typeof error.stack === "string" ? error.stack : "";
    const at = file === "" ? -1 : stack.indexOf(`${file}:`);
    const numbers =
      at < 0 ? null : /^:(\d+):(\d+)/.exec(stack.slice(at + file.length, at + file.length + 24));
    return numbers ? [Number(numbers[1]), Number(numbers[2])] : undefined;
  }
}
