import { bulkAccess, elementAccess } from "./access.ts";
import { callSite } from "./call-site.ts";
import { now } from "./current-thread.ts";
import { dispatch } from "./dispatch.ts";
import { plain } from "./functions.ts";
import { sorted } from "./sorting.ts";
import { type Frame, Suspension } from "./suspensions.ts";

type View = Int32Array<SharedArrayBuffer>;
type Callback = (...args: unknown[]) => unknown;
type Native = (...args: unknown[]) => unknown;
type Method = (view: View, site: number, args: unknown[]) => Frame;

const prototype = Object.getPrototypeOf(Int32Array.prototype) as Record<PropertyKey, Native>;

/** Methods of views by their names, and by the real methods. */
export const viewMethods = new Map<PropertyKey, Native>();
export const byNative = new Map<unknown, Method>();

/** Whether other threads see the elements. A method with a function of the program runs here on a thread's own array, too. */
const isShared = (view: View): boolean => view.buffer instanceof SharedArrayBuffer;

/** Reads one element in a step. */
export function* elementOf(view: View, site: number, index: number): Frame {
  const access = isShared(view) ? elementAccess("read", site, view, index) : undefined;
  return access === undefined ? view[index] : yield access;
}

/** Calls a function of the program, which can be suspended. */
export function* called(fn: unknown, self: unknown, args: unknown[]): Frame {
  const result = dispatch.call(fn as Callback, self, args);
  return result instanceof Suspension ? yield result : result;
}

function functionOf(value: unknown): Callback {
  if (typeof value !== "function") throw new TypeError(`${String(value)} is not a function`);
  return value as Callback;
}

/** One step that reads or writes a part of a view. @param perform - what it does */
function* bulk(
  view: View,
  site: number,
  from: number,
  to: number,
  writes: boolean,
  perform: () => unknown,
): Frame {
  const low = Math.min(from, view.length);
  const high = Math.max(low, Math.min(to, view.length));
  const size = view.BYTES_PER_ELEMENT;
  if (now.thread === undefined || !isShared(view)) return perform();
  const access =
    low < high ? bulkAccess(site, view, low * size, (high - low) * size, writes, perform) : undefined;
  return access === undefined ? perform() : yield access;
}

function relative(index: unknown, length: number, otherwise: number): number {
  if (index === undefined) return otherwise;
  const at = Math.trunc(Number(index)) || 0;
  return at < 0 ? Math.max(0, length + at) : Math.min(at, length);
}

function define(name: string | symbol, method: Method): void {
  const native = prototype[name] as Native;
  const fn = plain(
    function (this: unknown, ...args: unknown[]): Frame {
      return method(this as View, callSite.current, args);
    },
    typeof name === "string" ? name : "values",
    native.length,
    "method",
  );
  viewMethods.set(name, fn);
  byNative.set(native, method);
}

/** Methods that read a whole view at once. */
for (const name of [
  "includes",
  "indexOf",
  "lastIndexOf",
  "join",
  "toReversed",
  "with",
  "toString",
  "toLocaleString",
])
  define(name, (view, site, args) =>
    bulk(view, site, 0, view.length, false, () => Reflect.apply(prototype[name] as Native, view, args)),
  );
for (const name of ["reverse", "copyWithin"])
  define(name, (view, site, args) =>
    bulk(view, site, 0, view.length, true, () => Reflect.apply(prototype[name] as Native, view, args)),
  );
define("at", function* (view, site, [index]) {
  const at = Math.trunc(Number(index)) || 0;
  return yield* elementOf(view, site, at < 0 ? view.length + at : at);
});
define("slice", (view, site, args) =>
  bulk(
    view,
    site,
    relative(args[0], view.length, 0),
    relative(args[1], view.length, view.length),
    false,
    () => Reflect.apply(prototype.slice as Native, view, args),
  ),
);
define("fill", function* (view, site, args) {
  const value = typeof view[0] === "bigint" ? args[0] : Number(args[0]);
  const from = relative(args[1], view.length, 0);
  const to = relative(args[2], view.length, view.length);
  return yield* bulk(view, site, from, to, true, () =>
    Reflect.apply(prototype.fill as Native, view, [value, from, to]),
  );
});
define("set", function* (view, site, [source, offset]) {
  const given = yield* valuesOf(site, source);
  const from = Math.trunc(Number(offset)) || 0;
  const { length } = given as ArrayLike<unknown>;
  if (from < 0 || from + length > view.length)
    return Reflect.apply(prototype.set as Native, view, [given, from]);
  return yield* bulk(view, site, from, from + length, true, () =>
    Reflect.apply(prototype.set as Native, view, [given, from]),
  );
});
// biome-ignore lint/correctness/useYield: it makes no step, and stands among methods that do.
define("subarray", function* (view, _site, args) {
  return dispatch.guarded(Reflect.apply(prototype.subarray as Native, view, args));
});
// biome-ignore lint/correctness/useYield: it reads no element.
define("keys", function* (view) {
  return Reflect.apply(prototype.keys as Native, view, []);
});
define("sort", function* (view, site, [compare]) {
  const copy = yield* snapshot(view, site);
  const items = yield* sortedView(copy as Int32Array, compare);
  return yield* bulk(view, site, 0, view.length, true, () => {
    Reflect.apply(prototype.set as Native, view, [items]);
    return view;
  });
});
define("toSorted", function* (view, site, [compare]) {
  const copy = (yield* snapshot(view, site)) as Int32Array;
  copy.set((yield* sortedView(copy, compare)) as Int32Array);
  return copy;
});

