import { elementAccess, isSharedView } from "./access.ts";
import { callSite } from "./call-site.ts";
import { drive } from "./drive.ts";
import { GENERATOR, type OpKind } from "./suspensions.ts";

type AtomicFunction = (...args: never[]) => unknown;

/** `Atomics` for virtual threads. Each operation on shared memory is a step. */
export const virtualAtomics: Record<string, unknown> = Object.create(null, {
  [Symbol.toStringTag]: { value: "Atomics" },
});

for (const kind of Object.getOwnPropertyNames(Atomics) as Exclude<keyof Atomics, symbol>[]) {
  const native = Atomics[kind] as AtomicFunction;
  virtualAtomics[kind] =
    kind === "pause" || kind === "isLockFree" ? native : operation(kind as OpKind, native);
}

function operation(kind: OpKind, native: AtomicFunction): AtomicFunction {
  const suspendable = (view: unknown, index: unknown, value: unknown, other: unknown): unknown => {
    // Memory that is not shared needs no scheduler. The real operation throws for wrong arguments.
    if (!isSharedView(view) || view instanceof DataView || isWrong(kind, view, index, value, other))
      return refusedWait(kind, view) ?? Reflect.apply(native, Atomics, [view, index, value, other]);
    const at = Math.trunc(Number(index ?? 0)) || 0;
    const given = kind === "load" || kind === "notify" ? value : converted(view, value);
    const more = kind === "compareExchange" ? converted(view, other) : other;
    return (
      elementAccess(kind, callSite.current, view, at, given, more) ??
      Reflect.apply(native, Atomics, kind === "load" ? [view, index] : [view, index, value, other])
    );
  };
  const fn = (...args: unknown[]) => drive(suspendable(args[0], args[1], args[2], args[3]));
  Object.defineProperty(fn, "name", { value: kind });
  return Object.assign(fn, { [GENERATOR]: suspendable });
}

/** Whether the real operation would throw. It is then called to throw its error. */
function isWrong(kind: OpKind, view: object, index: unknown, value: unknown, other: unknown): boolean {
  if (view instanceof Float32Array || view instanceof Float64Array || view instanceof Uint8ClampedArray)
    return true;
  const isBig = view instanceof BigInt64Array || view instanceof BigUint64Array;
  const waits = kind === "wait" || kind === "waitAsync" || kind === "notify";
  if (waits && !(view instanceof Int32Array || view instanceof BigInt64Array)) return true;
  const at = Number(index ?? 0);
  if (!(Math.trunc(at) >= 0 && at < (view as unknown as Int32Array).length) && !Number.isNaN(at)) return true;
  if (kind === "load" || kind === "notify") return false;
  const isBadValue = (one: unknown) => (typeof one === "bigint") !== isBig;
  return isBadValue(value) || (kind === "compareExchange" && isBadValue(other));
}

function refusedWait(kind: OpKind, view: unknown): undefined {
  // A real wait on memory that is not shared throws. A wait on shared memory would block the explorer itself.
  if (
    kind === "wait" &&
    ArrayBuffer.isView(view) &&
    view.buffer instanceof SharedArrayBuffer &&
    !isWaitable(view)
  )
    throw new TypeError("Atomics.wait needs an Int32Array or BigInt64Array on shared memory");
  return undefined;
}

const isWaitable = (view: object) => view instanceof Int32Array || view instanceof BigInt64Array;

/** A value as an element of the array holds it, so that the two can be compared. */
function converted(view: object, value: unknown): unknown {
  if (view instanceof Int32Array) return Number(value) | 0;
  if (typeof value === "bigint") return value;
  return Math.trunc(Number(value)) || 0;
}
