import { types } from "node:util";
import { PLACEHOLDER } from "./bundle.ts";
import type { AnyFunction } from "./read-source.ts";
import { kindOfValue, type Shareable } from "./value-kind.ts";

/** Stands for an object of a class while its fields are being replaced. */
const OPEN = Symbol("open");

/** What to do with the parts of a value that are not plain data. */
export interface SerializeRules {
  /** Adds a function or class. @returns the name under which the worker finds it */
  define(value: AnyFunction, path: string): string;
  /** @returns the handle to the bytes of a shared object */
  share(value: Shareable): unknown;
  /** Throws: the value at `path` cannot be transferred, because it `problem`. */
  refuse(path: string, problem: string): never;
}

/**
 * Makes a value ready for the boundary between isolates. Plain data is returned as it is, because the boundary copies it.
 * Functions, classes and shared objects inside it are replaced by placeholders.
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
  if (typeof value === "symbol") {
    if (Symbol.keyFor(value) !== undefined) return false;
    return rules.refuse(path, "is a symbol, which equals nothing but itself");
  }
  if (typeof value === "function") return false;
  if (typeof value !== "object" || value === null || seen.has(value)) return true;
  seen.add(value);
  if (types.isProxy(value)) return rules.refuse(path, "is a Proxy, whose traps a copy would lose");
  switch (kindOfValue(value)) {
    case "shareable":
      return false;
    case "data":
      refuseLoss(value, path, seen, rules);
      return true;
    case "instance":
      if (revivableClass(value) !== undefined) return false;
      return refuseInstance(value, path, rules);
  }
  let plain = true;
  for (const [label, part] of parts(value, path)) plain = isPlain(part, label, seen, rules) && plain;
  return plain;
}

/** A copy in which everything that is not plain data is a placeholder. */
function replaced(
  value: unknown,
  path: string,
  copies: Map<object, unknown>,
  rules: SerializeRules,
): unknown {
  if (typeof value === "function")
    return { [PLACEHOLDER]: "function", name: rules.define(value as AnyFunction, path) };
  // A symbol of `Symbol.for` is the same in every isolate.
  if (typeof value === "symbol") return { [PLACEHOLDER]: "symbol", key: Symbol.keyFor(value) };
  if (typeof value !== "object" || value === null) return value;
  const known = copies.get(value);
  if (known === OPEN) return rules.refuse(path, "is an object of a class that contains itself");
  if (known !== undefined) return known;
  switch (kindOfValue(value)) {
    case "data":
      return value;
    case "shareable":
      return { [PLACEHOLDER]: "shared", handle: rules.share(value as Shareable) };
    case "instance":
      return replacedInstance(value, path, copies, rules);
    case "collection":
      return rules.refuse(
        path,
        "holds a function inside a Map or Set; put it into a plain object or an array",
      );
  }
  // A copy is entered before its parts, so that a cycle finds it.
  if (Array.isArray(value)) {
    const copy: unknown[] = [];
    copies.set(value, copy);
    for (const [label, part] of parts(value, path)) copy.push(replaced(part, label, copies, rules));
    return copy;
  }
  const copy: Record<string, unknown> = {};
  copies.set(value, copy);
  for (const [key, part] of Object.entries(value))
    copy[key] = replaced(part, `${path}.${key}`, copies, rules);
  return copy;
}

/** An object of a class with `static revive`: it crosses as its class and what `toJSON()` gives, else its own fields. */
function replacedInstance(
  value: object,
  path: string,
  copies: Map<object, unknown>,
  rules: SerializeRules,
): unknown {
  const type = revivableClass(value) ?? refuseInstance(value, path, rules);
  const toJSON: unknown = Reflect.get(value, "toJSON");
  const fields: unknown =
    typeof toJSON === "function"
      ? (toJSON as () => unknown).call(value)
      : Object.fromEntries(Object.entries(value));
  // Entered before its fields, where it must not stand again.
  copies.set(value, OPEN);
  isPlain(fields, path, new Set([value]), rules);
  const copy = {
    [PLACEHOLDER]: "instance",
    type: rules.define(type, path),
    fields: replaced(fields, path, copies, rules),
  };
  copies.set(value, copy);
  return copy;
}

/** The class of an object, where it says how to make an instance of plain fields; undefined elsewhere. */
function revivableClass(value: object): AnyFunction | undefined {
  const type: unknown = (Object.getPrototypeOf(value) as { readonly constructor?: unknown } | null)
    ?.constructor;
  const isRevivable = typeof type === "function" && typeof Reflect.get(type, "revive") === "function";
  return isRevivable ? (type as AnyFunction) : undefined;
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

/** Refuses data of which a copy would lose a part: bytes that another thread has, and the cause of an error. */
function refuseLoss(value: object, path: string, seen: Set<object>, rules: SerializeRules): void {
  const buffer = ArrayBuffer.isView(value) ? value.buffer : value;
  if (buffer instanceof ArrayBuffer && buffer.detached)
    rules.refuse(path, "has no bytes any more, because they were handed on to another thread");
  // The boundary copies an error's cause too, but a placeholder in it would not be replaced.
  if (types.isNativeError(value) && !isPlain(value.cause, `${path}.cause`, seen, rules))
    rules.refuse(`${path}.cause`, "is no plain data");
}

/** A copy of an instance is a bare object without methods and private fields. */
function refuseInstance(value: object, path: string, rules: SerializeRules): never {
  const { name } = (Object.getPrototypeOf(value) as object).constructor;
  return rules.refuse(path, `is an instance of ${name}, whose methods a copy would lose`);
}
