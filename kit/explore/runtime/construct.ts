import { types } from "node:util";
import { isSharedView } from "./access.ts";
import { readDate } from "./clock.ts";
import { now } from "./current-thread.ts";
import { drive } from "./drive.ts";
import { readElement, writeElement } from "./elements.ts";
import { guarded } from "./guarded-view.ts";
import { hiddenWork } from "./hidden-call.ts";
import { collected } from "./lists.ts";
import { intrinsics, makersOfCode } from "./natives.ts";
import { built, foundation, isOwnClass } from "./own-classes.ts";
import { reachOf } from "./reach.ts";
import { type Frame, GENERATOR, WITHOUT_CODE } from "./suspensions.ts";
import { isTrusted } from "./trusted.ts";
import { unsupported } from "./unsupported.ts";
import { called, snapshot } from "./view-methods.ts";
import { type Executor, VirtualPromise } from "./virtual-promise.ts";

type Class = new (...args: unknown[]) => unknown;
type View = Int32Array<SharedArrayBuffer>;
const bound = new WeakMap<object, { readonly target: Class; readonly args: readonly unknown[] }>();

export function noteBound(fn: object, target: unknown, args: readonly unknown[]): void {
  bound.set(fn, { target: target as Class, args });
}

/** The target of the `new` that runs a function. A function looks at it before it does anything else. */
const newTarget: { self: unknown; target: unknown } = { self: undefined, target: undefined };
export const targetOf = (self: unknown): unknown => (newTarget.self === self ? newTarget.target : undefined);

/** The proxies of functions that the program has made. */
export const proxies: {
  hasSome: boolean;
  readonly traps: WeakMap<object, { readonly target: unknown; readonly handler: unknown }>;
} = { hasSome: false, traps: new WeakMap() };

/** `new Class(…)`. */
export function construct(site: number, made: Class, args: unknown[], target: Class = made): unknown {
  if (typeof made !== "function") throw new TypeError(`${String(made)} is not a constructor`);
  const trapped = proxies.hasSome ? proxies.traps.get(made) : undefined;
  if (trapped !== undefined && isObject(trapped.handler)) {
    const trap: unknown = Reflect.get(trapped.handler, "construct");
    if (trap === undefined)
      return construct(
        site,
        trapped.target as Class,
        args,
        target === made ? (trapped.target as Class) : target,
      );
    return called(trap, trapped.handler, [trapped.target, args, target]);
  }
  const behind = bound.get(made);
  if (behind !== undefined)
    return construct(
      site,
      behind.target,
      [...behind.args, ...args],
      target === made ? behind.target : target,
    );
  if (isOwnClass(made)) return built(site, made, args, target);
  if ((made as { [GENERATOR]?: unknown })[GENERATOR] !== undefined) return constructed(made, args, target);
  return builtIn(site, made, args, target);
}

/** A function that is called with `new`. */
function* constructed(fn: Class, args: unknown[], target: Class): Frame {
  // It throws where the function is an arrow function or a method.
  Reflect.construct(Object, [], fn);
  const { prototype } = target as { prototype: unknown };
  const self: object = Object.create(isObject(prototype) ? prototype : Object.prototype);
  return yield* runOn(self, fn, args, target);
}

/** Runs a function as the constructor of an object that is already made. */
function* runOn(self: object, fn: Class, args: unknown[], target: Class): Frame {
  newTarget.self = self;
  newTarget.target = target;
  const result = yield* called(fn, self, args);
  return isObject(result) ? result : self;
}

const TypedArray = Object.getPrototypeOf(Int32Array) as object;
const ACCESSING = new Set<unknown>([Set, Map, WeakSet, WeakMap]);
/** Classes whose instances keep what they get and do not look into it. */
const HOLDING = new Set<unknown>([
  Array,
  Object,
  WeakRef,
  DataView,
  SharedArrayBuffer,
  ArrayBuffer,
  Date,
  RegExp,
  Error,
]);

