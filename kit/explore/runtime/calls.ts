import { types } from "node:util";
import { sites } from "../transform/place.ts";
import { bulkAccess, isSharedView } from "./access.ts";
import { arrayMethod } from "./array-methods.ts";
import { callBuiltIn, callSite } from "./call-site.ts";
import { proxies } from "./construct.ts";
import { now } from "./current-thread.ts";
import { dispatch } from "./dispatch.ts";
import { drive } from "./drive.ts";
import { guarded } from "./guarded-view.ts";
import { hiddenCall } from "./hidden-call.ts";
import { collected } from "./lists.ts";
import { intrinsics, opaque, pure, readers, shallow } from "./natives.ts";
import { reachOf } from "./reach.ts";
import { specials } from "./special-calls.ts";
import { type Frame, GENERATOR, type SharedView, Suspension } from "./suspensions.ts";
import { isTrusted } from "./trusted.ts";
import { unsupported } from "./unsupported.ts";
import { viewAccess } from "./view-access.ts";
import { byNative, snapshot } from "./view-methods.ts";

type Fn = ((...args: unknown[]) => unknown) & { [GENERATOR]?: (...args: unknown[]) => unknown };
type View = Int32Array<SharedArrayBuffer>;

/** `f(…)`. */
export function callFunction(site: number, fn: Fn, args: unknown[]): unknown {
  return callOn(site, fn, undefined, args);
}

/** `object.f(…)` and `f.call(object, …)`. */
export function callOn(site: number, fn: Fn, self: unknown, args: unknown[]): unknown {
  if (typeof fn !== "function")
    throw new TypeError(`${sites[site]?.callee ?? describe(fn)} is not a function`);
  const generator = fn[GENERATOR];
  if (generator !== undefined) {
    const trapped = proxies.hasSome ? proxies.traps.get(fn) : undefined;
    if (trapped !== undefined) return callProxy(site, trapped, self, args);
    callSite.current = site;
    return generator.apply(self, args);
  }
  return native(site, fn, self, args);
}

/** Calls a proxy of a function of the program, which looks like that function. */
function callProxy(
  site: number,
  { target, handler }: { readonly target: unknown; readonly handler: unknown },
  self: unknown,
  args: unknown[],
): unknown {
  const trap: unknown = Reflect.get(handler as object, "apply");
  return trap === undefined
    ? callOn(site, target as Fn, self, args)
    : callOn(site, trap as Fn, handler, [target, self, args]);
}

const isMemory = (value: unknown): boolean =>
  typeof value === "object" && value !== null && (isSharedView(value) || value instanceof SharedArrayBuffer);
const isObject = (value: unknown): boolean =>
  (typeof value === "object" && value !== null) || typeof value === "function";

/** A method of lists looks at no clock, and cannot be ended while it goes through places that are empty. */
const MOST_ITEMS = 2 ** 25;

function isLong(list: unknown): boolean {
  if (Array.isArray(list)) return list.length > MOST_ITEMS;
  if (!isObject(list) || types.isProxy(list)) return false;
  return Number(Object.getOwnPropertyDescriptor(list, "length")?.value) > MOST_ITEMS;
}

