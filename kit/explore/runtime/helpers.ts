import { bulkAccess, elementAccess, isSharedView } from "./access.ts";
import { arrayMethod } from "./array-methods.ts";
import { callSite } from "./call-site.ts";
import { drive } from "./drive.ts";
import { GENERATOR, UserAsyncGenerator, UserGenerator, wrappers } from "./functions.ts";
import { forAwaitOf, forOf, type Iteration } from "./iteration.ts";
import { Await, type Frame, type Op, type SharedView, Suspension, Yielded } from "./suspensions.ts";
import { now } from "./thread.ts";

type Fn = ((...args: unknown[]) => unknown) & { [GENERATOR]?: (...args: unknown[]) => unknown };
type Keyed = Record<PropertyKey, unknown>;

/** The methods that stand beside an accessor, by its name. */
export const getterKeys: Record<string, symbol> = keyTable("get");
export const setterKeys: Record<string, symbol> = keyTable("set");

function keyTable(kind: string): Record<string, symbol> {
  return new Proxy(Object.create(null), {
    get: (table, name) => {
      const known = Reflect.get(table, name);
      if (known !== undefined) return known;
      const key = Symbol(`${kind} ${String(name)}`);
      Reflect.set(table, name, key);
      return key;
    },
  });
}

/** `f(…)`. */
export function callFunction(site: number, fn: Fn, args: unknown[]): unknown {
  return callOn(site, fn, undefined, args);
}

/** `f.call(self, …)`. */
export function callOn(site: number, fn: Fn, self: unknown, args: unknown[]): unknown {
  if (typeof fn !== "function") throw new TypeError(`${describe(fn)} is not a function`);
  const generator = fn[GENERATOR];
  if (generator !== undefined) {
    callSite.current = site;
    return generator.apply(self, args);
  }
  return native(site, fn, self, args);
}

/** `object.key(…)`. */
export function callMethod(site: number, object: Keyed, key: PropertyKey, args: unknown[]): unknown {
  const fn = object[key] as Fn;
  if (typeof fn !== "function") throw new TypeError(`${String(key)} is not a function`);
  const generator = fn[GENERATOR];
  if (generator !== undefined) {
    callSite.current = site;
    return generator.apply(object, args);
  }
  return arrayMethod(fn, object, args) ?? native(site, fn, object, args);
}

const MUTATORS: ReadonlySet<string> = new Set(["set", "fill", "copyWithin", "sort", "reverse"]);
const WITHOUT_ACCESS: ReadonlySet<string> = new Set(["subarray", "keys", "entries", "values"]);

/** Calls what is built in. If it gets shared memory, that is one access to all of it. */
function native(site: number, fn: Fn, self: unknown, args: unknown[]): unknown {
  const { thread } = now;
  if (thread === undefined) return fn.apply(self, args);
  if (isSharedView(self)) {
    const access = viewMethod(site, fn, self, args);
    if (access !== undefined) return access;
  }
  const shared = args.find(isSharedView);
  if (shared !== undefined && fn !== (ArrayBuffer.isView as unknown)) {
    const writes = fn.name === "encodeInto" || fn.name === "getRandomValues" || fn.name === "copy";
    return bulkAccess(site, shared, 0, shared.byteLength, writes, () => fn.apply(self, args));
  }
  // It may change what belongs to the thread: an array, a map.
  if (typeof self === "object" && self !== null) thread.own.changes++;
  return fn.apply(self, args);
}

