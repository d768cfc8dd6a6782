import * as sharing from "../../sharing/index.ts";
import { PLACEHOLDER } from "./luggage.ts";

/** Puts functions and shared objects back where `packValue` left placeholders. */
export function restoreValue(packed: unknown, lookUp: (name: string) => unknown): unknown {
  // Only what was marked as a whole holds placeholders: plain data, however large, is not walked.
  if (typeof packed !== "object" || packed === null || !Object.hasOwn(packed, PLACEHOLDER)) return packed;
  return restore(packed as Record<string, unknown>, lookUp, new Set());
}

function restore(value: unknown, lookUp: (name: string) => unknown, seen: Set<object>): unknown {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  const record = value as Record<string, unknown>;
  switch (record[PLACEHOLDER]) {
    case "whole":
      return restore(record.value, lookUp, seen);
    case "function":
      return lookUp(record.name as string);
    case "shared":
      return (Reflect.get(sharing, "revive") as (handle: unknown) => unknown)(record.handle);
  }
  if (seen.has(value)) return value;
  seen.add(value);
  for (const key of Object.keys(record)) record[key] = restore(record[key], lookUp, seen);
  return value;
}
