import { type Frame, GENERATOR, Suspension } from "./suspensions.ts";
import { callFunction } from "./virtual-promise.ts";

type Callback = (...args: unknown[]) => unknown;
type Method = (items: ArrayLike<unknown>, callback: Callback, rest: unknown[]) => Frame;

function* run(callback: Callback, self: unknown, args: unknown[]): Frame {
  const result = callFunction(callback, self, args);
  return result instanceof Suspension ? yield result : result;
}

/** Array methods with callbacks, written so that the callbacks can be suspended. */
const METHODS: Readonly<Record<string, Method>> = {
  *forEach(items, callback, [self]) {
    for (let i = 0; i < items.length; i++) yield* run(callback, self, [items[i], i, items]);
  },
  *map(items, callback, [self]) {
    const results: unknown[] = [];
    for (let i = 0; i < items.length; i++) results.push(yield* run(callback, self, [items[i], i, items]));
    return results;
  },
  *flatMap(items, callback, [self]) {
    const results: unknown[] = [];
    for (let i = 0; i < items.length; i++) results.push(yield* run(callback, self, [items[i], i, items]));
    return results.flat();
  },
  *filter(items, callback, [self]) {
    const results: unknown[] = [];
    for (let i = 0; i < items.length; i++)
      if (yield* run(callback, self, [items[i], i, items])) results.push(items[i]);
    return results;
  },
  *some(items, callback, [self]) {
    for (let i = 0; i < items.length; i++) if (yield* run(callback, self, [items[i], i, items])) return true;
    return false;
  },
  *every(items, callback, [self]) {
    for (let i = 0; i < items.length; i++)
      if (!(yield* run(callback, self, [items[i], i, items]))) return false;
    return true;
  },
  *find(items, callback, [self]) {
    for (let i = 0; i < items.length; i++)
      if (yield* run(callback, self, [items[i], i, items])) return items[i];
    return undefined;
  },
  *findIndex(items, callback, [self]) {
    for (let i = 0; i < items.length; i++) if (yield* run(callback, self, [items[i], i, items])) return i;
    return -1;
  },
  *findLast(items, callback, [self]) {
    for (let i = items.length - 1; i >= 0; i--)
      if (yield* run(callback, self, [items[i], i, items])) return items[i];
    return undefined;
  },
  *findLastIndex(items, callback, [self]) {
    for (let i = items.length - 1; i >= 0; i--)
      if (yield* run(callback, self, [items[i], i, items])) return i;
    return -1;
  },
  *reduce(items, callback, start) {
    let at = 0;
    if (start.length === 0 && items.length === 0)
      throw new TypeError("Reduce of empty array with no initial value");
    let sum = start.length > 0 ? start[0] : items[at++];
    for (; at < items.length; at++) sum = yield* run(callback, undefined, [sum, items[at], at, items]);
    return sum;
  },
  *reduceRight(items, callback, start) {
    let at = items.length - 1;
    if (start.length === 0 && at < 0) throw new TypeError("Reduce of empty array with no initial value");
    let sum = start.length > 0 ? start[0] : items[at--];
    for (; at >= 0; at--) sum = yield* run(callback, undefined, [sum, items[at], at, items]);
    return sum;
  },
};

const BY_FUNCTION = new Map<unknown, Method>();
for (const [name, method] of Object.entries(METHODS))
  BY_FUNCTION.set(Reflect.get(Array.prototype, name), method);

/** The frame of an array method that calls transformed code; undefined for every other call. */
export function arrayMethod(fn: unknown, self: unknown, args: unknown[]): Frame | undefined {
  const callback = (self === Array ? args[1] : args[0]) as (Callback & { [GENERATOR]?: unknown }) | undefined;
  if (typeof callback !== "function" || callback[GENERATOR] === undefined) return undefined;
  if (Array.isArray(self)) {
    const method = BY_FUNCTION.get(fn);
    return method?.(self, callback, args.slice(1));
  }
  if ((self instanceof Map || self instanceof Set) && (fn as Callback).name === "forEach")
    return forEachEntry(self, callback, args[1]);
  if (fn === Array.from)
    return METHODS.map?.(Array.from(args[0] as Iterable<unknown>), callback, args.slice(2));
  return undefined;
}

function* forEachEntry(
  entries: Map<unknown, unknown> | Set<unknown>,
  callback: Callback,
  self: unknown,
): Frame {
  for (const [key, value] of entries.entries()) yield* run(callback, self, [value, key, entries]);
  return undefined;
}
