import { inspect } from "node:util";

/** Longer values are cut. */
const MOST_CHARACTERS = 300;

/** A value as feedback shows it: on one line where it fits, cut where it is long. */
export function pretty(value: unknown): string {
  const text = inspect(value, {
    depth: 4,
    compact: 5,
    breakLength: 100,
    maxArrayLength: 12,
    maxStringLength: MOST_CHARACTERS,
    // Objects are described by their fields: code of the answer does not run here.
    customInspect: false,
    getters: false,
  });
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
}

/**
 * The parts in which two values differ: of two plain objects the properties that are not alike; of other values, the values.
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
