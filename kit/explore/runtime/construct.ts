import { types } from "node:util";
import { isSharedView } from "./access.ts";
import { now } from "./current-thread.ts";
import { drive } from "./drive.ts";
import { readElement, writeElement } from "./elements.ts";
import { guarded } from "./guarded-view.ts";
import { hiddenWork } from "./hidden-call.ts";
import { collected } from "./lists.ts";
import { intrinsics } from "./natives.ts";
import { reachOf } from "./reach.ts";
import { type Frame, GENERATOR } from "./suspensions.ts";
import { isTrusted } from "./trusted.ts";
import { unsupported } from "./unsupported.ts";
import { called, snapshot } from "./view-methods.ts";
import { type Executor, VirtualPromise } from "./virtual-promise.ts";

type Class = new (...args: unknown[]) => unknown;
type View = Int32Array<SharedArrayBuffer>;
/** Runs the code of a class's constructor on a new object. */
type Initialise = (self: object, target: unknown, args: unknown[]) => Frame;

/** What a constructor of the program gets when only the object with its fields is to be made. */
export const WITHOUT_CODE = Symbol("without code");
const initialisers = new WeakMap<object, Initialise>();
/** Classes of the program. Their code makes steps of its own. */
const ownClasses = new WeakSet<object>();
const bound = new WeakMap<object, { readonly target: Class; readonly args: readonly unknown[] }>();

export function noteBound(fn: object, target: unknown, args: readonly unknown[]): void {
  bound.set(fn, { target: target as Class, args });
}

/** Notes a class of the program. @param initialise - its constructor's code, where it can be suspended */
export function noteClass(made: object, initialise?: Initialise, length = 0): void {
  ownClasses.add(made);
  if (initialise === undefined) return;
  initialisers.set(made, initialise);
  Object.defineProperty(made, "length", { value: length, configurable: true });
}

/** The target of the `new` that runs a function. A function looks at it before it does anything else. */
const newTarget: { self: unknown; target: unknown } = { self: undefined, target: undefined };
export const targetOf = (self: unknown): unknown => (newTarget.self === self ? newTarget.target : undefined);

/** `new Class(…)`. */
export function construct(site: number, made: Class, args: unknown[], target: Class = made): unknown {
  if (typeof made !== "function") throw new TypeError(`${String(made)} is not a constructor`);
  const behind = bound.get(made);
  if (behind !== undefined)
    return construct(
      site,
      behind.target,
      [...behind.args, ...args],
      target === made ? behind.target : target,
    );
  const initialise = initialisers.get(made);
  if (initialise !== undefined) return initialised(made, initialise, args, target);
  if (ownClasses.has(made)) return guarded(Reflect.construct(made, args, target));
  if ((made as { [GENERATOR]?: unknown })[GENERATOR] !== undefined) return constructed(made, args, target);
  return builtIn(site, made, args, target);
}

function* initialised(made: Class, initialise: Initialise, args: unknown[], target: Class): Frame {
  const self = Reflect.construct(made, [WITHOUT_CODE], target) as object;
  const result = yield initialise(self, target, args);
  return isObject(result) ? result : self;
}

/** A function that is called with `new`. */
function* constructed(fn: Class, args: unknown[], target: Class): Frame {
  // It throws where the function is an arrow function or a method.
  Reflect.construct(Object, [], fn);
  const { prototype } = target as { prototype: unknown };
  const self: object = Object.create(isObject(prototype) ? prototype : Object.prototype);
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

function builtIn(site: number, made: Class, args: unknown[], target: Class): unknown {
  const plainly = () => guarded(Reflect.construct(made, args, target));
  if (now.thread === undefined) return plainly();
  const [first] = args;
  if (made === (VirtualPromise as unknown) && target === made && typeof first === "function")
    return promised(first as Executor);
  if (made === (Function as unknown))
    throw unsupported("code that is made from text (new Function)", "write it as a function");
  if (made === (Proxy as unknown)) return proxied(site, args);
  if (isArray(first) && (Object.getPrototypeOf(made) === TypedArray || ACCESSING.has(made)))
    return ofCopy(site, made, first, args, target);
  if (ACCESSING.has(made) && isObject(first)) return ofItems(site, made, first, target);
  if (Object.getPrototypeOf(made) === TypedArray || HOLDING.has(made) || isTrusted(made)) return plainly();
  if (first instanceof SharedArrayBuffer && args.length === 1) return plainly();
  if (intrinsics.has(made) && made.prototype instanceof Error) return plainly();
  const isForeign = !intrinsics.has(made);
  if (!args.some(isObject) && !(isForeign && now.thread.world.isLeaked)) return plainly();
  const { buffers, isOpen } = reachOf(args);
  if (buffers.size === 0 && !isOpen && !(isForeign && now.thread.world.isLeaked)) return plainly();
  return hiddenWork(site, isOpen, isForeign, args, () => Reflect.construct(made, args, target));
}

function* ofCopy(site: number, made: Class, view: View, args: unknown[], target: Class): Frame {
  const copy = yield* snapshot(view, site);
  return Reflect.construct(made, [copy, ...args.slice(1)], target);
}

/** A map or a set of what an iterator of the program gives. */
function* ofItems(site: number, made: Class, source: object, target: Class): Frame {
  return Reflect.construct(made, [yield* collected(site, source)], target);
}

/** `new Promise(executor)`. The executor can be suspended. */
function* promised(executor: Executor): Frame {
  const promise = new VirtualPromise();
  const { resolve, reject } = promise.functions();
  try {
    yield* called(executor, undefined, [resolve, reject]);
  } catch (error) {
    reject(error);
  }
  return promise;
}

/** A proxy of a view makes hidden accesses, because the language calls its handler. */
function proxied(site: number, [target, handler]: unknown[]): unknown {
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
