import { sites } from "../transform/place.ts";
import { elementAccess, isSharedView } from "./access.ts";
import { dispatch } from "./dispatch.ts";
import { AsyncCall, Await, type Frame, Suspension } from "./suspensions.ts";

/** A loop over the elements of a value. */
export interface Iteration {
  /** Whether it has ended, so that it need not be closed. */
  over: boolean;
  /** The iterator that it asks; undefined where it reads an array or a view itself. */
  readonly iterator: object | undefined;
  /** @returns the next step, as iterators return it, or a suspension that has it as its result */
  next(): unknown;
  /** Calls a method of the iterator with a value. @param method - `next` where it is left out */
  send(value: unknown, method?: Method): unknown;
  /** Tells the iterator that the loop has ended early. */
  close(): unknown;
}

type Keyed = Record<PropertyKey, unknown>;
type Method = (...args: unknown[]) => unknown;

/** The next step of an iteration. @throws TypeError when it is no object */
export function* stepOf(iteration: Iteration): Frame {
  let step = iteration.next();
  if (step instanceof Suspension) step = yield step;
  return checked(step);
}

export function checked(step: unknown): object {
  if ((typeof step !== "object" && typeof step !== "function") || step === null)
    throw new TypeError(`Iterator result ${String(step)} is not an object`);
  return step;
}

const arrayIterator = Array.prototype[Symbol.iterator];

/** `for (… of value)`. */
export function forOf(site: number, value: unknown): unknown {
  const open = (value as Keyed)[Symbol.iterator];
  if (Array.isArray(value) && open === arrayIterator) return overArray(value);
  if (isSharedView(value) && !(value instanceof DataView))
    return overView(site, value as Int32Array<SharedArrayBuffer>);
  if (typeof open !== "function")
    throw new TypeError(`${sites[site]?.callee ?? String(value)} is not iterable`);
  return opened(dispatch.call(open as Method, value, []));
}

/** `for await (… of value)`, whose steps are promises. */
export function forAwaitOf(site: number, value: unknown): unknown {
  const open = (value as Keyed)[Symbol.asyncIterator];
  return open === undefined || open === null
    ? awaiting(forOf(site, value))
    : opened(dispatch.call(open as Method, value, []));
}

function opened(iterator: unknown): unknown {
  return iterator instanceof Suspension ? openedLater(iterator) : overIterator(checkedIterator(iterator));
}

function* openedLater(suspended: object): Frame {
  return overIterator(checkedIterator(yield suspended));
}

function checkedIterator(iterator: unknown): Keyed {
  if ((typeof iterator !== "object" && typeof iterator !== "function") || iterator === null)
    throw new TypeError("Result of the Symbol.iterator method is not an object");
  return iterator as Keyed;
}

function overIterator(iterator: Keyed): Iteration {
  const next = iterator.next as Method;
  return {
    over: false,
    iterator,
    next() {
      // An iterator that throws has ended, as has one whose suspended step throws later.
      this.over = true;
      const step = dispatch.call(next, iterator, []);
      if (!(step instanceof Suspension)) this.over = false;
      return step instanceof Suspension ? stepped(this, step) : step;
    },
    send: (value, method = next) => dispatch.call(method, iterator, [value]),
    close() {
      this.over = true;
      const end = iterator.return;
      return end === undefined || end === null ? undefined : dispatch.call(end as Method, iterator, []);
    },
  };
}

function* stepped(iteration: Iteration, suspended: object): Frame {
  const step = yield suspended;
  iteration.over = false;
  return step;
}

function overArray(items: readonly unknown[]): Iteration {
  let at = 0;
  const step = { done: false, value: undefined as unknown };
  const next = () => {
    step.done = at >= items.length;
    step.value = items[at++];
    return step;
  };
  return { over: false, iterator: undefined, next, send: next, close() {} };
}

/** Reads the elements of a view of shared memory, each in a step. */
function overView(site: number, view: Int32Array<SharedArrayBuffer>): Iteration {
  let at = 0;
  const next = () => {
    const access = elementAccess("read", site, view, at);
    if (access === undefined && at < view.length) return { done: false, value: view[at++] };
    at++;
    return access === undefined ? { done: true, value: undefined } : element(access);
  };
  return { over: false, iterator: undefined, next, send: next, close() {} };
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
  const next = () => new AsyncCall(awaitedStep(inner));
  return { over: false, iterator: inner.iterator, next, send: next, close: () => inner.close() };
}

function* awaitedStep(inner: Iteration): Frame {
  const { done, value } = (yield* stepOf(inner)) as IteratorResult<unknown>;
  return { done, value: yield new Await(value) };
}