/** A method of a view of shared memory. */
function viewMethod(site: number, fn: Fn, view: SharedView, args: unknown[]): Op | undefined {
  const perform = () => fn.apply(view, args);
  if (view instanceof DataView) {
    const bytes = /^(?:get|set)\D*(\d+)$/.exec(fn.name)?.[1];
    if (bytes === undefined) return undefined;
    return bulkAccess(
      site,
      view,
      Number(args[0]) || 0,
      Number(bytes) / 8,
      fn.name.startsWith("set"),
      perform,
    );
  }
  if (WITHOUT_ACCESS.has(fn.name) || args.some((arg) => typeof arg === "function")) return undefined;
  const size = view.BYTES_PER_ELEMENT;
  if (fn.name === "set" && args[0] !== null && typeof args[0] === "object") {
    const from = Number(args[1]) || 0;
    return bulkAccess(site, view, from * size, (args[0] as ArrayLike<unknown>).length * size, true, perform);
  }
  if (fn.name === "slice" || fn.name === "fill") {
    const bounds = fn.name === "slice" ? args : args.slice(1);
    const from = relative(bounds[0] ?? 0, view.length);
    const to = Math.max(from, relative(bounds[1] ?? view.length, view.length));
    return bulkAccess(site, view, from * size, (to - from) * size, fn.name === "fill", perform);
  }
  return bulkAccess(site, view, 0, view.byteLength, MUTATORS.has(fn.name), perform);
}

function relative(index: unknown, length: number): number {
  const at = Math.trunc(Number(index)) || 0;
  return at < 0 ? Math.max(0, length + at) : Math.min(at, length);
}

/** `object[key]`. */
export function readElement(site: number, object: Keyed, key: PropertyKey): unknown {
  if (isSharedView(object) && !(object instanceof DataView)) {
    const index = typeof key === "number" ? key : typeof key === "string" && key !== "" ? Number(key) : -1;
    const access = Number.isInteger(index) ? elementAccess("read", site, object, index) : undefined;
    if (access !== undefined) return access;
  }
  return object[key];
}

/** `object[key] = value`. */
export function writeElement(site: number, object: Keyed, key: PropertyKey, value: unknown): unknown {
  if (isSharedView(object) && !(object instanceof DataView)) {
    const index = typeof key === "number" ? key : typeof key === "string" && key !== "" ? Number(key) : -1;
    const access = Number.isInteger(index) ? elementAccess("write", site, object, index, value) : undefined;
    if (access !== undefined) return access;
  }
  if (now.thread !== undefined) now.thread.own.changes++;
  object[key] = value;
  return value;
}

/** The same where the code cannot be suspended. */
export const readHidden = (object: Keyed, key: PropertyKey): unknown => drive(readElement(-1, object, key));
export const writeHidden = (object: Keyed, key: PropertyKey, value: unknown): unknown =>
  drive(writeElement(-1, object, key, value));

/** `object.name`, where some class has an accessor of that name. */
export function get(object: Keyed, name: string): unknown {
  const getter = object[getterKeys[name] as symbol];
  return typeof getter === "function" ? getter.call(object) : object[name];
}

/** `object.name = value`, where some class has an accessor of that name. */
export function set(object: Keyed, name: string, value: unknown): unknown {
  const setter = object[setterKeys[name] as symbol];
  if (typeof setter === "function") return setter.call(object, value);
  if (now.thread !== undefined) now.thread.own.changes++;
  object[name] = value;
  return value;
}

/** `new Class(…)` of a built-in class that copies what it is given. */
export function construct(
  site: number,
  Class: new (...args: unknown[]) => unknown,
  args: unknown[],
): unknown {
  const [source] = args;
  if (now.thread !== undefined && isSharedView(source))
    return bulkAccess(site, source, 0, source.byteLength, false, () => new Class(...args));
  return new Class(...args);
}

/** What is spread, or taken apart by an array pattern. */
export function list(site: number, value: unknown): unknown {
  if (now.thread !== undefined && isSharedView(value) && !(value instanceof DataView))
    return bulkAccess(site, value, 0, value.byteLength, false, () => Array.from(value as Int32Array));
  if (value === null || value === undefined || Array.isArray(value)) return value;
  const iterator = (value as Keyed)[Symbol.iterator] as Fn | undefined;
  const isOwn = value instanceof UserGenerator || iterator?.[GENERATOR] !== undefined;
  return isOwn || isUserIterable(value) ? collect(site, value) : value;
}

