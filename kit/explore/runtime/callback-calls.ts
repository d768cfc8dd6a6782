import { now } from "./current-thread.ts";
import { hasGetter, propertiesOf, readElement } from "./elements.ts";
import { collected } from "./lists.ts";
import { intrinsics } from "./natives.ts";
import { sortedItems } from "./sorting.ts";
import { specials } from "./special-calls.ts";
import { AsyncCall, Await, type Frame, GENERATOR } from "./suspensions.ts";
import { called } from "./view-methods.ts";

/*
 * Built-in functions that call a function of the program, or read an iterator or a getter of its own, written so that this code can be suspended.
 */
type Fn = (...args: unknown[]) => unknown;

const isObject = (value: unknown): value is object =>
  (typeof value === "object" && value !== null) || typeof value === "function";
/** Whether a value is a function of the program. */
const isOwn = (fn: unknown): fn is Fn =>
  typeof fn === "function" && (fn as { [GENERATOR]?: unknown })[GENERATOR] !== undefined;
/** Whether a value gives its items by code of the program. */
const isOwnIterable = (value: unknown): boolean =>
  isObject(value) &&
  ![undefined, null].includes(Reflect.get(value, Symbol.iterator) as never) &&
  !(Array.isArray(value) && Reflect.get(value, Symbol.iterator) === Array.prototype[Symbol.iterator]) &&
  !intrinsics.has(Reflect.get(value, Symbol.iterator));

/** A change of an object of the thread's own. A loop with one has not stood still. */
const changed = () => {
  if (now.thread !== undefined) now.thread.loops.changes++;
};

specials.set(Array.prototype.sort, (_site, self, [compare]) =>
  Array.isArray(self) && isOwn(compare) ? { value: sortedInPlace(self, compare) } : undefined,
);
function* sortedInPlace(list: unknown[], compare: Fn): Frame {
  const items = (yield* sortedItems(list, compare)) as unknown[];
  changed();
  for (let i = 0; i < list.length; i++)
    if (i < items.length) list[i] = items[i];
    else delete list[i];
  return list;
}

specials.set(Array.prototype.toSorted, (_site, self, [compare]) =>
  Array.isArray(self) && isOwn(compare) ? { value: sortedItems(Array.from(self), compare) } : undefined,
);

for (const name of ["replace", "replaceAll"] as const)
  specials.set(String.prototype[name], (_site, self, [pattern, replacer]) =>
    typeof self === "string" && isOwn(replacer) && isPlainPattern(pattern)
      ? { value: replaced(name, self, pattern, replacer) }
      : undefined,
  );

const isPlainPattern = (pattern: unknown): pattern is string =>
  typeof pattern === "string" ||
  (pattern instanceof RegExp &&
    Object.getPrototypeOf(pattern) === RegExp.prototype &&
    !Object.hasOwn(pattern, "exec"));

/** The language finds all matches first, and asks for the texts in their place afterwards. */
function* replaced(name: "replace" | "replaceAll", text: string, pattern: string, replacer: Fn): Frame {
  const matches: unknown[][] = [];
  text[name](pattern, (...match: unknown[]) => {
    matches.push(match);
    return "";
  });
  let result = "";
  let end = 0;
  for (const match of matches) {
    const at = match.findLast((one) => typeof one === "number") as number;
    const by = yield* called(replacer, undefined, match);
    result += text.slice(end, at) + String(by);
    end = at + (match[0] as string).length;
  }
  return result + text.slice(end);
}

specials.set(Object.groupBy, (site, _self, [items, key]) =>
  isObject(items) && isOwn(key) ? { value: grouped(site, items, key, false) } : undefined,
);
specials.set(Map.groupBy, (site, _self, [items, key]) =>
  isObject(items) && isOwn(key) ? { value: grouped(site, items, key, true) } : undefined,
);

function* grouped(site: number, source: object, key: Fn, isMap: boolean): Frame {
  const items: unknown[] = [];
  const keys = (yield* collected(site, source, (item, i) => {
    items.push(item);
    return called(key, undefined, [item, i]);
  })) as PropertyKey[];
  let next = 0;
  return isMap
    ? Map.groupBy(items, () => keys[next++])
    : Object.groupBy(items, () => keys[next++] as PropertyKey);
}

specials.set(JSON.parse, (_site, _self, [text, reviver]) =>
  isOwn(reviver) ? { value: parsed(text as string, reviver) } : undefined,
);

