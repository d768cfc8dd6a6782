import { bulkAccess, isSharedView } from "./access.ts";
import { arrayMethod } from "./array-methods.ts";
import { callSite } from "./call-site.ts";
import { now } from "./current-thread.ts";
import { GENERATOR, type Op, type SharedView } from "./suspensions.ts";

type Fn = ((...args: unknown[]) => unknown) & { [GENERATOR]?: (...args: unknown[]) => unknown };
type Keyed = Record<PropertyKey, unknown>;

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

/** Calls a built-in function. If it gets shared memory, the call is one access to all of that memory. */
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
  // It may change an object of the thread: an array, a map.
  if (typeof self === "object" && self !== null) thread.loops.changes++;
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

/** `new Class(…)` of a built-in class that copies its argument. */
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

function describe(value: unknown): string {
  return typeof value === "object" || typeof value === "symbol" ? typeof value : String(value);
}