/** An object of the program whose `[Symbol.iterator]` is a generator method. */
function isUserIterable(value: unknown): boolean {
  return typeof value === "object" && value !== null && !isBuiltIn(value);
}

function isBuiltIn(value: object): boolean {
  return value instanceof Map || value instanceof Set || ArrayBuffer.isView(value) || "toArray" in value;
}

function* collect(site: number, value: unknown): Frame {
  const items: unknown[] = [];
  let iteration: unknown = forOf(site, value);
  if (iteration instanceof Suspension) iteration = yield iteration;
  for (;;) {
    let step: unknown = (iteration as Iteration).next();
    if (step instanceof Suspension) step = yield step;
    const { done, value: item } = step as IteratorResult<unknown>;
    if (done) return items;
    items.push(item);
  }
}

export const listHidden = (value: unknown): unknown => drive(list(-1, value));

/** `yield* value` in a generator of the program. */
export function* delegate(value: unknown): Frame {
  let iteration: unknown = forOf(-1, value);
  if (iteration instanceof Suspension) iteration = yield iteration;
  for (;;) {
    let step: unknown = (iteration as Iteration).next();
    if (step instanceof Suspension) step = yield step;
    const { done, value: item } = step as IteratorResult<unknown>;
    if (done) return item;
    yield new Yielded(item);
  }
}

/** The same in an asynchronous generator. */
export function* asynchronousDelegate(value: unknown): Frame {
  let iteration: unknown = forAwaitOf(-1, value);
  if (iteration instanceof Suspension) iteration = yield iteration;
  for (;;) {
    let step: unknown = (iteration as Iteration).next();
    if (step instanceof Suspension) step = yield step;
    const { done, value: item } = (yield new Await(step)) as IteratorResult<unknown>;
    if (done) return item;
    yield new Yielded(item);
  }
}

/** Makes a generator method callable. */
export function wrapMethod(owner: object, key: PropertyKey, kind: string): void {
  const descriptor = Object.getOwnPropertyDescriptor(owner, key);
  const wrap = wrappers[kind];
  if (descriptor === undefined || wrap === undefined) return;
  Object.defineProperty(owner, key, { ...descriptor, value: wrap(descriptor.value) });
}

/** Makes an accessor of the method that stands beside it, for native code. */
export function wrapAccessor(owner: object, key: PropertyKey, kind: "get" | "set", method: symbol): void {
  const body = Object.getOwnPropertyDescriptor(owner, method)?.value as (...args: unknown[]) => Frame;
  const { get: getter, set: setter } = Object.getOwnPropertyDescriptor(owner, key) ?? {};
  const call = function (this: unknown, ...args: unknown[]) {
    return drive(body.apply(this, args));
  };
  Object.defineProperty(owner, key, {
    get: kind === "get" ? call : getter,
    set: kind === "set" ? call : setter,
    enumerable: false,
    configurable: true,
  } as PropertyDescriptor);
}

/** `super.name`, where some class has an accessor of that name. @param inherited - the method beside it, if there is one */
export function superGet(inherited: unknown, self: unknown, read: () => unknown): unknown {
  return typeof inherited === "function" ? inherited.call(self) : read();
}

/** A private method that is not called at once. */
export const bind = (method: never, kind: string): unknown => wrappers[kind]?.(method);

export const number = (value: unknown): unknown => (typeof value === "bigint" ? value : Number(value));
export const increment = (value: unknown): unknown =>
  typeof value === "bigint" ? value + 1n : (value as number) + 1;
export const decrement = (value: unknown): unknown =>
  typeof value === "bigint" ? value - 1n : (value as number) - 1;

export const userGenerator = (frame: Frame) => new UserGenerator(frame);
export const userAsyncGenerator = (frame: Frame) => new UserAsyncGenerator(frame);

function describe(value: unknown): string {
  return typeof value === "object" || typeof value === "symbol" ? typeof value : String(value);
}
