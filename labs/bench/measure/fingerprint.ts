import { createHash } from "node:crypto";

/**
 * A short text that is the same for equal results, with every executor and in every language. Fractions are hashed by
 * their bits, because languages write the same number differently: see `labs/bench/python/fingerprint.py`.
 */
export function fingerprint(result: unknown): string {
  return createHash("sha256").update(canonical(result)).digest("hex").slice(0, 16);
}

function canonical(value: unknown): string {
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number") return Number.isSafeInteger(value) ? String(value) : bits(value);
  if (Array.isArray(value) || ArrayBuffer.isView(value))
    return `[${Array.from(value as ArrayLike<unknown>, canonical).join(",")}]`;
  if (value instanceof Map) return canonical([...value]);
  if (value instanceof Set) return canonical([...value]);
  if (typeof value === "object" && value !== null) {
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(Reflect.get(value, key))}`).join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}

/** The 64 bits of a number as hexadecimal digits. */
function bits(value: number): string {
  const buffer = Buffer.alloc(8);
  buffer.writeDoubleBE(value);
  return buffer.toString("hex");
}
