import { bulkAccess, isSharedView } from "./access.ts";
import { construct, noteBound } from "./construct.ts";
import { dispatch } from "./dispatch.ts";
import { hasGetter, propertiesOf, readElement, writeElement } from "./elements.ts";
import { plain } from "./functions.ts";
import { guarded, realPrototype } from "./guarded-view.ts";
import { collected } from "./lists.ts";
import { intrinsics, makersOfCode } from "./natives.ts";
import { reachOf } from "./reach.ts";
import { type Frame, Suspension } from "./suspensions.ts";
import { noteDifferent, unsupported } from "./unsupported.ts";
import { settled } from "./user-generators.ts";
import { copied } from "./view-access.ts";
import { called, snapshot } from "./view-methods.ts";

type Fn = (...args: unknown[]) => unknown;
/** Makes the call in another way. @returns undefined where the function itself is to be called */
type Special = (site: number, self: unknown, args: unknown[]) => { readonly value: unknown } | undefined;
type View = Int32Array<SharedArrayBuffer>;

/** Built-in functions that call others, or that look into memory in a way of their own. */
export const specials = new Map<unknown, Special>();

const isArray = (value: unknown): value is View => isSharedView(value) && !(value instanceof DataView);

specials.set(Function.prototype.call, (_site, self, [first, ...rest]) =>
  typeof self === "function" ? { value: dispatch.call(self as Fn, first, rest) } : undefined,
);
specials.set(Function.prototype.apply, (site, self, [first, list]) => {
  if (typeof self !== "function") return undefined;
  return { value: applied(site, self as Fn, first, list) };
});
specials.set(Reflect.apply, (site, _self, [fn, first, list]) =>
  typeof fn === "function" && isObject(list) ? { value: applied(site, fn as Fn, first, list) } : undefined,
);

/** Calls a function with a list of arguments, which may be a view. */
function applied(site: number, fn: Fn, self: unknown, list: unknown): unknown {
  if (isArray(list)) return appliedToView(site, fn, self, list);
  if (hasGetter(list)) return appliedToObject(site, fn, self, list);
  const given = list === null || list === undefined ? [] : Array.from(listLike(list));
  return dispatch.call(fn, self, given);
}

function* appliedToObject(site: number, fn: Fn, self: unknown, list: object): Frame {
  return yield* called(fn, self, Array.from(listLike(yield* propertiesOf(site, list))));
}

function* appliedToView(site: number, fn: Fn, self: unknown, list: View): Frame {
  const args = Array.from((yield* snapshot(list, site)) as Int32Array);
  return yield* called(fn, self, args);
}

function listLike(list: unknown): ArrayLike<unknown> {
  if (!isObject(list)) throw new TypeError("CreateListFromArrayLike called on non-object");
  const { length } = list as { length: unknown };
  return Array.from({ length: Number(length) || 0 }, (_, i) => Reflect.get(list, i));
}

specials.set(Function.prototype.bind, (_site, self, [first, ...given]) => {
  if (typeof self !== "function") return undefined;
  const target = self as Fn;
  const length = Math.max(0, target.length - given.length);
  const bound = plain(
    function* (...args: unknown[]): Frame {
      return yield* called(target, first, [...given, ...args]);
    },
    `bound ${target.name}`,
    length,
    "method",
  );
  noteBound(bound, target, given);
  return { value: bound };
});

specials.set(Reflect.construct, (site, _self, [Class, list, target]) =>
  typeof Class === "function" && isObject(list)
    ? { value: construct(site, Class as never, Array.from(listLike(list)), (target ?? Class) as never) }
    : undefined,
);
specials.set(Reflect.get, (site, _self, args) =>
  isArray(args[0]) ? { value: readElement(site, args[0] as never, args[1] as PropertyKey) } : undefined,
);
specials.set(Reflect.set, (site, _self, [target, key, value]) =>
  isArray(target) ? { value: wrote(site, target, key as PropertyKey, value) } : undefined,
);

function* wrote(site: number, view: View, key: PropertyKey, value: unknown): Frame {
  const written = writeElement(site, view as never, key, value);
  if (written instanceof Suspension) yield written;
  return true;
}

specials.set(Object.assign, (site, _self, [target, ...sources]) =>
  isArray(target) || sources.some(isArray) ? { value: assigned(site, target as object, sources) } : undefined,
);

function* assigned(site: number, target: object, sources: unknown[]): Frame {
  for (const source of sources) {
    if (source === null || source === undefined) continue;
    const from = isArray(source) ? yield* snapshot(source, site) : Object(source);
    for (const key of Reflect.ownKeys(from as object)) {
      if (!Object.getOwnPropertyDescriptor(from, key)?.enumerable) continue;
      const value = yield* settled(readElement(site, from as never, key));
      const written = writeElement(site, target as never, key, value);
      if (written instanceof Suspension) yield written;
    }
  }
  return target;
}

for (const read of [Object.values, Object.entries, Object.getOwnPropertyDescriptors])
  specials.set(read, (site, _self, [source]) =>
    isArray(source) ? { value: ofCopy(site, source, read as Fn) } : undefined,
  );

function* ofCopy(site: number, view: View, read: Fn): Frame {
  return read(yield* snapshot(view, site));
}

specials.set(Array.from, (site, self, [source, map, mapSelf]) => {
  if (self !== Array || source === null || source === undefined) return undefined;
  if (map !== undefined && typeof map !== "function") return undefined;
  return { value: arrayFrom(site, source, map as Fn | undefined, mapSelf) };
});

