import { arrayKinds } from "../../../common/array-kinds.ts";
import { errorKinds, errorProperties } from "./builtins.ts";
import { CodecError } from "./codec-error.ts";
import { MAX_DEPTH, MAX_DIGITS, MAX_VALUES } from "./limits.ts";
import { isProtocolName } from "./protocol-names.ts";
import { unfoldsWithin } from "./unfold.ts";
import type { Importer } from "./wire.ts";

/** Decodes tagged JSON. @throws CodecError when {@link encode} cannot have written it */
export function decode(wire: unknown, importer: Importer): unknown {
  const seen: unknown[] = [];
  let values = 0;
  let isShared = false;
  const count = (more: number) => {
    values += more;
    if (values > MAX_VALUES) throw new CodecError("TOO_LARGE", "the value holds more than 1,000,000 parts");
  };
  const step = (wire: unknown, depth: number): unknown => {
    count(1);
    if (wire === null || typeof wire === "string" || typeof wire === "boolean" || typeof wire === "number")
      return wire;
    if (!Array.isArray(wire) || depth > MAX_DEPTH + 1) throw bad();
    const part = (value: unknown) => step(value, depth + 1);
    const remember = <T>(value: T): T => {
      seen.push(value);
      return value;
    };
    switch (wire[0]) {
      case "number":
        return Number(wire[1]);
      case "undefined":
        return undefined;
      case "bigint":
        return whole(string(wire[1]));
      case "symbol":
        // A fresh symbol, which equals no symbol of the test runner.
        return Symbol(string(wire[1]));
      case "own":
        return importer.own(index(wire[1]));
      case "function":
        return importer.function(index(wire[1]));
      case "again": {
        const at = index(wire[1]);
        if (at >= seen.length) throw bad();
        isShared = true;
        return seen[at];
      }
      case "array": {
        const array: unknown[] = remember([]);
        for (const item of list(wire[1])) array.push(part(item));
        return wire[2] === true ? Object.freeze(array) : array;
      }
      case "view": {
        const content = Buffer.from(string(wire[2]), "base64");
        const Kind = Object.hasOwn(arrayKinds, string(wire[1]))
          ? (arrayKinds[wire[1] as keyof typeof arrayKinds] ?? Uint8Array)
          : Uint8Array;
        return remember(new Kind(memory(content, wire[3] === true) as ArrayBuffer));
      }
      case "buffer":
        return remember(memory(Buffer.from(string(wire[1]), "base64"), wire[2] === true));
      case "map": {
        const map = remember(new Map());
        for (const entry of list(wire[1])) map.set(part(list(entry)[0]), part(list(entry)[1]));
        return map;
      }
      case "set": {
        const set = remember(new Set());
        for (const item of list(wire[1])) set.add(part(item));
        return set;
      }
      case "date":
        return remember(new Date(Number(wire[1] ?? Number.NaN)));
      case "error":
        return decodeError(wire, part, remember);
      case "object":
        return decodeObject(wire, part, remember);
    }
    throw bad();
  };

  const decodeError = (
    wire: unknown[],
    part: (value: unknown) => unknown,
    remember: <T>(value: T) => T,
  ): Error => {
    const [, name, message, cause, inner, fields, position] = wire;
    const Kind = Object.hasOwn(errorKinds, string(name))
      ? errorKinds[name as keyof typeof errorKinds]
      : Error;
    const error = remember(new Kind(string(message)));
    hide(error, "stack", `${name}: ${message}`);
    if (Kind.name !== name) hide(error, "name", name);
    for (const field of list(fields)) {
      const key = string(list(field)[0]);
      const value = part(list(field)[1]);
      if (!errorProperties.has(key)) show(error, key, harmless(key, value));
    }
    const reason = part(cause);
    if (reason !== undefined) hide(error, "cause", reason);
    if (inner !== null) hide(error, "errors", part(inner));
    importer.error?.(error, Array.isArray(position) ? [Number(position[0]), Number(position[1])] : undefined);
    return error;
  };

  const decodeObject = (
    wire: unknown[],
    part: (value: unknown) => unknown,
    remember: <T>(value: T) => T,
  ): object => {
    const [, fields, frozen, handle, methods, accessors, iterable] = wire;
    const object = remember({});
    const entries = list(fields);
    const own = entries.length - index(accessors);
    entries.forEach((entry, at) => {
      const key = string(list(entry)[0]);
      const value = part(list(entry)[1]);
      (at < own ? show : hide)(object, key, harmless(key, value));
    });
    // Each becomes a function.
    count(list(methods).length);
    if (index(handle) > 0)
      importer.instance(object, index(handle), list(methods).map(string), iterable === true);
    return frozen === true ? Object.freeze(object) : object;
  };

  const { stackTraceLimit } = Error;
  // An error that crosses has the stack of the other side. Finding this side's would take longer than all the rest, and no deadline of a check runs meanwhile.
  // The explorer's process keeps it as it is.
  Reflect.set(Error, "stackTraceLimit", 0);
  let value: unknown;
  try {
    value = step(wire, 0);
  } finally {
    Reflect.set(Error, "stackTraceLimit", stackTraceLimit);
  }
  if (isShared && !unfoldsWithin(value, MAX_VALUES, MAX_DEPTH))
    throw new CodecError("TOO_LARGE", "the value holds the same parts so often that it cannot be compared");
  return value;
}

/** The value for a property, without functions under names by which other code calls into a value. */
const harmless = (key: string, value: unknown): unknown =>
  typeof value === "function" && isProtocolName(key) ? undefined : value;

function whole(digits: string): bigint {
  if (digits.length > MAX_DIGITS)
    throw new CodecError("TOO_LARGE", `a whole number has more than ${MAX_DIGITS} digits`);
  if (!/^-?\d+$/.test(digits)) throw bad();
  return BigInt(digits);
}

function memory(content: Buffer, shared: boolean): ArrayBuffer | SharedArrayBuffer {
  const buffer = shared ? new SharedArrayBuffer(content.length) : new ArrayBuffer(content.length);
  new Uint8Array(buffer).set(content);
  return buffer;
}

// defineProperty makes a key such as "__proto__" an ordinary property.
const show = (object: object, key: string, value: unknown) =>
  Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
const hide = (object: object, key: string, value: unknown) =>
  Object.defineProperty(object, key, { value, enumerable: false, writable: true, configurable: true });

const bad = () => new CodecError("BAD_MESSAGE", "the message is not one the codec writes");
function string(value: unknown): string {
  if (typeof value !== "string") throw bad();
  return value;
}
function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw bad();
  return value;
}
function index(value: unknown): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw bad();
  return value;
}
