import { types } from "node:util";
import { SwarmError } from "../errors.ts";
import { PLACEHOLDER } from "../transfer/bundle.ts";
import { kindOfValue } from "../transfer/value-kind.ts";

/**
 * Refuses objects that use memory shared between threads. A copy in another process would be a separate lock or
 * counter, without any error.
 *
 * @param value as it was given, or as `Serializer` serialized it
 * @param path how a reader would write the value
 * @throws SwarmError CANNOT_TRANSFER naming it
 */
export function refuseSharedMemory(value: unknown, path: string): void {
  look(value, path, new Set());
}

function look(value: unknown, path: string, seen: Set<object>): void {
  if (typeof value !== "object" || value === null || seen.has(value)) return;
  seen.add(value);
  const kind = sharedKind(value);
  if (kind !== undefined) {
    throw new SwarmError(
      "CANNOT_TRANSFER",
      `${path} is ${kind}, whose memory cannot be shared with another process; use the executor "worker-threads".`,
    );
  }
  for (const [label, part] of parts(value, path)) look(part, label, seen);
}

function* parts(value: object, path: string): Generator<[string, unknown]> {
  if (ArrayBuffer.isView(value)) return;
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) yield [`${path}[${i}]`, item];
  } else if (value instanceof Map) {
    for (const [key, item] of value) {
      yield [`a key of ${path}`, key];
      yield [`${path}.get(${typeof key === "string" ? JSON.stringify(key) : "…"})`, item];
    }
  } else if (value instanceof Set) {
    for (const item of value) yield [`an item of ${path}`, item];
  } else {
    // A wrapper of `Serializer` has the path of the value that it wraps.
    const isWrapper = Object.hasOwn(value, PLACEHOLDER);
    for (const [key, item] of Object.entries(value)) yield [isWrapper ? path : `${path}.${key}`, item];
  }
}

function sharedKind(value: object): string | undefined {
  if (types.isSharedArrayBuffer(value)) return "a SharedArrayBuffer";
  if (ArrayBuffer.isView(value) && types.isSharedArrayBuffer(value.buffer)) {
    return `${withArticle(value.constructor.name)} over a SharedArrayBuffer`;
  }
  // A plain object may have a function of that name, which crosses as source.
  if (kindOfValue(value) === "shareable") return withArticle(value.constructor.name);
  if (Reflect.get(value, PLACEHOLDER) !== "shared") return undefined;
  const { kind } = Reflect.get(value, "handle") as { readonly kind: string };
  const name = kind.replace(/^swarmlab\./, "");
  return withArticle(name.charAt(0).toUpperCase() + name.slice(1));
}

function withArticle(name: string): string {
  return `${/^[aeiou]/i.test(name) ? "an" : "a"} ${name}`;
}
