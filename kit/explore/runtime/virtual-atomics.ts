import { elementAccess, isSharedView } from "./access.ts";
import { callSite } from "./call-site.ts";
import { now } from "./current-thread.ts";
import { drive } from "./drive.ts";
import { type Frame, GENERATOR, type Op, type OpKind } from "./suspensions.ts";
import { trust } from "./trusted.ts";

type AtomicFunction = (...args: never[]) => unknown;

/** `Atomics` for virtual threads. Each operation on shared memory is a step. It has the members of the real one, in their order. */
export const virtualAtomics: object = Object.create(
  Object.getPrototypeOf(Atomics) as object,
  Object.fromEntries(
    Reflect.ownKeys(Atomics).map((kind) => {
      const member = Object.getOwnPropertyDescriptor(Atomics, kind) as PropertyDescriptor;
      const native: unknown = member.value;
      if (typeof native !== "function") return [kind, member];
      const isPlain = kind === "pause" || kind === "isLockFree";
      return [
        kind,
        { ...member, value: isPlain ? trust(native) : operation(kind as OpKind, native as AtomicFunction) },
      ];
    }),
  ),
);

function operation(kind: OpKind, native: AtomicFunction): AtomicFunction {
  const suspendable = (view: unknown, index: unknown, value: unknown, other: unknown): unknown => {
    // Memory that is not shared needs no scheduler. The real operation throws for a wrong array.
    if (now.thread === undefined || !isSharedView(view) || view instanceof DataView || !isFor(kind, view)) {
      if (kind === "wait" && isSharedView(view))
        throw new TypeError("[object Array] is not an int32 or BigInt64 typed array.");
      return Reflect.apply(
        native,
        Atomics,
        kind === "load" ? [view, index] : ([view, index, value, other] as never[]),
      );
    }
    const at = toIndex(index, (view as Int32Array).length);
    const site = callSite.current;
    if (kind === "load") return elementAccess(kind, site, view, at);
    if (kind === "notify") return elementAccess(kind, site, view, at, countOf(value));
    const isBig = view instanceof BigInt64Array || view instanceof BigUint64Array;
    const given = isBig ? toBigInt(value) : toInteger(value);
    if (kind === "store") return storing(elementAccess(kind, site, view, at, given) as Op, given);
    const element = asElement(view, given);
    if (kind === "compareExchange")
      return elementAccess(
        kind,
        site,
        view,
        at,
        element,
        asElement(view, isBig ? toBigInt(other) : toInteger(other)),
      );
    if (kind === "wait" || kind === "waitAsync") {
      const limit = other === undefined ? Number.POSITIVE_INFINITY : Number(other);
      return elementAccess(
        kind,
        site,
        view,
        at,
        element,
        Number.isNaN(limit) ? Number.POSITIVE_INFINITY : limit,
      );
    }
    return elementAccess(kind, site, view, at, element);
  };
  const { [kind]: fn } = {
    [kind]: (...args: unknown[]) => drive(suspendable(args[0], args[1], args[2], args[3])),
  } as Record<string, AtomicFunction>;
  Object.defineProperty(fn, "length", { value: native.length, configurable: true });
  return Object.defineProperty(fn as AtomicFunction, GENERATOR, { value: suspendable });
}

/** `Atomics.store` has the value that was given, not the one that the element holds. */
function storing(access: Op, given: unknown): unknown {
  return wrapped(access.view, given) === given ? access : stored(access, given);
}

function* stored(access: Op, given: unknown): Frame {
  yield access;
  return given;
}

/** Whether an operation works on arrays of this kind. */
function isFor(kind: OpKind, view: object): boolean {
  if (kind === "wait" || kind === "waitAsync" || kind === "notify")
    return view instanceof Int32Array || view instanceof BigInt64Array;
  return !/^(?:Float|Uint8Clamped)/.test(String((view as Int32Array)[Symbol.toStringTag]));
}

function toIndex(index: unknown, length: number): number {
  const at = Math.trunc(Number(index)) || 0;
  if (at < 0 || at >= length) throw new RangeError("Invalid atomic access index");
  return at;
}

function countOf(count: unknown): number {
  return count === undefined ? Number.POSITIVE_INFINITY : Math.max(0, toInteger(count));
}

/** A value as a whole number. Code of the program may compute it, once. */
function toInteger(value: unknown): number {
  const number = Number(typeof value === "bigint" ? refuseBigInt() : value);
  return Math.trunc(number) || 0;
}

function refuseBigInt(): never {
  throw new TypeError("Cannot convert a BigInt value to a number");
}

function toBigInt(value: unknown): bigint {
  if (typeof value === "number") throw new TypeError(`Cannot convert ${value} to a BigInt`);
  return BigInt(value as never);
}

/** A value as an element of the array holds it, so that the two can be compared. */
function asElement(view: object, value: number | bigint): unknown {
  return wrapped(view, value);
}

function wrapped(view: object, value: unknown): unknown {
  if (view instanceof Int32Array) return (value as number) | 0;
  const one = new (view.constructor as Int32ArrayConstructor)(1);
  one[0] = value as number;
  return one[0];
}
