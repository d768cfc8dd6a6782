import { types } from "node:util";
import { codedError } from "../../common/coded-error.ts";
import { unfoldsWithin } from "./unfold.ts";

/**
 * The language spoken with an answer's process: tagged JSON.
 *
 * Primitives that JSON has are themselves; everything else is an array whose first element is a tag. What is decoded is made by this
 * side out of plain data: no accessor, no prototype and no registered symbol of the other side ever arrives, so a value cannot pretend to
 * be a matcher of the test runner, nor run code here. Functions and class instances cross as numbered handles.
 */
export type Wire = null | string | boolean | number | readonly unknown[];

/** Where the side that encodes keeps what cannot be copied. */
export interface Exporter {
  /** Numbers a function, iterator or instance so that the other side can call it. */
  keep(value: object): number;
  /** The number by which the other side knows a value that came from there, so that it gets its own value back. */
  origin(value: object): number | undefined;
}

/** What the side that decodes makes of handles. */
export interface Importer {
  /** A function that calls the other side. */
  function(handle: number): unknown;
  /** Adds the methods of a class instance, whose fields were copied into `target`, as calls to the other side; and its async iterator. */
  instance(target: object, handle: number, methods: readonly string[], iterable: boolean): void;
  /** This side's own value coming home. */
  own(handle: number): unknown;
  /** Told of each error, with the line and column of the answer where it arose when that is known. */
  error?(error: Error, position: readonly [number, number] | undefined): void;
}

/** A value that cannot cross, or bytes that are no message. */
export class CodecError extends codedError<"TOO_DEEP" | "TOO_LARGE" | "BAD_MESSAGE">("CodecError") {}

/** Deeper nesting than this is refused on both sides, long before the stack ends. */
const maxDepth = 200;
/** More values in one message than this are refused. */
const maxValues = 1_000_000;
/** The length of a whole number: making one of a million digits takes most of a second. */
const maxBits = 65_536;
const maxDigits = 20_000;

const arrays = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
};
/** What an error has anyway: no field of the other side's stands in its place. */
const errorNames = new Set(["name", "message", "stack", "cause", "errors"]);
const errors = { Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError };

/**
 * Property names through which test runners, promises and printers call into a value. As long as their value is a function they are left
 * out: a function of the answer must never be called by accident.
 */
const protocolNames = new Set([
  ...Object.getOwnPropertyNames(Object.prototype),
  ...[
    "then",
    "catch",
    "finally",
    "toJSON",
    "asymmetricMatch",
    "toAsymmetricMatcher",
    "$$typeof",
    "inspect",
    "nodeType",
  ],
]);

/** Whether a name is one by which other code calls into a value unasked. */
export const isProtocolName = (name: string): boolean => protocolNames.has(name);

/** Turns a value into tagged JSON. @throws CodecError when it is too deep or too large. */
export function encode(
  value: unknown,
  exporter: Exporter,
  where?: (error: Error) => [number, number] | undefined,
): Wire {
  const seen = new Map<object, number>();
  let values = 0;

  const step = (value: unknown, depth: number): Wire => {
    if (depth > maxDepth)
      throw new CodecError("TOO_DEEP", `the value is nested more than ${maxDepth} levels deep`);
    if (++values > maxValues) throw new CodecError("TOO_LARGE", "the value holds more than 1,000,000 parts");
    switch (typeof value) {
      case "string":
      case "boolean":
        return value;
      case "number":
        return Number.isFinite(value) && !Object.is(value, -0)
          ? value
          : ["number", Object.is(value, -0) ? "-0" : `${value}`];
      case "undefined":
        return ["undefined"];
      case "bigint":
        if (BigInt.asIntN(maxBits, value) !== value)
          throw new CodecError("TOO_LARGE", "the whole number is too long");
        return ["bigint", `${value}`];
      case "symbol":
        return ["symbol", `${value.description ?? ""}`];
    }
    if (value === null) return null;
    const object = value as object;
    const origin = exporter.origin(object);
    if (origin !== undefined) return ["own", origin];
    if (typeof object === "function") return ["function", exporter.keep(object)];
    const before = seen.get(object);
    if (before !== undefined) return ["again", before];
    seen.set(object, seen.size);
    return container(object, (part) => step(part, depth + 1));
  };

  const container = (object: object, part: (value: unknown) => Wire): Wire => {
    if (Array.isArray(object)) {
      if (object.length > maxValues)
        throw new CodecError("TOO_LARGE", `the array has ${object.length} elements`);
      return ["array", Array.from(object, part), Object.isFrozen(object)];
    }
    if (ArrayBuffer.isView(object)) {
      const kind =
        object instanceof DataView
          ? "Uint8Array"
          : (types.isTypedArray(object) && tagOf(object)) || "Uint8Array";
      return [
        "view",
        kind,
        bytes(object.buffer, object.byteOffset, object.byteLength),
        types.isSharedArrayBuffer(object.buffer),
      ];
    }
    if (types.isAnyArrayBuffer(object))
      return ["buffer", bytes(object, 0, object.byteLength), types.isSharedArrayBuffer(object)];
    if (types.isMap(object)) return ["map", Array.from(object, ([key, value]) => [part(key), part(value)])];
    if (types.isSet(object)) return ["set", Array.from(object, part)];
    if (types.isDate(object)) return ["date", Number(object)];
    if (types.isNativeError(object) || object instanceof Error) return error(object as Error, part);
    return plain(object, part);
  };

  const error = (
    error: Error & { code?: unknown; errors?: unknown },
    part: (value: unknown) => Wire,
  ): Wire => {
    const fields: [string, Wire][] = [];
    for (const key of Object.keys(error)) {
      if (errorNames.has(key)) continue;
      fields.push([key, part(error[key as keyof Error])]);
    }
    if (typeof error.code === "string" || typeof error.code === "number") {
      if (!Object.keys(error).includes("code")) fields.push(["code", error.code]);
    }
    const list = Array.isArray(error.errors) ? part(error.errors) : null;
    return [
      "error",
      text(error.name),
      text(error.message),
      part(error.cause),
      list,
      fields,
      where?.(error) ?? null,
    ];
  };

  const plain = (object: object, part: (value: unknown) => Wire): Wire => {
    const fields = Object.keys(object).map((key): [string, Wire] => [key, part(object[key as keyof object])]);
    const { methods, accessors } = inherited(object);
    for (const [key, value] of accessors) fields.push([key, part(value)]);
    const iterable = isIterable(object);
    const handle = methods.length > 0 || iterable ? exporter.keep(object) : 0;
    return ["object", fields, Object.isFrozen(object), handle, methods, accessors.length, iterable];
  };

  return step(value, 0);
}