/** `new Class(…)` of a built-in class, or of one from a package. @param make - makes the object, which may be one of a class that extends it */
function builtIn(
  site: number,
  made: Class,
  args: unknown[],
  target: Class,
  make: (args: unknown[]) => unknown = (given) => Reflect.construct(made, given, target),
): unknown {
  // The time is a model.
  const given = made === (Date as unknown) && args.length === 0 ? [readDate()] : args;
  const plainly = () => guarded(make(given));
  if (now.thread === undefined) return plainly();
  const [first] = args;
  if (made === (VirtualPromise as unknown) && typeof first === "function")
    return promised(first as Executor, make);
  if (makersOfCode.has(made))
    throw unsupported("code that is made from text (new Function)", "write it as a function");
  if (made === (Proxy as unknown)) return proxied(site, args);
  if (isArray(first) && (Object.getPrototypeOf(made) === TypedArray || ACCESSING.has(made)))
    return ofCopy(site, first, args, make);
  if ((ACCESSING.has(made) || Object.getPrototypeOf(made) === TypedArray) && isOwnIterable(first))
    return ofItems(site, first, args, make);
  if (ACCESSING.has(made) && isObject(first)) return ofItems(site, first, args, make);
  if (Object.getPrototypeOf(made) === TypedArray || HOLDING.has(made) || isTrusted(made)) return plainly();
  if (first instanceof SharedArrayBuffer && args.length === 1) return plainly();
  if (intrinsics.has(made) && made.prototype instanceof Error) return plainly();
  const isForeign = !intrinsics.has(made);
  if (!args.some(isObject) && !(isForeign && now.thread.world.isLeaked)) return plainly();
  const { buffers, isOpen } = reachOf(args);
  if (buffers.size === 0 && !isOpen && !(isForeign && now.thread.world.isLeaked)) return plainly();
  return hiddenWork(site, isOpen, isForeign, args, () => make(args));
}

type Make = (args: unknown[]) => unknown;

function* ofCopy(site: number, view: View, args: unknown[], make: Make): Frame {
  const copy = yield* snapshot(view, site);
  return make([copy, ...args.slice(1)]);
}

/** A map, a set or a typed array of what an iterator of the program gives. */
function* ofItems(site: number, source: object, args: unknown[], make: Make): Frame {
  return guarded(make([yield* collected(site, source), ...args.slice(1)]));
}

/** Whether a value gives its items by code of the program. */
function isOwnIterable(value: unknown): value is object {
  if (!isObject(value) || Array.isArray(value) || isSharedView(value)) return false;
  const open = (value as { [Symbol.iterator]?: unknown })[Symbol.iterator];
  return typeof open === "function" && !intrinsics.has(open);
}

/** `new Promise(executor)`. The executor can be suspended. */
function* promised(executor: Executor, make: Make): Frame {
  let resolve!: (value: unknown) => void;
  let reject!: (error: unknown) => void;
  const promise = make([
    (...[settle, fail]: Parameters<Executor>) => {
      resolve = settle;
      reject = fail;
    },
  ]);
  try {
    yield* called(executor, undefined, [resolve, reject]);
  } catch (error) {
    reject(error);
  }
  return promise;
}

/** A proxy of a view makes hidden accesses, because the language calls its handler. */
function proxied(site: number, [target, handler]: unknown[]): unknown {
  if (typeof target === "function") {
    const made = new Proxy(target, handler as object);
    proxies.hasSome = true;
    proxies.traps.set(made, { target, handler });
    return made;
  }
  if (isObject(target) && types.isProxy(target)) return new Proxy(target, handler as object);
  if (!isSharedView(target) || !isObject(handler)) return new Proxy(target as object, handler as object);
  if (target instanceof DataView)
    throw unsupported("a Proxy of a DataView", "proxy an object that holds the view");
  return new Proxy(target, {
    ...(handler as object),
    get: (view, key, self) => {
      const own = Reflect.get(handler, "get") as ((...args: unknown[]) => unknown) | undefined;
      return own === undefined
        ? drive(readElement(site, view as never, key))
        : Reflect.apply(own, handler, [view, key, self]);
    },
    set: (view, key, value, self) => {
      const own = Reflect.get(handler, "set") as ((...args: unknown[]) => unknown) | undefined;
      if (own !== undefined) return Boolean(Reflect.apply(own, handler, [view, key, value, self]));
      drive(writeElement(site, view as never, key, value));
      return true;
    },
    getOwnPropertyDescriptor: (view, key) => {
      const found = Reflect.getOwnPropertyDescriptor(view, key);
      if (found !== undefined) found.value = drive(readElement(site, view as never, key));
      return found;
    },
  });
}

function isArray(value: unknown): value is View {
  return isSharedView(value) && !(value instanceof DataView);
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

foundation.make = (site, parent, args, target, make) => {
  if ((parent as { [GENERATOR]?: unknown })[GENERATOR] === undefined)
    return builtIn(site, parent, args, target, make);
  return runOn(make([WITHOUT_CODE]) as object, parent, args, target);
};
