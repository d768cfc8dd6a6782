import { now } from "./current-thread.ts";
import { drive } from "./drive.ts";
import {
  AsyncCall,
  Await,
  type Frame,
  GENERATOR,
  GeneratorStep,
  Suspension,
  Yielded,
} from "./suspensions.ts";
import { inside, pendingPromise, type VirtualPromise } from "./virtual-promise.ts";

/** The ways to resume a generator. */
export type Mode = "next" | "throw" | "return";

interface State {
  readonly frame: Frame;
  isRunning: boolean;
}

/** One call of a method of an asynchronous generator. */
interface Request {
  readonly mode: Mode;
  readonly value: unknown;
  readonly promise: VirtualPromise;
}

interface AsyncState {
  readonly frame: Frame;
  readonly requests: Request[];
  isRunning: boolean;
  isStarted: boolean;
  isDone: boolean;
}

const STATE = Symbol("generator");

const iterators = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())) as object;
const asyncIterators = Object.getPrototypeOf(
  Object.getPrototypeOf(Object.getPrototypeOf((async function* () {})())),
) as object;

/** The prototype of all generators of the program. It has the helpers of iterators, as the real one has. */
export const generatorPrototype: object = Object.create(iterators, {
  [Symbol.toStringTag]: { value: "Generator", configurable: true },
});
export const asyncGeneratorPrototype: object = Object.create(asyncIterators, {
  [Symbol.toStringTag]: { value: "AsyncGenerator", configurable: true },
});

/** The object that a generator function of the program returns. */
export function newGenerator(frame: Frame, prototype: unknown): object {
  const state: State = { frame, isRunning: false };
  const parent = typeof prototype === "object" && prototype !== null ? prototype : generatorPrototype;
  return Object.create(parent, { [STATE]: { value: state } });
}

export function newAsyncGenerator(frame: Frame, prototype: unknown): object {
  const state: AsyncState = { frame, requests: [], isRunning: false, isStarted: false, isDone: false };
  const parent = typeof prototype === "object" && prototype !== null ? prototype : asyncGeneratorPrototype;
  return Object.create(parent, { [STATE]: { value: state } });
}

export const isGenerator = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.hasOwn(value, STATE);

function* step(generator: unknown, mode: Mode, value: unknown): Frame {
  const state = (generator as { [STATE]?: State } | undefined)?.[STATE];
  if (state === undefined)
    throw new TypeError(`${mode} method called on incompatible receiver ${String(generator)}`);
  if (state.isRunning) throw new TypeError("Generator is already running");
  state.isRunning = true;
  // It may count, so a loop that steps it has not stood still.
  if (now.thread !== undefined) now.thread.loops.changes++;
  try {
    return yield new GeneratorStep(state.frame, mode, value);
  } finally {
    state.isRunning = false;
  }
}

function* asyncStep(generator: unknown, mode: Mode, value: unknown): Frame {
  const promise = pendingPromise();
  const state = (generator as { [STATE]?: AsyncState } | undefined)?.[STATE];
  if (state === undefined) {
    inside.reject(
      promise,
      new TypeError(`${mode} method called on incompatible receiver ${String(generator)}`),
    );
    return promise;
  }
  if (now.thread !== undefined) now.thread.loops.changes++;
  state.requests.push({ mode, value, promise });
  if (!state.isRunning) {
    state.isRunning = true;
    yield new AsyncCall(serve(state));
  }
  return promise;
}

/** Answers the calls of an asynchronous generator's methods, one after the other. */
function* serve(state: AsyncState): Frame {
  for (let request = state.requests[0]; request !== undefined; request = state.requests[0]) {
    let { mode, value } = request;
    let answer: { value: unknown; done: boolean } | undefined;
    let error: unknown;
    let isError = false;
    try {
      if (!state.isStarted && mode !== "next") state.isDone = true;
      if (mode === "return") {
        try {
          value = yield new Await(value);
        } catch (cause) {
          mode = "throw";
          value = cause;
        }
      }
      if (state.isDone) {
        if (mode === "throw") throw value;
        answer = { value: mode === "return" ? value : undefined, done: true };
      } else {
        state.isStarted = true;
        answer = (yield* advance(state, mode, value)) as { value: unknown; done: boolean };
        if (answer.done) state.isDone = true;
      }
    } catch (cause) {
      state.isDone = true;
      isError = true;
      error = cause;
    }
    state.requests.shift();
    if (isError) inside.reject(request.promise, error);
    else inside.resolve(request.promise, answer);
  }
  state.isRunning = false;
  return undefined;
}

/** Runs an asynchronous generator to its next `yield`. */
function* advance({ frame }: AsyncState, mode: Mode, value: unknown): Frame {
  let how = mode;
  let sent = value;
  for (;;) {
    if (how === "return") now.returning = sent;
    const result = frame[how](sent);
    if (result.done) return { value: result.value, done: true };
    const suspended = result.value as object;
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

for (const [prototype, steps] of [
  [generatorPrototype, step],
  [asyncGeneratorPrototype, asyncStep],
] as const) {
  for (const mode of ["next", "throw", "return"] as const) {
    const { [mode]: method } = {
      [mode](this: unknown, value: unknown) {
        return drive(steps(this, mode, value));
      },
    };
    Object.defineProperty(method, GENERATOR, {
      value(this: unknown, value: unknown) {
        return steps(this, mode, value);
      },
    });
    Object.defineProperty(prototype, mode, { value: method, writable: true, configurable: true });
  }
}

/** Runs what an iterator's method gave, which may be a suspension. */
export function* settled(value: unknown): Frame {
  return value instanceof Suspension ? yield value : value;
}
