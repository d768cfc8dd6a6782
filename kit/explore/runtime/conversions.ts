import { isSharedView } from "./access.ts";
import { dispatch } from "./dispatch.ts";
import { type Frame, GENERATOR, Suspension } from "./suspensions.ts";
import { noteDifferent } from "./unsupported.ts";

/*
 * `a + b`, `-a` and `a[b]` call methods of objects: Symbol.toPrimitive, valueOf, toString. Where the program has some of its own, transformed code asks
 * for the plain values here, so that these methods can be suspended.
 */
type Hint = "default" | "number" | "string";
type Fn = (...args: unknown[]) => unknown;

const isObject = (value: unknown): value is object =>
  (typeof value === "object" && value !== null) || typeof value === "function";
const isOwn = (fn: unknown): boolean =>
  typeof fn === "function" && (fn as { [GENERATOR]?: unknown })[GENERATOR] !== undefined;

/** An operand as the operator takes it. @returns the same value where no code of the program takes part */
export function primitive(value: unknown, hint: Hint): unknown {
  if (!isObject(value)) return value;
  if (typeof value === "function") noteDifferent("the text of a function");
  const exotic: unknown = Reflect.get(value, Symbol.toPrimitive);
  if (isOwn(exotic)) return converted(value, [exotic as Fn], [hint]);
  if (exotic !== undefined && exotic !== null) return value;
  const methods = (hint === "string" ? ["toString", "valueOf"] : ["valueOf", "toString"]).map(
    (name): unknown => Reflect.get(value, name),
  );
  return methods.some(isOwn) || isSharedView(value) ? converted(value, methods as Fn[], []) : value;
}

function* converted(value: object, methods: readonly Fn[], args: unknown[]): Frame {
  for (const method of methods) {
    if (typeof method !== "function") continue;
    const called = dispatch.call(method, value, args);
    const result = called instanceof Suspension ? yield called : called;
    if (!isObject(result)) return result;
  }
  throw new TypeError("Cannot convert object to primitive value");
}

/** A side of `==`, which is converted where the other side is a plain value. */
export function compared(value: unknown, other: unknown): unknown {
  return isObject(other) || other === null || other === undefined ? value : primitive(value, "default");
}

/** A computed key. */
export const keyValue = (key: unknown): unknown => primitive(key, "string");
