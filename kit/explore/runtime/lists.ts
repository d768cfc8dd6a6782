import { isSharedView } from "./access.ts";
import { now } from "./current-thread.ts";
import { drive } from "./drive.ts";
import { hasGetter, propertiesOf } from "./elements.ts";
import { forAwaitOf, forOf, type Iteration, stepOf } from "./iteration.ts";
import { Await, type Frame, Yielded } from "./suspensions.ts";
import { settled } from "./user-generators.ts";
import { snapshot } from "./view-methods.ts";

type Result = { readonly done?: boolean; readonly value: unknown };
type Keyed = Record<PropertyKey, unknown>;
type Method = (...args: unknown[]) => unknown;
type View = Int32Array<SharedArrayBuffer>;

const isPlainArray = (value: unknown): value is unknown[] =>
  Array.isArray(value) && value[Symbol.iterator] === Array.prototype[Symbol.iterator];
const isView = (value: unknown): value is View => isSharedView(value) && !(value instanceof DataView);

/** The value of a spread, as an array or an iterable that the language can read by itself. */
export function list(site: number, value: unknown): unknown {
  if (isPlainArray(value) || typeof value === "string") return value;
  if (now.thread !== undefined && isView(value)) return viewList(site, value);
  return collected(site, value);
}

function* viewList(site: number, view: View): Frame {
  return Array.from((yield* snapshot(view, site)) as Int32Array);
}

/** All that a value gives in a loop, as an array. @param map - changes each item */
export function* collected(
  site: number,
  value: unknown,
  map?: (item: unknown, index: number) => Frame,
): Frame {
  const items: unknown[] = [];
  const iteration = (yield* settled(forOf(site, value))) as Iteration;
  for (;;) {
    now.thread?.loops.work();
    const { done, value: item } = (yield* stepOf(iteration)) as Result;
    if (done) return items;
    if (map === undefined) items.push(item);
    else {
      try {
        items.push(yield* map(item, items.length));
      } catch (error) {
        yield* closedQuietly(iteration);
        throw error;
      }
    }
  }
}

function* closedQuietly(iteration: Iteration): Frame {
  try {
    yield* settled(iteration.close());
  } catch {
    // The first error is the one that counts.
  }
  return undefined;
}

/**
 * The items that an array pattern takes: the first ones, and all others where it ends with a rest. The iterator is closed when it has more.
 */
export function take(site: number, value: unknown, count: number, hasRest: boolean): unknown {
  return isPlainArray(value) ? value : taken(site, value, count, hasRest);
}

function* taken(site: number, value: unknown, count: number, hasRest: boolean): Frame {
  if (value === null || value === undefined) throw new TypeError(`${String(value)} is not iterable`);
  const items: unknown[] = [];
  const iteration = (yield* settled(forOf(site, value))) as Iteration;
  for (let i = 0; hasRest || i < count; i++) {
    now.thread?.loops.work();
    const { done, value: item } = (yield* stepOf(iteration)) as Result;
    if (done) return items;
    items.push(item);
  }
  yield* settled(iteration.close());
  return items;
}

/** An iteration for an array pattern that is written out. */
export function* opened(site: number, value: unknown): Frame {
  if (value === null || value === undefined) throw new TypeError(`${String(value)} is not iterable`);
  return yield* settled(forOf(site, value));
}

/** The next value of such a pattern; undefined after the last one. */
export function* nextOf(iteration: Iteration): Frame {
  if (iteration.over) return undefined;
  const { done, value } = (yield* stepOf(iteration)) as Result;
  if (done) {
    iteration.over = true;
    return undefined;
  }
  return value;
}

export function* restOf(iteration: Iteration): Frame {
  const items: unknown[] = [];
  for (;;) {
    now.thread?.loops.work();
    const item = yield* nextOf(iteration);
    if (iteration.over) return items;
    items.push(item);
  }
}

export function* closed(iteration: Iteration): Frame {
  if (!iteration.over) yield* settled(iteration.close());
  return undefined;
}

export const listHidden = (value: unknown): unknown => drive(list(-1, value));

/** The properties of a value that an object pattern's rest or a spread copies. */
export function spread(site: number, value: unknown): unknown {
  if (now.thread === undefined || typeof value !== "object" || value === null) return value;
  if (isView(value)) return snapshot(value, site);
  return hasGetter(value) ? propertiesOf(site, value) : value;
}

/** Copies all properties but those with the given keys. */
export function* without(site: number, value: unknown, keys: readonly PropertyKey[]): Frame {
  if (value === null || value === undefined)
    throw new TypeError(`Cannot destructure '${String(value)}' as it is ${String(value)}.`);
  const from = (yield* settled(spread(site, value))) as object;
  const copy: Keyed = { ...from };
  for (const key of keys) delete copy[key];
  return copy;
}

/** Sends what a generator gets through `yield*` on to the inner iterator. */
function* forwarding(open: unknown, isAsync: boolean): Frame {
  const iterator = (yield* settled(open)) as Iteration;
  const inner = iterator.iterator as Keyed | undefined;
  let mode: "next" | "throw" | "return" = "next";
  let sent: unknown;
  for (;;) {
    let result: unknown;
    if (inner === undefined) {
      if (mode !== "next") {
        if (mode === "throw") throw sent;
        return sent;
      }
      result = yield* settled(iterator.next());
    } else if (mode === "next") result = yield* settled(iterator.send(sent));
    else {
      const method = inner[mode] as Method | undefined | null;
      if (method === undefined || method === null) {
        if (mode === "return") return sent;
        const end = yield* settled(iterator.close());
        if (isAsync) yield new Await(end);
        throw new TypeError("The iterator does not provide a 'throw' method");
      }
      result = yield* settled(iterator.send(sent, method));
    }
    if (isAsync) result = yield new Await(result);
    if (typeof result !== "object" || result === null)
      throw new TypeError(`Iterator result ${String(result)} is not an object`);
    const { done, value } = result as Result;
    if (done) return value;
    let isEnded = true;
    mode = "next";
    // biome-ignore lint/suspicious/noConfusingLabels: a generator that is being ended can be kept alive only by a jump.
    sending: {
      try {
        sent = yield new Yielded(value);
        isEnded = false;
      } catch (error) {
        isEnded = false;
        mode = "throw";
        sent = error;
      } finally {
        // The generator is being ended: the inner one is ended, too, and may go on all the same.
        if (isEnded) {
          mode = "return";
          sent = now.returning;
          // biome-ignore lint/correctness/noUnsafeFinally: only so does a generator go on after it was asked to end.
          break sending;
        }
      }
    }
  }
}

/** `yield* value` in a generator of the program. */
export function delegate(value: unknown): Frame {
  return forwarding(forOf(-1, value), false);
}

/** The same in an asynchronous generator. */
export function asynchronousDelegate(value: unknown): Frame {
  return forwarding(forAwaitOf(-1, value), true);
}
