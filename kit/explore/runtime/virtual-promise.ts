import { now, type RunningThread } from "./current-thread.ts";
import { GENERATOR } from "./suspensions.ts";
import { realWait } from "./unsupported.ts";

type Reaction = (value: unknown) => void;
type Callback = (value: unknown) => unknown;

/** `Promise` for virtual threads. Its jobs run on the event loop of the thread that made it. */
export class VirtualPromise {
  state: "pending" | "fulfilled" | "rejected" = "pending";
  value: unknown;
  readonly #owner: RunningThread | undefined = now.thread;
  #reactions: { fulfilled: Reaction; rejected: Reaction }[] = [];
  #isResolved = false;

  constructor(executor?: (resolve: Reaction, reject: Reaction) => void) {
    if (executor === undefined) return;
    try {
      // A function of the program that is called natively drives itself.
      executor(
        (value) => this.resolve(value),
        (error) => this.reject(error),
      );
    } catch (error) {
      this.reject(error);
    }
  }

  /** Settles it with a value, or makes it follow another promise. */
  resolve(value: unknown): void {
    if (this.#isResolved) return;
    this.#isResolved = true;
    if (value instanceof Promise) throw realWait();
    if (value instanceof VirtualPromise) {
      value.settled(
        (settled) => this.#settle("fulfilled", settled),
        (error) => this.#settle("rejected", error),
      );
      return;
    }
    const { then } = (typeof value === "object" && value !== null ? value : {}) as { then?: unknown };
    if (typeof then !== "function") {
      this.#settle("fulfilled", value);
      return;
    }
    const follow = () => {
      this.#isResolved = false;
      return callFunction(then as Callback, value, [
        (v: unknown) => this.resolve(v),
        (e: unknown) => this.reject(e),
      ]);
    };
    this.#thread.enqueue(() => this.#thread.callAsJob(follow, undefined));
  }

  reject(error: unknown): void {
    if (this.#isResolved) return;
    this.#isResolved = true;
    this.#settle("rejected", error);
  }

  /** Calls one of two functions of the runtime when it settles, or at once when it is settled. */
  settled(fulfilled: Reaction, rejected: Reaction): void {
    if (this.state === "pending") this.#reactions.push({ fulfilled, rejected });
    else (this.state === "fulfilled" ? fulfilled : rejected)(this.value);
  }

  // biome-ignore lint/suspicious/noThenProperty: a promise has a method then.
  then(onFulfilled?: Callback, onRejected?: Callback): VirtualPromise {
    const derived = new VirtualPromise();
    const react =
      (callback: Callback | undefined, otherwise: (value: unknown) => void) => (value: unknown) => {
        const thread = derived.#thread;
        thread.enqueue(() => {
          if (typeof callback !== "function") otherwise(value);
          else thread.callAsJob(() => callFunction(callback, undefined, [value]), derived);
        });
      };
    this.settled(
      react(onFulfilled, (value) => derived.resolve(value)),
      react(onRejected, (error) => derived.reject(error)),
    );
    return derived;
  }

  catch(onRejected?: Callback): VirtualPromise {
    return this.then(undefined, onRejected);
  }

  finally(callback?: () => unknown): VirtualPromise {
    if (typeof callback !== "function") return this.then();
    const result = new VirtualPromise();
    const after = (settle: () => void) => () => {
      const called = new VirtualPromise();
      this.#thread.enqueue(() => this.#thread.callAsJob(() => callFunction(callback, undefined, []), called));
      called.settled(settle, (error) => result.reject(error));
    };
    this.settled(
      (value) => after(() => result.resolve(value))(),
      (error) => after(() => result.reject(error))(),
    );
    return result;
  }

  get [Symbol.toStringTag](): string {
    return "Promise";
  }

  get #thread(): RunningThread {
    const thread = this.#owner ?? now.thread;
    if (thread === undefined) throw realWait();
    return thread;
  }

  #settle(state: "fulfilled" | "rejected", value: unknown): void {
    this.state = state;
    this.value = value;
    const reactions = this.#reactions;
    this.#reactions = [];
    for (const reaction of reactions) reaction[state](value);
  }

  static resolve(value?: unknown): VirtualPromise {
    return toPromise(value);
  }

  static reject(error?: unknown): VirtualPromise {
    const promise = new VirtualPromise();
    promise.reject(error);
    return promise;
  }

  static withResolvers() {
    const promise = new VirtualPromise();
    return {
      promise,
      resolve: (value: unknown) => promise.resolve(value),
      reject: (error: unknown) => promise.reject(error),
    };
  }

  static try(call: (...args: unknown[]) => unknown, ...args: unknown[]): VirtualPromise {
    const promise = new VirtualPromise();
    try {
      promise.resolve(call(...args));
    } catch (error) {
      promise.reject(error);
    }
    return promise;
  }

  static all(items: Iterable<unknown>): VirtualPromise {
    return combine(items, (all, values, at) => ({
      fulfilled: (value) => {
        values[at] = value;
        all.countDown();
      },
      rejected: (error) => all.promise.reject(error),
    }));
  }

  static allSettled(items: Iterable<unknown>): VirtualPromise {
    return combine(items, (all, values, at) => {
      const put = (entry: object) => {
        values[at] = entry;
        all.countDown();
      };
      return {
        fulfilled: (value) => put({ status: "fulfilled", value }),
        rejected: (reason) => put({ status: "rejected", reason }),
      };
    });
  }

  static any(items: Iterable<unknown>): VirtualPromise {
    const result = new VirtualPromise();
    combine(items, (all, errors, at) => ({
      fulfilled: (value) => result.resolve(value),
      rejected: (error) => {
        errors[at] = error;
        all.countDown();
      },
    })).settled(
      (errors) => result.reject(new AggregateError(errors as unknown[], "All promises were rejected")),
      () => {},
    );
    return result;
  }

  static race(items: Iterable<unknown>): VirtualPromise {
    const result = new VirtualPromise();
    for (const item of items)
      toPromise(item).settled(
        (value) => result.resolve(value),
        (error) => result.reject(error),
      );
    return result;
  }
}

interface Countdown {
  readonly promise: VirtualPromise;
  countDown(): void;
}

function combine(
  items: Iterable<unknown>,
  react: (all: Countdown, values: unknown[], at: number) => { fulfilled: Reaction; rejected: Reaction },
): VirtualPromise {
  const promise = new VirtualPromise();
  const list = [...items];
  const values: unknown[] = new Array(list.length);
  let left = list.length;
  const countDown = () => {
    if (--left === 0) promise.resolve(values);
  };
  if (left === 0) promise.resolve(values);
  for (const [at, item] of list.entries()) {
    const { fulfilled, rejected } = react({ promise, countDown }, values, at);
    toPromise(item).settled(fulfilled, rejected);
  }
  return promise;
}

/** A value as a promise. */
export function toPromise(value: unknown): VirtualPromise {
  if (value instanceof VirtualPromise) return value;
  if (value instanceof Promise) throw realWait();
  const promise = new VirtualPromise();
  promise.resolve(value);
  return promise;
}

/** Calls a function. A function of transformed code can then be suspended. */
export function callFunction(fn: (...args: never[]) => unknown, self: unknown, args: unknown[]): unknown {
  const generator = (fn as { [GENERATOR]?: (...args: unknown[]) => unknown })[GENERATOR];
  return generator === undefined ? Reflect.apply(fn, self, args) : Reflect.apply(generator, self, args);
}
