import { PLACEHOLDER } from "./bundle.ts";

/** How to build the parts of a value that cannot be copied. */
export interface DeserializeRules {
  /** The function or class with a name. */
  lookUp(name: string): unknown;
  /** The shared object of a handle. */
  revive(handle: unknown): unknown;
}

/** Replaces the placeholders of `serializeValue` by functions and shared objects. */
export function deserializeValue(serialized: unknown, rules: DeserializeRules): unknown {
  // Only a marked value holds placeholders. Plain data is not walked, however large it is.
  const isMarked =
    typeof serialized === "object" && serialized !== null && Object.hasOwn(serialized, PLACEHOLDER);
  return isMarked ? restored(serialized as Record<string, unknown>, rules, new Map()) : serialized;
}

function restored(value: unknown, rules: DeserializeRules, copies: Map<object, unknown>): unknown {
  if (typeof value !== "object" || value === null) return value;
  const record = value as Record<string, unknown>;
  switch (record[PLACEHOLDER]) {
    case "whole":
      return restored(record.value, rules, copies);
    case "function":
      return rules.lookUp(record.name as string);
    case "shared":
      return rules.revive(record.handle);
    case "symbol":
      return Symbol.for(record.key as string);
    case "instance":
      return revived(value, record, rules, copies);
  }
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  if (!isPlain) return value;
  const known = copies.get(value);
  if (known !== undefined) return known;
  const copy: Record<string, unknown> = (Array.isArray(value) ? [] : {}) as Record<string, unknown>;
  copies.set(value, copy);
  for (const key of Object.keys(record)) copy[key] = restored(record[key], rules, copies);
  return copy;
}

/** An object of a class with `static revive`. It is one object, however often it is referred to. */
function revived(
  placeholder: object,
  { type, fields }: Record<string, unknown>,
  rules: DeserializeRules,
  copies: Map<object, unknown>,
): unknown {
  const known = copies.get(placeholder);
  if (known !== undefined) return known;
  // The coordinator has found the method `revive` on this class.
  const { revive } = rules.lookUp(type as string) as { revive(fields: unknown): object };
  const object = revive.call(rules.lookUp(type as string), restored(fields, rules, copies));
  copies.set(placeholder, object);
  return object;
}
