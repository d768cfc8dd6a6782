import { elementAccess, isSharedView } from "./access.ts";
import { AsyncCall, Await, type Frame, Suspension } from "./suspensions.ts";
import { callFunction } from "./virtual-promise.ts";

/** A loop over the elements of a value. */
export interface Iteration {
  /** Whether it has ended, so that it need not be closed. */
  over: boolean;
  /** @returns the next step, as iterators return it, or a suspension that has it as its result */
  next(): unknown;
  /** Tells the iterator that the loop has ended early. */
  close(): unknown;
}

type Keyed = Record<PropertyKey, unknown>;
type Method = (value: unknown) => unknown;

/** `for (… of value)`. */
export function forOf(site: number, value: unknown): unknown {
  if (Array.isArray(value)) return overArray(value);
  if (isSharedView(value) && !(value instanceof DataView))
    return overView(site, value as Int32Array<SharedArrayBuffer>);
  const open = (value as Keyed)[Symbol.iterator];
  if (typeof open !== "function") throw new TypeError(`${String(value)} is not iterable`);
  return opened(callFunction(open as Method, value, []));
}

/** `for await (… of value)`, whose steps are promises. */
export function forAwaitOf(site: number, value: unknown): unknown {
  const open = (value as Keyed)[Symbol.asyncIterator];
  return typeof open === "function"
    ? opened(callFunction(open as Method, value, []))
    : awaiting(forOf(site, value));
}

function opened(iterator: unknown): unknown {
  return iterator instanceof Suspension ? openedLater(iterator) : overIterator(iterator as Keyed);
}

function* openedLater(suspended: object): Frame {
  return overIterator((yield suspended) as Keyed);
}

function overIterator(iterator: Keyed): Iteration {
  const next = iterator.next as Method;
  return {
    over: false,
    next() {
      // An iterator that throws has ended, as has one whose suspended step throws later.
      this.over = true;
      const step = callFunction(next, iterator, []);
      this.over = false;
      return step;
    },
    close() {
      const end = iterator.return;
      return typeof end === "function" ? callFunction(end as Method, iterator, [undefined]) : undefined;
    },
  };
}

function overArray(items: readonly unknown[]): Iteration {
  let at = 0;
  const step = { done: false, value: undefined as unknown };
  return {
    over: false,
    next() {
      step.done = at >= items.length;
      step.value = items[at++];
      return step;
    },
    close() {},
  };
}

/** Reads the elements of a view of shared memory, each in a step. */
function overView(site: number, view: Int32Array<SharedArrayBuffer>): Iteration {
  let at = 0;
  return {
    over: false,
    next() {
      const access = elementAccess("read", site, view, at);
      if (access === undefined && at < view.length) return { done: false, value: view[at++] };
      at++;
      return access === undefined ? { done: true, value: undefined } : element(access);
    },
    close() {},
  };
}

function* element(access: object): Frame {
  return { done: false, value: yield access };
}

/** A loop over elements that may be promises. Each step waits for its element. */
function awaiting(inner: unknown): unknown {
  return inner instanceof Suspension ? awaitingLater(inner) : stepByStep(inner as Iteration);
}

function* awaitingLater(suspended: object): Frame {
  return stepByStep((yield suspended) as Iteration);
}

function stepByStep(inner: Iteration): Iteration {
  return {
    over: false,
    next: () => new AsyncCall(awaitedStep(inner)),
    close: () => inner.close(),
  };
}

function* awaitedStep(inner: Iteration): Frame {
  let step = inner.next();
  if (step instanceof Suspension) step = yield step;
  const { done, value } = step as IteratorResult<unknown>;
  return { done, value: done ? value : yield new Await(value) };
}
