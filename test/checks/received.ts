import { pretty } from "@swarmlab/kit/checks";
import { assert } from "vitest";

/** A value of an answer, whose fields have no types before a check has examined them. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Fields = Readonly<Record<string, any>>;

/** Fails with what came when a value is no object. @param what - the value in words, such as "launch() returns a run" */
export function objectFrom(value: unknown, what: string): Fields {
  if (typeof value !== "object" || value === null) assert.fail(`${what}; it came: ${pretty(value)}`);
  return value as Fields;
}

/** Fails with what came when a value is no list of objects. @param what - the value in words */
export function objectsFrom(value: unknown, what: string): readonly Fields[] {
  const items = Array.isArray(value) ? [...value] : undefined;
  if (!items?.every((item) => typeof item === "object" && item !== null))
    assert.fail(`${what}; it came: ${pretty(value)}`);
  return items as Fields[];
}
