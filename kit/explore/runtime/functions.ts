import { drive } from "./drive.ts";
import { AsyncCall, Await, type Frame, GENERATOR, GeneratorStep, Yielded } from "./suspensions.ts";
import { VirtualPromise } from "./virtual-promise.ts";

type Body = (this: unknown, ...args: unknown[]) => Frame;
type Wrapped = ((...args: unknown[]) => unknown) & { [GENERATOR]?: (...args: unknown[]) => unknown };

/** A function with the code `body`. Transformed code suspends it; native code gets its result. */
export function plain(body: Body): Wrapped {
  const fn: Wrapped = function (this: unknown, ...args: unknown[]) {
    return drive(body.apply(this, args));
  };
  fn[GENERATOR] = body;
  return fn;
}

export function asynchronous(body: Body): Wrapped {
  const fn: Wrapped = function (this: unknown, ...args: unknown[]) {
    return drive(new AsyncCall(body.apply(this, args)));
  };
  fn[GENERATOR] = function (this: unknown, ...args: unknown[]) {
    return new AsyncCall(body.apply(this, args));
  };
  return fn;
}

export function generator(body: Body): Wrapped {
  return function (this: unknown, ...args: unknown[]) {
    return new UserGenerator(body.apply(this, args));
  };
}

export function asynchronousGenerator(body: Body): Wrapped {
  return function (this: unknown, ...args: unknown[]) {
    return new UserAsyncGenerator(body.apply(this, args));
  };
}

/** The functions above by the kind of method that they make callable. */
export const wrappers: Readonly<Record<string, (body: Body) => Wrapped>> = {
  method: plain,
  async: asynchronous,
  generator,
  asyncGenerator: asynchronousGenerator,
};

/** The object that a generator function of the program returns. */
export class UserGenerator {
  readonly #frame: Frame;
  constructor(frame: Frame) {
    this.#frame = frame;
  }
  /** The step for a call of one of its methods. */
  step(mode: "next" | "throw" | "return", value: unknown): GeneratorStep {
    return new GeneratorStep(this.#frame, mode, value);
  }
  declare next: (value?: unknown) => unknown;
  declare throw: (error?: unknown) => unknown;
  declare return: (value?: unknown) => unknown;
  [Symbol.iterator](): this {
    return this;
  }
}

/** The object that an asynchronous generator function of the program returns. */
export class UserAsyncGenerator {
  readonly #frame: Frame;
  /** The last call. Each call waits for the one before. */
  #last: VirtualPromise = VirtualPromise.resolve();
  constructor(frame: Frame) {
    this.#frame = frame;
  }
  step(mode: "next" | "throw" | "return", value: unknown): AsyncCall {
    const before = this.#last;
    const mine = new VirtualPromise();
    this.#last = mine;
    const done = () => mine.resolve(undefined);
    return new AsyncCall(inTurn(before, this.#frame, mode, value, done));
  }
  declare next: (value?: unknown) => unknown;
  declare throw: (error?: unknown) => unknown;
  declare return: (value?: unknown) => unknown;
  [Symbol.asyncIterator](): this {
    return this;
  }
}

function* inTurn(
  before: VirtualPromise,
  frame: Frame,
  mode: "next" | "throw" | "return",
  value: unknown,
  done: () => void,
): Frame {
  yield new Await(before);
  try {
    return yield* asynchronousStep(frame, mode, value);
  } finally {
    done();
  }
}

/** Runs an asynchronous generator to its next `yield`, as part of the asynchronous function that called it. */
function* asynchronousStep(frame: Frame, mode: "next" | "throw" | "return", value: unknown): Frame {
  let how = mode;
  let sent = value;
  for (;;) {
    const step = frame[how](sent);
    if (step.done) return { value: step.value, done: true };
    const suspended = step.value as object;
    if (suspended instanceof Yielded) return { value: suspended.value, done: false };
    how = "next";
    try {
      sent = yield suspended;
    } catch (error) {
      how = "throw";
      sent = error;
    }
  }
}

for (const Kind of [UserGenerator, UserAsyncGenerator]) {
  for (const mode of ["next", "throw", "return"] as const) {
    const method: Wrapped = function (this: { step(mode: string, value: unknown): object }, value: unknown) {
      return drive(this.step(mode, value));
    } as Wrapped;
    method[GENERATOR] = function (this: { step(mode: string, value: unknown): object }, value: unknown) {
      return this.step(mode, value);
      // Code of the program calls it on objects of these two classes only.
    } as Wrapped;
    Object.defineProperty(Kind.prototype, mode, { value: method, writable: true, configurable: true });
  }
}