function* arrayFrom(site: number, source: unknown, map: Fn | undefined, self: unknown): Frame {
  const isIterable = typeof (source as Iterable<unknown>)[Symbol.iterator] === "function";
  if (isIterable && map === undefined) return [...((yield* collected(site, source)) as unknown[])];
  if (isIterable) return yield* collected(site, source, (item, i) => called(map, self, [item, i]));
  const { length } = source as ArrayLike<unknown>;
  const items: unknown[] = [];
  for (let i = 0; i < (Math.trunc(Number(length)) || 0); i++) {
    const item = yield* settled(readElement(site, source as never, String(i)));
    items.push(map === undefined ? item : yield* called(map, self, [item, i]));
  }
  return items;
}

/** The text of a function is that of the code into which it was made. */
specials.set(Function.prototype.toString, () => {
  noteDifferent("the text of a function");
  return undefined;
});

specials.set(String, (_site, self, args) => {
  if (typeof args[0] === "function") noteDifferent("the text of a function");
  return self === undefined && isArray(args[0]) ? { value: textOf(args[0]) } : undefined;
});

/** A view as text, read in one step. */
export function* textOf(view: View): Frame {
  return yield* called(Reflect.get(view, "toString"), view, []);
}

/** Whether an object is of the language or a function of the program. The explorer gives functions members of its own, and keeps the language from any change. */
const isKnown = (value: unknown): boolean =>
  typeof value === "function" || intrinsics.has(value) || namespaces.has(value);
/** The objects of the language that only hold functions, and what stands for them. */
export const namespaces = new Set<unknown>([Atomics, Math, JSON, Reflect]);

// The names of a program's own objects are its own; these looks ask what the explorer has changed.
for (const [look, words] of [
  [Reflect.ownKeys, "the names in a function or an object of the language"],
  [Object.getOwnPropertySymbols, "the names in a function or an object of the language"],
  [Object.getOwnPropertyDescriptors, "the members of a function or an object of the language"],
  [Object.isFrozen, "whether the language can be changed"],
  [Object.isSealed, "whether the language can be changed"],
  [Object.isExtensible, "whether the language can be changed"],
  [Reflect.isExtensible, "whether the language can be changed"],
] as const) {
  const before = specials.get(look);
  specials.set(look, (site, self, args) => {
    if (isKnown(args[0])) noteDifferent(words);
    return before?.(site, self, args);
  });
}

for (const read of [Object.getPrototypeOf, Reflect.getPrototypeOf])
  specials.set(read, (_site, _self, [value]) =>
    isObject(value) ? { value: realPrototype(Object.getPrototypeOf(value)) } : undefined,
  );

for (const inherit of [Object.create, Object.setPrototypeOf, Reflect.setPrototypeOf])
  specials.set(inherit, (_site, _self, args) => {
    if (args.some((one) => isSharedView(one))) throw inheritsFromView();
    return undefined;
  });

export const inheritsFromView = () =>
  unsupported(
    "an object that inherits from a view of shared memory",
    "keep the view in a field of the object",
  );

specials.set(Buffer.from, (site, self, args) => {
  const [source] = args;
  if (source instanceof SharedArrayBuffer) return { value: guarded(Reflect.apply(Buffer.from, self, args)) };
  return isArray(source)
    ? { value: ofCopy(site, source, (copy) => Buffer.from(copy as Uint8Array)) }
    : undefined;
});

specials.set(Buffer.prototype.copy, (site, self, args) => {
  const frame =
    self instanceof Uint8Array && ArrayBuffer.isView(args[0]) ? copied(site, self, args) : undefined;
  return frame === undefined ? undefined : { value: frame };
});

/** It writes as many bytes as the text has and the view has room for. */
specials.set(TextEncoder.prototype.encodeInto, (site, self, args) => {
  const [text, view] = args;
  if (typeof text !== "string" || !isArray(view)) return undefined;
  const bytes = Math.min(Buffer.byteLength(text), view.byteLength);
  const perform = () => Reflect.apply(TextEncoder.prototype.encodeInto, self, args as never);
  return bytes === 0 ? undefined : { value: bulkAccess(site, view, 0, bytes, true, perform) };
});

specials.set(Object.defineProperty, (site, _self, [target, key, descriptor]) =>
  isArray(target) && isObject(descriptor) && "value" in descriptor
    ? { value: defined(site, target, key as PropertyKey, descriptor.value) }
    : undefined,
);

function* defined(site: number, view: View, key: PropertyKey, value: unknown): Frame {
  yield* wrote(site, view, key, value);
  return view;
}

specials.set(structuredClone, (_site, _self, args) => {
  const copy = structuredClone(args[0], args[1] as never);
  guardAll(copy);
  return { value: copy };
});

/** Guards all views in a value that a built-in function has made. */
function guardAll(value: unknown): void {
  guarded(value);
  if (!isObject(value) || reachOf([value]).buffers.size === 0) return;
  const seen = new Set<unknown>();
  const visit = (one: unknown) => {
    if (!isObject(one) || seen.has(one)) return;
    seen.add(one);
    guarded(one);
    if (ArrayBuffer.isView(one)) return;
    if (one instanceof Map) for (const pair of one) pair.forEach(visit);
    else if (one instanceof Set) one.forEach(visit);
    else Object.values(one as object).forEach(visit);
  };
  visit(value);
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

for (const refused of [...makersOfCode, Reflect.get(globalThis, "eval")])
  specials.set(refused, () => {
    throw unsupported("code that is made from text (eval, new Function)", "write it as a function");
  });
