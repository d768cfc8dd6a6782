import { isSharedView } from "./access.ts";
import { seal } from "./seal.ts";
import { GENERATOR, type SharedView } from "./suspensions.ts";
import { viewMethods } from "./view-methods.ts";

/*
 * A view of shared memory, as a thread has it, inherits from a prototype of the explorer. Its methods make a step of each access, also where the
 * language itself calls them: as text, in a spread, in a loop.
 */
const TypedArray = Object.getPrototypeOf(Int32Array.prototype) as object;
const guardOf = new WeakMap<object, object>();
/** The real prototype of each prototype of the explorer. */
const realOf = new WeakMap<object, object>();

function guardFor(prototype: object): object {
  const known = guardOf.get(prototype);
  if (known !== undefined) return known;
  const guard = Object.create(prototype) as object;
  // A class of the program may have methods of its own with these names.
  for (const [key, method] of viewMethods)
    if (Reflect.get(prototype, key) === Reflect.get(TypedArray, key))
      Object.defineProperty(guard, key, { value: method, writable: true, configurable: true });
  if (seal.isSealed) Object.freeze(guard);
  guardOf.set(prototype, guard);
  realOf.set(guard, prototype);
  return guard;
}

/** Guards a value if it is a view of shared memory. @returns the value */
export function guarded<T>(value: T): T {
  if (typeof value !== "object" || !isSharedView(value) || value instanceof DataView) return value;
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype === null || realOf.has(prototype)) return value;
  Object.setPrototypeOf(value, guardFor(prototype));
  return value;
}

/** A thread's own view of the same memory. */
export function guardedCopy(view: SharedView): SharedView {
  if (view instanceof DataView) return view;
  const Class = view.constructor as new (
    buffer: SharedArrayBuffer,
    offset: number,
    length?: number,
  ) => SharedView;
  return Buffer.isBuffer(view)
    ? guarded(Buffer.from(view.buffer, view.byteOffset, view.byteLength) as never as SharedView)
    : guarded(new Class(view.buffer, view.byteOffset, (view as Int32Array).length));
}

/** The prototype that the program knows. */
export function realPrototype(prototype: unknown): unknown {
  return realOf.get(prototype as object) ?? prototype;
}

export const isMethodOfViews = (fn: unknown): boolean =>
  typeof fn === "function" && (fn as { [GENERATOR]?: unknown })[GENERATOR] !== undefined;
