import { SharingError } from "./sharing-error.ts";

/** Throws `INVALID_ARGUMENT` unless `value` is a whole number from `least` to `most`; returns it. */
export function wholeNumber(what: string, value: unknown, least: number, most = 0x7fff_ffff): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new SharingError(
    "INVALID_ARGUMENT",
    `${what} must be a whole number from ${least} to ${most}, but is ${describe(value)}.`,
  );
}

/** `value` and its type, short enough to stand inside a sentence. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "string") return `the string ${JSON.stringify(shorten(value))}`;
  if (typeof value === "object") return `an object of class ${value.constructor?.name ?? "null"}`;
  if (typeof value === "function") return `the function ${value.name || "without a name"}`;
  return `${String(value)} (${typeof value})`;
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