/** Makes a value of tagged JSON. @throws CodecError when it is not what {@link encode} writes. */
export function decode(wire: unknown, importer: Importer): unknown {
  const seen: unknown[] = [];
  let values = 0;
  let isShared = false;
  const step = (wire: unknown, depth: number): unknown => {
    if (++values > maxValues) throw new CodecError("TOO_LARGE", "the value holds more than 1,000,000 parts");
    if (wire === null || typeof wire === "string" || typeof wire === "boolean" || typeof wire === "number")
      return wire;
    if (!Array.isArray(wire) || depth > maxDepth + 1) throw bad();
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
        // A fresh symbol: equal to no other, least of all to one of the test runner's.
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
        const Kind = Object.hasOwn(arrays, string(wire[1]))
          ? arrays[wire[1] as keyof typeof arrays]
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
    const Kind = Object.hasOwn(errors, string(name)) ? errors[name as keyof typeof errors] : Error;
    const error = remember(new Kind(string(message)));
    hide(error, "stack", `${name}: ${message}`);
    if (Kind.name !== name) hide(error, "name", name);
    for (const field of list(fields)) {
      const key = string(list(field)[0]);
      const value = part(list(field)[1]);
      if (!errorNames.has(key)) show(error, key, harmless(key, value));
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
    if (index(handle) > 0)
      importer.instance(object, index(handle), list(methods).map(string), iterable === true);
    return frozen === true ? Object.freeze(object) : object;
  };

  const value = step(wire, 0);
  if (isShared && !unfoldsWithin(value, maxValues, maxDepth))
    throw new CodecError("TOO_LARGE", "the value holds the same parts so often that it cannot be compared");
  return value;
}

/** What may stand under a name: no function under one by which other code calls into a value. */
const harmless = (key: string, value: unknown): unknown =>
  typeof value === "function" && isProtocolName(key) ? undefined : value;

function whole(digits: string): bigint {
  if (digits.length > maxDigits)
    throw new CodecError("TOO_LARGE", `a whole number has more than ${maxDigits} digits`);
  if (!/^-?\d+$/.test(digits)) throw bad();
  return BigInt(digits);
}

/** The methods and the values of the accessors that a class gives its instance, without those every object has. */
function inherited(object: object): { methods: string[]; accessors: [string, unknown][] } {
  const methods = new Set<string>();
  const accessors = new Map<string, unknown>();
  let prototype = Object.getPrototypeOf(object);
  // An object of another realm has another Object.prototype: the one that has no prototype of its own.
  while (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    for (const [key, property] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (isProtocolName(key) || Object.hasOwn(object, key)) continue;
      if (typeof property.value === "function") methods.add(key);
      else if (property.get && !accessors.has(key)) {
        try {
          accessors.set(key, object[key as keyof object]);
        } catch {
          // An accessor that throws has no value to show.
        }
      }
    }
    prototype = Object.getPrototypeOf(prototype);
  }
  return { methods: [...methods], accessors: [...accessors] };
}

function isIterable(object: object): boolean {
  const candidate = object as { [Symbol.asyncIterator]?: unknown; [Symbol.iterator]?: unknown };
  return (
    typeof candidate[Symbol.asyncIterator] === "function" || typeof candidate[Symbol.iterator] === "function"
  );
}

const tagOf = (view: object): string | undefined =>
  Object.keys(arrays).find((name) => Object.prototype.toString.call(view) === `[object ${name}]`);
const bytes = (buffer: ArrayBufferLike, offset: number, length: number) =>
  Buffer.from(buffer, offset, length).toString("base64");
function memory(content: Buffer, shared: boolean): ArrayBuffer | SharedArrayBuffer {
  const buffer = shared ? new SharedArrayBuffer(content.length) : new ArrayBuffer(content.length);
  new Uint8Array(buffer).set(content);
  return buffer;
}

// A key such as "__proto__" becomes a property like any other.
const show = (object: object, key: string, value: unknown) =>
  Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
const hide = (object: object, key: string, value: unknown) =>
  Object.defineProperty(object, key, { value, enumerable: false, writable: true, configurable: true });

const text = (value: unknown): string => (typeof value === "string" ? value : String(value));
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