function* parsed(text: string, reviver: Fn): Frame {
  const contexts: unknown[] = [];
  const value: unknown = JSON.parse(text, ((_key: string, one: unknown, ...context: unknown[]) => {
    contexts.push(context[0]);
    return one;
  }) as never);
  let at = 0;
  const revive = function* (holder: object, key: string): Frame {
    const one: unknown = Reflect.get(holder, key);
    if (isObject(one))
      for (const inner of Object.keys(one)) {
        const by = yield* revive(one, inner);
        if (by === undefined) Reflect.deleteProperty(one, inner);
        else
          Object.defineProperty(one, inner, {
            value: by,
            writable: true,
            enumerable: true,
            configurable: true,
          });
      }
    return yield* called(reviver, holder, [key, Reflect.get(holder, key), contexts[at++]]);
  };
  return yield* revive({ "": value }, "");
}

specials.set(Object.fromEntries, (site, _self, [entries]) =>
  isOwnIterable(entries)
    ? { value: fromItems(site, entries, (items) => Object.fromEntries(items as never)) }
    : undefined,
);

function* fromItems(site: number, source: unknown, make: (items: unknown[]) => unknown): Frame {
  return make((yield* collected(site, source)) as unknown[]);
}

const TypedArray = Object.getPrototypeOf(Int32Array) as { from: Fn };
specials.set(TypedArray.from, (site, self, [source, map, mapSelf]) => {
  if (!intrinsics.has(self) || !(isOwn(map) || isOwnIterable(source)) || !isObject(source)) return undefined;
  const make = (items: unknown[]) => Reflect.apply(TypedArray.from, self, [items]);
  if (map === undefined) return { value: fromItems(site, source, make) };
  const isIterable = typeof Reflect.get(source, Symbol.iterator) === "function";
  return {
    value: mappedItems(
      site,
      isIterable ? source : Array.from(source as ArrayLike<unknown>),
      map as Fn,
      mapSelf,
      make,
    ),
  };
});

function* mappedItems(
  site: number,
  source: object,
  map: Fn,
  self: unknown,
  make: (items: unknown[]) => unknown,
): Frame {
  const items = (yield* collected(site, source)) as unknown[];
  const mapped: unknown[] = [];
  for (const [i, item] of items.entries()) mapped.push(yield* called(map, self, [item, i]));
  return make(mapped);
}

const { fromAsync } = Array as unknown as { fromAsync?: Fn };
if (fromAsync !== undefined)
  specials.set(fromAsync, (site, self, [source, map, mapSelf]) =>
    self === Array && isObject(source)
      ? { value: new AsyncCall(arrayFromAsync(site, source, map as Fn | undefined, mapSelf)) }
      : undefined,
  );

function* arrayFromAsync(site: number, source: object, map: Fn | undefined, self: unknown): Frame {
  const list: unknown[] = [];
  const isAsync = ![undefined, null].includes(Reflect.get(source, Symbol.asyncIterator) as never);
  const iterator = isAsync
    ? ((yield* called(Reflect.get(source, Symbol.asyncIterator), source, [])) as { next: Fn })
    : undefined;
  const items = iterator ? [] : ((yield* collected(site, listOf(source))) as unknown[]);
  for (let i = 0; iterator || i < items.length; i++) {
    now.thread?.loops.work();
    let item: unknown;
    if (iterator) {
      const step = (yield new Await(yield* called(iterator.next, iterator, []))) as IteratorResult<unknown>;
      if (step.done) break;
      item = step.value;
    } else item = yield new Await(items[i]);
    list.push(map === undefined ? item : yield new Await(yield* called(map, self, [item, i])));
  }
  return list;
}

const listOf = (source: object): unknown =>
  typeof Reflect.get(source, Symbol.iterator) === "function"
    ? source
    : Array.from(source as ArrayLike<unknown>);

for (const read of [Object.values, Object.entries] as Fn[]) {
  const before = specials.get(read);
  specials.set(read, (site, self, args) =>
    hasGetter(args[0]) ? { value: readCopy(site, args[0], read) } : before?.(site, self, args),
  );
}

function* readCopy(site: number, value: object, read: Fn): Frame {
  return read(yield* propertiesOf(site, value));
}

const assign = specials.get(Object.assign);
specials.set(Object.assign, (site, self, args) => {
  const [target, ...sources] = args;
  return sources.some(hasGetter) && !sources.some((one) => ArrayBuffer.isView(one))
    ? { value: assignedFrom(site, target as object, sources) }
    : assign?.(site, self, args);
});

function* assignedFrom(site: number, target: object, sources: unknown[]): Frame {
  for (const source of sources) {
    const from = hasGetter(source) ? yield* propertiesOf(site, source) : source;
    Object.assign(target, from);
  }
  changed();
  return target;
}

const get = specials.get(Reflect.get);
specials.set(Reflect.get, (site, self, args) => {
  const [target, key, receiver] = args;
  return isObject(target) && !ArrayBuffer.isView(target) && (args.length < 3 || receiver === target)
    ? { value: readElement(site, target as never, key as PropertyKey) }
    : get?.(site, self, args);
});
