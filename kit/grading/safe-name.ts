import { shortHash } from "./text.ts";

/** Names that Windows reserves for devices. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const MAX_NAME_CHARACTERS = 80;

/**
 * Turns any text into a name for a file or a folder that is valid on every system: letters, digits, `.`, `-`, `_` and single spaces, never a
 * path. A text that is changed gets its hash as a suffix, so that different texts have different names.
 */
export function safeName(text: string): string {
  const plain = text.normalize("NFC").toWellFormed();
  const changed = plain
    .replace(/[^\p{L}\p{N}._ -]/gu, "_")
    .replace(/ +/g, " ")
    .replace(/^[. ]+|[. ]+$/g, "_")
    .slice(0, MAX_NAME_CHARACTERS)
    .toWellFormed()
    .trimEnd();
  if (changed === text && changed !== "" && !RESERVED.test(changed)) return changed;
  return `${changed === "" ? "_" : RESERVED.test(changed) ? `_${changed}` : changed}~${shortHash(text)}`;
}

/** Safe names for many texts. Names that differ only in case all get a hash, because some file systems treat them as one. */
export function safeNames(texts: Iterable<string>): Map<string, string> {
  const names = new Map([...texts].map((text) => [text, safeName(text)]));
  const byFolded = Map.groupBy(names, ([, name]) => name.toLowerCase());
  for (const [, same] of byFolded) {
    if (same.length < 2) continue;
    for (const [text, name] of same) {
      if (!name.includes("~")) names.set(text, `${name}~${shortHash(text)}`);
    }
  }
  return names;
}