/** Calls a built-in function. What it does with shared memory is a step, or is noted as hidden. */
function native(site: number, fn: Fn, self: unknown, args: unknown[]): unknown {
  const special = specials.get(fn);
  if (special !== undefined) {
    const result = special(site, self, args);
    if (result !== undefined) return result.value;
  }
  if (now.thread === undefined) return guarded(callBuiltIn(site, fn, self, args));
  if (isMemory(self) && !opaque.has(fn)) return onMemory(site, fn, self as SharedView, args);
  if (shallow.has(fn) && isLong(self))
    throw unsupported(
      `a list of more than ${MOST_ITEMS.toLocaleString("en")} places`,
      "make the program small",
    );
  const frame = arrayMethod(site, fn, self, args);
  if (frame !== undefined) return frame;
  // A method of a thread's own typed array that calls a function of the program.
  const method = typeof args[0] === "function" ? byNative.get(fn) : undefined;
  if (method !== undefined && ArrayBuffer.isView(self) && isOwnFunction(args[0]))
    return method(self as View, site, args);
  if (opaque.has(fn) || isTrusted(fn)) return plainly(site, fn, self, args);
  // A method of an array moves its arguments about and looks into none.
  if (shallow.has(fn) && (Array.isArray(self) || !args.some(isMemory))) return plainly(site, fn, self, args);
  const isForeign = !intrinsics.has(fn);
  if (isForeign && now.thread.world.isLeaked) return hiddenCall(site, true, isForeign, fn, self, args);
  if (!isObject(self) && !args.some(isObject)) return plainly(site, fn, self, args);
  const { buffers, isOpen } = reachOf([self, ...args]);
  if (buffers.size === 0 && !isOpen) return plainly(site, fn, self, args);
  const [buffer] = buffers;
  if (readers.has(fn) && buffers.size === 1 && !isOpen && !args.some((arg) => typeof arg === "function"))
    return reading(site, buffer as SharedArrayBuffer, [self, ...args], () =>
      callBuiltIn(site, fn, self, args),
    );
  return hiddenCall(site, isOpen, isForeign, fn, self, args);
}

const isOwnFunction = (fn: unknown): boolean => (fn as { [GENERATOR]?: unknown })[GENERATOR] !== undefined;

function plainly(site: number, fn: Fn, self: unknown, args: unknown[]): unknown {
  // It may change an object of the thread: an array, a map.
  if (now.thread !== undefined && (isObject(self) || args.some(isObject)) && !pure.has(fn))
    now.thread.loops.changes++;
  return guarded(callBuiltIn(site, fn, self, args));
}

/** One step in which a built-in function reads all views that it reaches. */
function reading(
  site: number,
  buffer: SharedArrayBuffer,
  values: unknown[],
  perform: () => unknown,
): unknown {
  const views = values.filter((one) => isSharedView(one)) as SharedView[];
  const view = views.length === 1 ? (views[0] as SharedView) : new Uint8Array(buffer);
  return bulkAccess(site, view, 0, view.byteLength, false, perform);
}

/** A built-in method of a view or of a block of memory. */
function onMemory(site: number, fn: Fn, self: SharedView | SharedArrayBuffer, args: unknown[]): unknown {
  if (self instanceof SharedArrayBuffer) {
    const bytes = new Uint8Array(self);
    if (fn === (SharedArrayBuffer.prototype.slice as unknown))
      return bulkAccess(site, bytes as SharedView, 0, bytes.length, false, () =>
        Reflect.apply(fn, self, args),
      );
    return hiddenCall(site, false, !intrinsics.has(fn), fn, self, args);
  }
  if (!(self instanceof DataView)) {
    const method = byNative.get(fn);
    if (method !== undefined) return method(self as View, site, args);
    // A method of arrays that is applied to a view gets the elements as an array.
    if (shallow.has(fn) && !CHANGING.has(fn.name)) return onCopy(site, fn, self as View, args);
  }
  const access = viewAccess(site, fn, self, args);
  return access ?? hiddenCall(site, false, !intrinsics.has(fn), fn, self, args);
}

const CHANGING: ReadonlySet<string> = new Set([
  "copyWithin",
  "fill",
  "pop",
  "push",
  "reverse",
  "shift",
  "sort",
  "splice",
  "unshift",
]);

function* onCopy(site: number, fn: Fn, view: View, args: unknown[]): Frame {
  const items = Array.from((yield* snapshot(view, site)) as Int32Array);
  const result = callOn(site, fn, items, args);
  return result instanceof Suspension ? yield result : result;
}

function describe(value: unknown): string {
  return typeof value === "object" || typeof value === "symbol" ? typeof value : String(value);
}

dispatch.call = (fn, self, args) => callOn(callSite.current, fn as Fn, self, args);
dispatch.guarded = guarded;
dispatch.isView = (value) => isSharedView(value) && !(value instanceof DataView);
dispatch.drive = drive;
dispatch.collect = (value) => collected(callSite.current, value);
