import { inspect } from "node:util";
import type { StateEntry } from "./graph-record.ts";

/** The most keys of a state that are kept, and the longest text of a value, so that a long run needs little memory. */
const MOST_KEYS = 12;
const LONGEST_TEXT = 120;

/**
 * A state, or an update of it, as text, key by key.
 *
 * @param keys the keys to keep. @default all
 */
export function stateEntries(state: unknown, keys?: readonly string[]): readonly StateEntry[] {
  if (state === undefined || state === null) return [];
  const isNamed = typeof state === "object" && !Array.isArray(state);
  const all = isNamed ? Object.entries(state) : [["value", state] as const];
  const wanted = keys === undefined || !isNamed ? all : all.filter(([key]) => keys.includes(key));
  const entries = wanted.slice(0, MOST_KEYS).map(([key, value]) => ({ key, text: shortText(value) }));
  const left = wanted.length - entries.length;
  return left > 0 ? [...entries, { key: "…", text: `and ${left} more keys` }] : entries;
}

function shortText(value: unknown): string {
  const text = inspect(value, {
    depth: 2,
    maxArrayLength: 6,
    maxStringLength: LONGEST_TEXT,
    breakLength: Number.POSITIVE_INFINITY,
  });
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;
}
