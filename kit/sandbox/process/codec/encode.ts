import { types } from "node:util";
import { arrayKinds } from "../../../common/array-kinds.ts";
import { errorProperties } from "./builtins.ts";
import { CodecError } from "./codec-error.ts";
import { MAX_BITS, MAX_DEPTH, MAX_VALUES } from "./limits.ts";
import { isProtocolName } from "./protocol-names.ts";
import type { Exporter, Wire } from "./wire.ts";

/** Encodes a value as tagged JSON. @throws CodecError when it is too deep or too large */
export function encode(
  value: unknown,
  exporter: Exporter,
  where?: (error: Error) => [number, number] | undefined,
): Wire {
  const seen = new Map<object, number>();
  let values = 0;

  const step = (value: unknown, depth: number): Wire => {
    if (depth > MAX_DEPTH)
      throw new CodecError("TOO_DEEP", `the value is nested more than ${MAX_DEPTH} levels deep`);
    if (++values > MAX_VALUES) throw new CodecError("TOO_LARGE", "the value holds more than 1,000,000 parts");
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
        if (BigInt.asIntN(MAX_BITS, value) !== value)
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
      if (object.length > MAX_VALUES)
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
      if (errorProperties.has(key)) continue;
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

/** The methods of an instance, and the values of its accessors, without those that every object has. */
function inherited(object: object): { methods: string[]; accessors: [string, unknown][] } {
  const methods = new Set<string>();
  const accessors = new Map<string, unknown>();
  let prototype = Object.getPrototypeOf(object);
  // The last prototype is Object.prototype, also that of another realm.
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
  Object.keys(arrayKinds).find((name) => Object.prototype.toString.call(view) === `[object ${name}]`);
const bytes = (buffer: ArrayBufferLike, offset: number, length: number) =>
  Buffer.from(buffer, offset, length).toString("base64");
const text = (value: unknown): string => (typeof value === "string" ? value : String(value));
