import { isSharedView } from "./access.ts";
import { dispatch } from "./dispatch.ts";
import { type Frame, GENERATOR, Suspension } from "./suspensions.ts";
import { noteDifferent } from "./unsupported.ts";

type Method = (...args: unknown[]) => unknown;

/** The value of `${…}` in a template. Code of the program that makes the text can be suspended. */
export function text(value: unknown): unknown {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return value;
  if (typeof value === "function") noteDifferent("the text of a function");
  const own = (value as { [Symbol.toPrimitive]?: unknown })[Symbol.toPrimitive];
  const method = own ?? (isSharedView(value) ? (value as { toString: unknown }).toString : undefined);
  const told = method ?? (value as { toString: unknown }).toString;
  if (typeof told !== "function" || (told as { [GENERATOR]?: unknown })[GENERATOR] === undefined)
    return value;
  return primitive(value, told as Method, own !== undefined && own !== null);
}

function* primitive(value: object, method: Method, isToPrimitive: boolean): Frame {
  const called = dispatch.call(method, value, isToPrimitive ? ["string"] : []);
  const result = called instanceof Suspension ? yield called : called;
  if ((typeof result === "object" && result !== null) || typeof result === "function") {
    // The language asks for valueOf next.
    const other = isToPrimitive ? undefined : (value as { valueOf(): unknown }).valueOf();
    if (other === undefined || typeof other === "object")
      throw new TypeError("Cannot convert object to primitive value");
    return other;
  }
  if (typeof result === "symbol") throw new TypeError("Cannot convert a Symbol value to a string");
  return result;
}

/** A view beside a text in `view + ""` or `view == "1,2"`, as a text. Other values stay as they are. */
export function viewText(value: unknown): unknown {
  return typeof value === "object" && isSharedView(value) ? text(value) : value;
}
