import { inspect } from "node:util";

/** Characters after which a value is cut. */
const limit = 300;

/** A value as feedback shows it: on one line where it fits, cut where it is long. */
export function pretty(value: unknown): string {
  const text = inspect(value, {
    depth: 4,
    compact: 5,
    breakLength: 100,
    maxArrayLength: 12,
    maxStringLength: limit,
    // An object of the answer's is described by its fields, never by code of its own.
    customInspect: false,
    getters: false,
  });
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}

/**
 * The parts in which two values differ: of two plain objects only the properties that are not alike, so that a reader need not search for
 * the one wrong field among ten right ones.
 *
 * @param subset - whether properties that only `got` has do not matter
 */
export function differingParts(
  expected: unknown,
  got: unknown,
  subset: boolean,
): [expected: unknown, got: unknown] {
  if (!isPlain(expected) || !isPlain(got)) return [expected, got];
  const keys = new Set([...Object.keys(expected), ...(subset ? [] : Object.keys(got))]);
  const differing = [...keys].filter((key) => pretty(expected[key]) !== pretty(got[key]));
  if (differing.length === 0) return [expected, got];
  const pick = (from: Record<string, unknown>) =>
    Object.fromEntries(differing.filter((key) => key in from).map((key) => [key, from[key]]));
  return [pick(expected), pick(got)];
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
