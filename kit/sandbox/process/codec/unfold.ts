import { types } from "node:util";

/**
 * Whether printers and matchers can walk a value within these bounds. They visit a part as often as it is reached, and know only the parts
 * above it. A few hundred bytes can describe a value that takes them years: two lists of the same two lists, fifty levels deep.
 */
export function unfoldsWithin(value: unknown, maxValues: number, maxDepth: number): boolean {
  const above = new Set<object>();
  let values = 0;
  const walk = (part: unknown): boolean => {
    if (++values > maxValues) return false;
    if (typeof part !== "object" || part === null || above.has(part)) return true;
    if (above.size >= maxDepth) return false;
    above.add(part);
    const ends = partsOf(part).every(walk);
    above.delete(part);
    return ends;
  };
  return walk(value);
}

function partsOf(object: object): readonly unknown[] {
  if (Array.isArray(object)) return object;
  if (types.isMap(object)) return [...object].flat(1);
  if (types.isSet(object)) return [...object];
  // Bytes have no parts.
  if (ArrayBuffer.isView(object) || types.isAnyArrayBuffer(object)) return [];
  return Object.getOwnPropertyNames(object).map((name) => object[name as keyof object]);
}