function* sortedView(copy: Int32Array, compare: unknown): Frame {
  return compare === undefined ? copy.sort() : yield* sorted([...copy], functionOf(compare));
}

/** A copy of a view in memory that is not shared. */
export function snapshot(view: View, site: number): Frame {
  return bulk(view, site, 0, view.length, false, () => Reflect.apply(prototype.slice as Native, view, []));
}

/** An array-like value whose elements are not shared. */
export function* valuesOf(site: number, source: unknown): Frame {
  return dispatch.isView(source) ? yield* snapshot(source as View, site) : source;
}

/** Methods that call a function for each element. Each element is read in a step of its own. */
function each(
  name: string,
  visit: (found: unknown, value: unknown, index: number, result: Result) => void,
  isBackward = false,
): void {
  define(name, function* (view, site, args) {
    const callback = functionOf(args[0]);
    const { length } = view;
    const result: Result = { value: undefined, isOver: false, list: [] };
    for (let i = 0; i < length && !result.isOver; i++) {
      const index = isBackward ? length - 1 - i : i;
      const value = yield* elementOf(view, site, index);
      visit(yield* called(callback, args[1], [value, index, view]), value, index, result);
    }
    return finish(name, result, view);
  });
}

interface Result {
  value: unknown;
  isOver: boolean;
  readonly list: unknown[];
}

function finish(name: string, { value, isOver, list }: Result, view: View): unknown {
  switch (name) {
    case "every":
      return !isOver;
    case "some":
      return isOver;
    case "findIndex":
    case "findLastIndex":
      return isOver ? value : -1;
    case "map":
    case "filter": {
      const made = Reflect.apply(prototype.slice as Native, view, [0, 0]) as Int32Array;
      return new (made.constructor as new (items: unknown[]) => unknown)(list);
    }
    default:
      return value;
  }
}

each("forEach", () => {});
each("map", (found, _value, _index, { list }) => {
  list.push(found);
});
each("filter", (found, value, _index, { list }) => {
  if (found) list.push(value);
});
each("every", (found, _value, _index, result) => {
  if (!found) result.isOver = true;
});
each("some", (found, _value, _index, result) => {
  if (found) result.isOver = true;
});
for (const isBackward of [false, true]) {
  each(
    isBackward ? "findLast" : "find",
    (found, value, _index, result) => {
      if (found) Object.assign(result, { isOver: true, value });
    },
    isBackward,
  );
  each(
    isBackward ? "findLastIndex" : "findIndex",
    (found, _value, index, result) => {
      if (found) Object.assign(result, { isOver: true, value: index });
    },
    isBackward,
  );
  define(isBackward ? "reduceRight" : "reduce", function* (view, site, args) {
    const callback = functionOf(args[0]);
    const { length } = view;
    if (length === 0 && args.length < 2) throw new TypeError("Reduce of empty array with no initial value");
    let at = 0;
    const index = () => (isBackward ? length - 1 - at : at);
    let sum = args.length > 1 ? args[1] : yield* elementOf(view, site, index());
    if (args.length < 2) at++;
    for (; at < length; at++)
      sum = yield* called(callback, undefined, [sum, yield* elementOf(view, site, index()), index(), view]);
    return sum;
  });
}

/** The state of an iterator over a view. */
interface Iterating {
  readonly view: View;
  readonly site: number;
  readonly isEntry: boolean;
  at: number;
}

const STATE = Symbol("iterating");
const iteratorPrototype = Object.create(Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())), {
  [Symbol.toStringTag]: { value: "Array Iterator", configurable: true },
  next: {
    value: plain(
      function* (this: unknown): Frame {
        const state = (this as { [STATE]: Iterating })[STATE];
        if (state.at >= state.view.length) return { value: undefined, done: true };
        const index = state.at++;
        const value = yield* elementOf(state.view, state.site, index);
        return { value: state.isEntry ? [index, value] : value, done: false };
      },
      "next",
      0,
      "method",
    ),
    writable: true,
    configurable: true,
  },
}) as object;

/** Makes iterators over a view, whose steps are steps of the program. */
function iterating(isEntry: boolean): Method {
  // biome-ignore lint/correctness/useYield: only the iterator's steps read.
  return function* (view, site) {
    return Object.create(iteratorPrototype, {
      [STATE]: { value: { view, site, isEntry, at: 0 } satisfies Iterating },
    });
  };
}
define("values", iterating(false));
define("entries", iterating(true));
viewMethods.set(Symbol.iterator, viewMethods.get("values") as Native);
