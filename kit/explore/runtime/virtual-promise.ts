import { now, type RunningThread } from "./current-thread.ts";
import { dispatch } from "./dispatch.ts";
import { type Frame, GENERATOR, Suspension } from "./suspensions.ts";
import { trust } from "./trusted.ts";
import { realWait } from "./unsupported.ts";

type Reaction = (value: unknown) => void;
type Callback = (...args: unknown[]) => unknown;
export type Executor = (resolve: Reaction, reject: Reaction) => void;
type PromiseClass = new (executor: Executor) => VirtualPromise;

/** A promise that the explorer settles itself. */
export const pendingPromise = (): VirtualPromise => new VirtualPromise(PENDING);

/** A promise of any class with its two functions. */
interface Capability {
  readonly promise: VirtualPromise;
  readonly resolve: Reaction;
  readonly reject: Reaction;
}

/** The promise that a constructor makes without an executor. Code of a program cannot name it, and must give one. */
const PENDING = (() => {}) as Executor;

/** What the explorer does with a promise. The class itself has the members of the language's, and no other. */
interface Inside {
  state(promise: VirtualPromise): "pending" | "fulfilled" | "rejected";
  value(promise: VirtualPromise): unknown;
  isHandled(promise: VirtualPromise): boolean;
  /** The functions that settle it, once. */
  functions(promise: VirtualPromise): { resolve: Reaction; reject: Reaction };
  /** Settles it with a value, or makes it follow another promise. */
  resolve(promise: VirtualPromise, value: unknown): void;
  reject(promise: VirtualPromise, error: unknown): void;
  /** Calls one of two functions of the runtime when it settles, or at once when it is settled. */
  settled(promise: VirtualPromise, fulfilled: Reaction, rejected: Reaction): void;
}
export const inside = {} as Inside;

/** `Promise` for virtual threads. Its jobs run on the event loop of the thread that made it, in the order that JavaScript defines. */
export class VirtualPromise {
  #state: "pending" | "fulfilled" | "rejected" = "pending";
  #value: unknown;
  readonly #owner: RunningThread | undefined = now.thread;
  #reactions: { fulfilled: Reaction; rejected: Reaction }[] = [];
  #isResolved = false;
  #isHandled = false;

