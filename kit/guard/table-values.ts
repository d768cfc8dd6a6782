import { hashed } from "./shingles.ts";

/** A value as it may stand in a table or in prose: a number, a truth value, a quoted text, or a word. */
const VALUE = String.raw`(?<value>-?\d[\d_]*(?:\.\d+)?n?|"[^"\n]{1,40}"|'[^'\n]{1,40}'|[A-Za-z][\w-]*)`;
/** What may stand between a key and its value: `key: value`, `key = value`, "key is value", "| key | value |". */
const BETWEEN = String.raw`["'\`*_]*\s*(?:\||[:=]+|→|=>|->|\b(?:is|are|be|becomes|equals|says|gives|should|must|will|would|has|to)\b|\s)[\s|:="'\`*_]*(?:\b(?:is|be|to|equal|equals|the|value|number)\b\s*)*["'\`*_]*`;

/** The keys of a table that learners fill in: those with a `"?"` in the starter. */
export function tableKeys(starter: string): string[] {
  return [...starter.matchAll(/\b([A-Za-z_$][\w$]*)\s*:\s*"\?"/g)].map(([, key = ""]) => key);
}

/** The hashes of all `key = value` that a text says about a table's keys. */
export function tableValues(text: string, keys: readonly string[], salt: string): Set<number> {
  const found = new Set<number>();
  for (const key of keys) {
    const pattern = new RegExp(`(?<![\\w$])${escaped(key)}(?![\\w$])${BETWEEN}${VALUE}`, "g");
    for (const { groups } of text.matchAll(pattern))
      found.add(hashed(`${key}=${plain(groups?.value ?? "")}`, salt));
  }
  return found;
}

const NUMBER_WORDS =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(
    " ",
  );

/** A value as it is compared: "20", "20n", "twenty" and "Twenty" are one. */
function plain(value: string): string {
  const bare = value.replace(/^["']|["']$|_|(?<=\d)n$/g, "").toLowerCase();
  const number = NUMBER_WORDS.indexOf(bare);
  return number < 0 ? bare : String(number);
}
const escaped = (text: string) => text.replace(/[$.*+?^{}()|[\]\\]/g, "\\$&");
