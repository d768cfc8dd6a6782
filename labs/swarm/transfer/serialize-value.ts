import { types } from "node:util";
import { PLACEHOLDER } from "./bundle.ts";

type AnyFunction = (...args: never[]) => unknown;

/** What to do with the things in a value that are no plain data. */
export interface SerializeRules {
  /** Serializes a function or class and returns the name under which it arrives. */
  define(value: AnyFunction, path: string): string;
  /** Makes a shared object ready: returns the handle to its bytes. */
  share(value: Shareable): unknown;
  /** Throws: what stands at `path` cannot travel, because it `problem`. */
  refuse(path: string, problem: string): never;
}

/** An object of labs/sharing: it crosses as a handle to the bytes that it works on. */
export interface Shareable {
  share(): unknown;
}

/**
 * Makes a value ready for the border. Plain data is returned as it is, because the border copies it anyway;
 * functions, classes and shared objects inside it are replaced by placeholders.
 *
 * @param path how a reader would write the value, as in `settings.rates[3]`
 */
export function serializeValue(value: unknown, path: string, rules: SerializeRules): unknown {
  const seen = new Set<object>();
  if (isPlain(value, path, seen, rules)) return value;
  return { [PLACEHOLDER]: "whole", value: replaced(value, path, new Map(), rules) };
}

/** Whether a value crosses as it is. Refuses what cannot cross at all. */
function isPlain(value: unknown, path: string, seen: Set<object>, rules: SerializeRules): boolean {
  if (typeof value === "function") return false;
  if (typeof value === "symbol") return rules.refuse(path, "is a symbol, which equals nothing but itself");
  if (typeof value !== "object" || value === null || seen.has(value)) return true;
  seen.add(value);
  if (types.isProxy(value)) return rules.refuse(path, "is a Proxy, whose traps a copy would lose");
  if (isShareable(value)) return false;
  if (isDetached(value))
    return rules.refuse(path, "has no bytes any more, because they were handed on to another thread");
  if (types.isNativeError(value)) refuseCause(value, path, seen, rules);
  if (isLeaf(value)) return true;
  refuseInstances(value, path, rules);
  let plain = true;
  for (const [label, part] of parts(value, path)) plain = isPlain(part, label, seen, rules) && plain;
  return plain;
}

/** A copy in which everything that is no plain data is a placeholder. */
function replaced(
  value: unknown,
  path: string,
  copies: Map<object, unknown>,
  rules: SerializeRules,
): unknown {
  if (typeof value === "function")
    return { [PLACEHOLDER]: "function", name: rules.define(value as AnyFunction, path) };
  if (typeof value !== "object" || value === null || isLeaf(value)) return value;
  const known = copies.get(value);
  if (known !== undefined) return known;
  if (isShareable(value)) return { [PLACEHOLDER]: "shared", handle: rules.share(value) };
  // Entered before its parts, so that a cycle finds the copy.
  if (Array.isArray(value)) {
    const copy: unknown[] = [];
    copies.set(value, copy);
    for (const [label, part] of parts(value, path)) copy.push(replaced(part, label, copies, rules));
    return copy;
  }
  if (value instanceof Map || value instanceof Set) {
    return rules.refuse(path, "holds a function inside a Map or Set; put it into a plain object or an array");
  }
  const copy: Record<string, unknown> = {};
  copies.set(value, copy);
  for (const [key, part] of Object.entries(value))
    copy[key] = replaced(part, `${path}.${key}`, copies, rules);
  return copy;
}

function* parts(value: object, path: string): Generator<[string, unknown]> {
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
    for (const [key, item] of Object.entries(value)) yield [`${path}.${key}`, item];
  }
}

/** What the border copies or shares whole. */
function isLeaf(value: object): boolean {
  return (
    ArrayBuffer.isView(value) ||
    types.isAnyArrayBuffer(value) ||
    types.isDate(value) ||
    types.isRegExp(value) ||
    types.isNativeError(value) ||
    types.isBoxedPrimitive(value)
  );
}

function isDetached(value: object): boolean {
  const buffer = ArrayBuffer.isView(value) ? value.buffer : value;
  return buffer instanceof ArrayBuffer && buffer.detached;
}

/** The border copies an error's cause too, but puts no placeholders into it. */
function refuseCause(error: Error, path: string, seen: Set<object>, rules: SerializeRules): void {
  if (isPlain(error.cause, `${path}.cause`, seen, rules)) return;
  rules.refuse(`${path}.cause`, "is no plain data");
}

function isShareable(value: object): value is Shareable {
  return typeof Reflect.get(value, "share") === "function";
}

/** A copy of an instance is a bare object: its methods and private fields are gone. Better no copy than that one. */
function refuseInstances(value: object, path: string, rules: SerializeRules): void {
  if (Array.isArray(value) || types.isMap(value) || types.isSet(value)) return;
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype === null || Object.getPrototypeOf(prototype) === null) return;
  rules.refuse(path, `is an instance of ${prototype.constructor.name}, whose methods a copy would lose`);
}
