import * as sharing from "../../sharing/index.ts";
import { PLACEHOLDER } from "./luggage.ts";

type LookUp = (name: string) => unknown;

/** Puts functions and shared objects back where `packValue` left placeholders. */
export function restoreValue(packed: unknown, lookUp: LookUp): unknown {
  // Only what was marked as a whole holds placeholders: plain data, however large, is not walked.
  const isMarked = typeof packed === "object" && packed !== null && Object.hasOwn(packed, PLACEHOLDER);
  return isMarked ? restored(packed as Record<string, unknown>, lookUp, new Map()) : packed;
}

function restored(value: unknown, lookUp: LookUp, copies: Map<object, unknown>): unknown {
  if (typeof value !== "object" || value === null) return value;
  const record = value as Record<string, unknown>;
  switch (record[PLACEHOLDER]) {
    case "whole":
      return restored(record.value, lookUp, copies);
    case "function":
      return lookUp(record.name as string);
    case "shared":
      return sharing.revive(record.handle);
  }
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  if (!isPlain) return value;
  const known = copies.get(value);
  if (known !== undefined) return known;
  const copy: Record<string, unknown> = (Array.isArray(value) ? [] : {}) as Record<string, unknown>;
  copies.set(value, copy);
  for (const key of Object.keys(record)) copy[key] = restored(record[key], lookUp, copies);
  return copy;
}
