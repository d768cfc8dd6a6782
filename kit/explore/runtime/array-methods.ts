import type { Frame } from "./suspensions.ts";
import { called } from "./view-methods.ts";

type Callback = (...args: unknown[]) => unknown;
type Method = (items: unknown[], callback: Callback, rest: unknown[]) => Frame;

/** An array of the same kind, as `map` and `filter` make it. */
function sameKind(items: unknown[], length: number): unknown[] {
  const Kind = items.constructor as unknown;
  if (Kind === Array || Kind === undefined) return new Array(length);
  return Reflect.apply(Array.prototype.slice, items, [0, 0]) as unknown[];
}

const put = (items: unknown[], index: number, value: unknown) => {
  Object.defineProperty(items, index, { value, writable: true, enumerable: true, configurable: true });
};

/** Array methods with callbacks, written so that the callbacks can be suspended. The length is read once, and holes are left out, as the real ones do. */
const METHODS: Readonly<Record<string, Method>> = {
  *forEach(items, callback, [self]) {
    const { length } = items;
    for (let i = 0; i < length; i++) if (i in items) yield* called(callback, self, [items[i], i, items]);
    return undefined;
  },
  *map(items, callback, [self]) {
    const { length } = items;
    const results = sameKind(items, length);
    for (let i = 0; i < length; i++)
      if (i in items) put(results, i, yield* called(callback, self, [items[i], i, items]));
    return results;
  },
  *flatMap(items, callback, [self]) {
    const { length } = items;
    const results = sameKind(items, 0);
    for (let i = 0; i < length; i++) {
      if (!(i in items)) continue;
      const part = yield* called(callback, self, [items[i], i, items]);
      if (!Array.isArray(part)) results.push(part);
      else for (const i in part) results.push(part[i as never]);
    }
    return results;
  },
  *filter(items, callback, [self]) {
    const { length } = items;
    const results = sameKind(items, 0);
    for (let i = 0; i < length; i++) {
      if (!(i in items)) continue;
      const item = items[i];
      if (yield* called(callback, self, [item, i, items])) results.push(item);
    }
    return results;
  },
  *some(items, callback, [self]) {
    const { length } = items;
    for (let i = 0; i < length; i++)
      if (i in items && (yield* called(callback, self, [items[i], i, items]))) return true;
    return false;
  },
  *every(items, callback, [self]) {
    const { length } = items;
    for (let i = 0; i < length; i++)
      if (i in items && !(yield* called(callback, self, [items[i], i, items]))) return false;
    return true;
  },
  *find(items, callback, [self]) {
    const { length } = items;
    for (let i = 0; i < length; i++) {
      const item = items[i];
      if (yield* called(callback, self, [item, i, items])) return item;
    }
    return undefined;
  },
  *findIndex(items, callback, [self]) {
    const { length } = items;
    for (let i = 0; i < length; i++) if (yield* called(callback, self, [items[i], i, items])) return i;
    return -1;
  },
  *findLast(items, callback, [self]) {
    for (let i = items.length - 1; i >= 0; i--) {
      const item = items[i];
      if (yield* called(callback, self, [item, i, items])) return item;
    }
    return undefined;
  },
  *findLastIndex(items, callback, [self]) {
    for (let i = items.length - 1; i >= 0; i--)
      if (yield* called(callback, self, [items[i], i, items])) return i;
    return -1;
  },
  *reduce(items, callback, start) {
    const { length } = items;
    let at = 0;
    let sum = start[0];
    if (start.length === 0) {
      while (at < length && !(at in items)) at++;
      if (at >= length) throw new TypeError("Reduce of empty array with no initial value");
      sum = items[at++];
    }
    for (; at < length; at++)
      if (at in items) sum = yield* called(callback, undefined, [sum, items[at], at, items]);
    return sum;
  },
  *reduceRight(items, callback, start) {
    let at = items.length - 1;
    let sum = start[0];
    if (start.length === 0) {
      while (at >= 0 && !(at in items)) at--;
      if (at < 0) throw new TypeError("Reduce of empty array with no initial value");
      sum = items[at--];
    }
    for (; at >= 0; at--)
      if (at in items) sum = yield* called(callback, undefined, [sum, items[at], at, items]);
    return sum;
  },
};

const BY_FUNCTION = new Map<unknown, Method>();
for (const [name, method] of Object.entries(METHODS))
  BY_FUNCTION.set(Reflect.get(Array.prototype, name), method);

/** The frame of an array method that calls a function; undefined for every other call. */
export function arrayMethod(_site: number, fn: unknown, self: unknown, args: unknown[]): Frame | undefined {
  const [callback] = args;
  if (typeof callback !== "function") return undefined;
  if (Array.isArray(self)) return BY_FUNCTION.get(fn)?.(self, callback as Callback, args.slice(1));
  if (fn === Map.prototype.forEach && self instanceof Map)
    return forEachEntry(self, callback as Callback, args[1]);
  if (fn === Set.prototype.forEach && self instanceof Set)
    return forEachEntry(self, callback as Callback, args[1]);
  return undefined;
}

function* forEachEntry(
  entries: Map<unknown, unknown> | Set<unknown>,
  callback: Callback,
  self: unknown,
): Frame {
  for (const [key, value] of entries.entries()) yield* called(callback, self, [value, key, entries]);
  return undefined;
}
