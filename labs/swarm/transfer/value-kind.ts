import { types } from "node:util";

/** An object of labs/sharing, or of a class written like one: it crosses as a handle to the bytes that it works on. */
export interface Shareable {
  share(): unknown;
}

/**
 * What a value is for a boundary between isolates.
 *
 * - `primitive`: a value without parts, which crosses as it is.
 * - `shareable`: an instance whose class has a method `share`.
 * - `array`, `object`: plain data whose parts are values of their own.
 * - `collection`: a `Map` or a `Set`.
 * - `data`: bytes, a date, an error or a regular expression, copied or shared whole.
 * - `instance`: an object of a class. A copy of it would have no methods and no private fields.
 */
export type ValueKind =
  | "primitive"
  | "symbol"
  | "function"
  | "shareable"
  | "array"
  | "object"
  | "collection"
  | "data"
  | "instance";

/** Classifies a value. */
export function kindOfValue(value: unknown): ValueKind {
  if (typeof value === "symbol") return "symbol";
  if (typeof value === "function") return "function";
  if (typeof value !== "object" || value === null) return "primitive";
  if (isPlainObject(value)) return "object";
  if (isShareable(value)) return "shareable";
  if (Array.isArray(value)) return "array";
  if (types.isMap(value) || types.isSet(value)) return "collection";
  return isData(value) ? "data" : "instance";
}

function isPlainObject(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function isShareable(value: object): boolean {
  return typeof Reflect.get(value, "share") === "function";
}

function isData(value: object): boolean {
  return (
    ArrayBuffer.isView(value) ||
    types.isAnyArrayBuffer(value) ||
    types.isDate(value) ||
    types.isRegExp(value) ||
    types.isNativeError(value) ||
    types.isBoxedPrimitive(value)
  );
}