  static {
    inside.state = (promise) => promise.#state;
    inside.value = (promise) => promise.#value;
    inside.isHandled = (promise) => promise.#isHandled;
    inside.functions = (promise) => promise.#functions();
    inside.resolve = (promise, value) => {
      if (promise.#isResolved) return;
      promise.#isResolved = true;
      promise.#resolve(value);
    };
    inside.reject = (promise, error) => {
      if (promise.#isResolved) return;
      promise.#isResolved = true;
      promise.#settle("rejected", error);
    };
    inside.settled = (promise, fulfilled, rejected) => {
      promise.#isHandled = true;
      if (promise.#state === "pending") promise.#reactions.push({ fulfilled, rejected });
      else (promise.#state === "fulfilled" ? fulfilled : rejected)(promise.#value);
    };
  }

  constructor(executor: Executor) {
    if (executor === PENDING) return;
    if (typeof executor !== "function")
      throw new TypeError(`Promise resolver ${String(executor)} is not a function`);
    const { resolve, reject } = this.#functions();
    try {
      // A function of the program that is called natively drives itself.
      executor(resolve, reject);
    } catch (error) {
      reject(error);
    }
  }

  #functions(): { resolve: Reaction; reject: Reaction } {
    let isCalled = false;
    const once = (settle: Reaction) =>
      trust((value: unknown) => {
        if (isCalled) return;
        isCalled = true;
        settle(value);
      });
    return {
      resolve: once((value) => this.#resolve(value)),
      reject: once((error) => this.#settle("rejected", error)),
    };
  }

  #resolve(value: unknown): void {
    if (value === this) {
      this.#settle("rejected", new TypeError("Chaining cycle detected for promise #<Promise>"));
      return;
    }
    if (value instanceof Promise) throw realWait();
    if ((typeof value !== "object" && typeof value !== "function") || value === null) {
      this.#settle("fulfilled", value);
      return;
    }
    let then: unknown;
    try {
      then = (value as { then?: unknown }).then;
    } catch (error) {
      this.#settle("rejected", error);
      return;
    }
    if (typeof then !== "function") {
      this.#settle("fulfilled", value);
      return;
    }
    const { resolve, reject } = this.#functions();
    const follow = () => dispatch.call(then as Callback, value, [resolve, reject]);
    this.#thread.enqueue(() => this.#thread.callAsJob(follow, { resolve() {}, reject }));
  }

  // biome-ignore lint/suspicious/noThenProperty: a promise has a method then.
  then(onFulfilled?: Callback, onRejected?: Callback): VirtualPromise {
    const derived = capabilityOf(speciesOf(this));
    const react =
      (callback: Callback | undefined, otherwise: (value: unknown) => void) => (value: unknown) => {
        const thread = this.#thread;
        thread.enqueue(() => {
          if (typeof callback !== "function") otherwise(value);
          else thread.callAsJob(() => dispatch.call(callback, undefined, [value]), derived);
        });
      };
    inside.settled(this, react(onFulfilled, derived.resolve), react(onRejected, derived.reject));
    return derived.promise;
  }

  catch(onRejected?: Callback): VirtualPromise {
    return this.then(undefined, onRejected);
  }

  finally(callback?: Callback): VirtualPromise {
    if (typeof callback !== "function") return this.then(callback, callback);
    const Class = speciesOf(this);
    const after = (last: Callback) => {
      const run = function* (value: unknown): Generator<unknown, unknown, unknown> {
        const result = yield* called(callback, undefined, []);
        return promiseOf(Class, result).then(trust(() => last(value)));
      };
      return Object.defineProperty(
        trust(() => undefined),
        GENERATOR,
        { value: run },
      ) as Callback;
    };
    return this.then(
      after((value) => value),
      after((error) => {
        throw error;
      }),
    );
  }

  static get [Symbol.species](): unknown {
    // biome-ignore lint/complexity/noThisInStatic: a subclass is its own species.
    return this;
  }

  get #thread(): RunningThread {
    const thread = this.#owner ?? now.thread;
    if (thread === undefined) throw realWait();
    return thread;
  }

  #settle(state: "fulfilled" | "rejected", value: unknown): void {
    if (this.#state !== "pending") return;
    this.#isResolved = true;
    this.#state = state;
    this.#value = value;
    const reactions = this.#reactions;
    this.#reactions = [];
    if (state === "rejected" && !this.#isHandled) this.#owner?.noteRejection(this);
    for (const reaction of reactions) reaction[state](value);
  }

  static resolve(value?: unknown): VirtualPromise {
    // biome-ignore lint/complexity/noThisInStatic: a subclass makes promises of its own.
    return promiseOf(this as never, value);
  }

  static reject(error?: unknown): VirtualPromise {
    // biome-ignore lint/complexity/noThisInStatic: as above.
    const { promise, reject } = capabilityOf(this as never);
    reject(error);
    return promise;
  }

  static withResolvers() {
    // biome-ignore lint/complexity/noThisInStatic: as above.
    const { promise, resolve, reject } = capabilityOf(this as never);
    return { promise, resolve, reject };
  }
}

/** `Promise.try`, `all` and the others call code of the program, which can be suspended. */
function define(name: string, length: number, body: (Class: PromiseClass, args: unknown[]) => Frame): void {
  const { [name]: method } = {
    [name](this: PromiseClass, ...args: unknown[]) {
      return dispatch.drive(body(this, args));
    },
  };
  Object.defineProperty(method, "length", { value: length });
  Object.defineProperty(method, GENERATOR, {
    value(this: PromiseClass, ...args: unknown[]) {
      return body(this, args);
    },
  });
  Object.defineProperty(VirtualPromise, name, { value: method, writable: true, configurable: true });
}

function* called(fn: unknown, self: unknown, args: unknown[]): Frame {
  const result = dispatch.call(fn as Callback, self, args);
  return result instanceof Suspension ? yield result : result;
}

define("try", 1, function* (Class, [call, ...args]) {
  const { promise, resolve, reject } = capabilityOf(Class);
  try {
    resolve(yield* called(call, undefined, args));
  } catch (error) {
    reject(error);
  }
  return promise;
});

/** What `all` and its relatives do with each item. */
type Each = (
  all: Capability,
  values: unknown[],
  index: number,
  countDown: () => void,
) => [Callback, Callback];

function combinator(name: string, each: Each, ended: (all: Capability, values: unknown[]) => void): void {
  define(name, 1, function* (Class, [items]) {
    const all = capabilityOf(Class);
    try {
      const resolveItem: unknown = (Class as unknown as { resolve: unknown }).resolve;
      if (typeof resolveItem !== "function")
        throw new TypeError("Promise resolve or reject function is not callable");
      const list = (yield* dispatch.collect(items)) as unknown[];
      const values: unknown[] = new Array(list.length);
      let left = list.length + 1;
      const countDown = () => {
        if (--left === 0) ended(all, values);
      };
      for (const [index, item] of list.entries()) {
        const next = yield* called(resolveItem, Class, [item]);
        let isCounted = false;
        const once = () => {
          if (!isCounted) countDown();
          isCounted = true;
        };
        const [fulfilled, rejected] = each(all, values, index, once);
        yield* called((next as { then: unknown }).then, next, [trust(fulfilled), trust(rejected)]);
      }
      countDown();
    } catch (error) {
      all.reject(error);
    }
    return all.promise;
  });
}

combinator(
  "all",
  (all, values, index, countDown) => [
    (value) => {
      values[index] = value;
      countDown();
    },
    all.reject as Callback,
  ],
  (all, values) => all.resolve(values),
);
combinator(
  "allSettled",
  (_all, values, index, countDown) => [
    (value) => {
      values[index] = { status: "fulfilled", value };
      countDown();
    },
    (reason) => {
      values[index] = { status: "rejected", reason };
      countDown();
    },
  ],
  (all, values) => all.resolve(values),
);
combinator(
  "any",
  (all, errors, index, countDown) => [
    all.resolve as Callback,
    (error) => {
      errors[index] = error;
      countDown();
    },
  ],
  (all, errors) => all.reject(new AggregateError(errors, "All promises were rejected")),
);
combinator(
  "race",
  (all) => [all.resolve as Callback, all.reject as Callback],
  () => {},
);

/** A promise of a class, with its functions. */
function capabilityOf(Class: PromiseClass): Capability {
  if ((Class as unknown) === VirtualPromise) {
    const promise = pendingPromise();
    return { promise, ...inside.functions(promise) };
  }
  if (typeof Class !== "function") throw new TypeError("PromiseResolve called on non-object");
  let resolve: Reaction = () => {};
  let reject: Reaction = () => {};
  const promise = new Class((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve: (value) => resolve(value), reject: (error) => reject(error) };
}

function speciesOf(promise: VirtualPromise): PromiseClass {
  const { constructor: Class } = promise;
  if (Class === VirtualPromise || Class === undefined) return VirtualPromise as PromiseClass;
  const species = (Class as unknown as { [Symbol.species]?: PromiseClass | null })[Symbol.species];
  return species ?? (VirtualPromise as PromiseClass);
}

/** `Class.resolve(value)`. */
function promiseOf(Class: PromiseClass, value: unknown): VirtualPromise {
  if (value instanceof VirtualPromise && value.constructor === Class) return value;
  if (value instanceof Promise) throw realWait();
  const { promise, resolve } = capabilityOf(Class);
  resolve(value);
  return promise;
}

/** A value as a promise. */
export function toPromise(value: unknown): VirtualPromise {
  if (value instanceof VirtualPromise && value.constructor === VirtualPromise) return value;
  if (value instanceof Promise) throw realWait();
  const promise = pendingPromise();
  inside.resolve(promise, value);
  return promise;
}

/** Calls a function. A function of transformed code can then be suspended. */
export function callFunction(fn: (...args: never[]) => unknown, self: unknown, args: unknown[]): unknown {
  return dispatch.call(fn as Callback, self, args);
}

for (const method of ["then", "catch", "finally"] as const) trust(VirtualPromise.prototype[method]);
for (const method of ["resolve", "reject", "withResolvers"] as const) trust(VirtualPromise[method]);

// It looks like the real one, by names, members and their order.
Object.defineProperty(VirtualPromise, "name", { value: "Promise", configurable: true });
Object.defineProperty(VirtualPromise.prototype, Symbol.toStringTag, { value: "Promise", configurable: true });
for (const [model, real] of [
  [VirtualPromise, Promise],
  [VirtualPromise.prototype, Promise.prototype],
] as const)
  for (const key of Reflect.ownKeys(real)) {
    const own = Object.getOwnPropertyDescriptor(model, key);
    if (own?.configurable !== true) continue;
    Reflect.deleteProperty(model, key);
    Object.defineProperty(model, key, own);
  }
