import { shortHash } from "./text.ts";

/** Names that Windows reserves for devices. */
const RESERVED = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(?:\.|$)/i;
const MAX_NAME_CHARACTERS = 80;
/** Of a longer text no more is looked at. Its hash tells it apart. */
const MOST_CHARACTERS_READ = 400;

/**
 * Turns any text into a name for a file or a folder that is valid on every system: letters, digits, `.`, `-`, `_` and single spaces, never a
 * path. A text that is changed gets its hash as a suffix, so that different texts have different names.
 */
export function safeName(text: string): string {
  const plain = text.slice(0, MOST_CHARACTERS_READ).normalize("NFC").toWellFormed();
  const changed = withPlainEnds(plain.replace(/[^\p{L}\p{N}._ -]/gu, "_").replace(/ +/g, " "))
    .slice(0, MAX_NAME_CHARACTERS)
    .toWellFormed()
    .trimEnd();
  if (changed === text && changed !== "" && !RESERVED.test(changed)) return changed;
  return `${changed === "" ? "_" : RESERVED.test(changed) ? `_${changed}` : changed}~${shortHash(text)}`;
}

/** Writes one `_` for all dots and spaces at the beginning, and for those at the end. */
function withPlainEnds(text: string): string {
  const isEdge = (at: number) => text[at] === "." || text[at] === " ";
  let start = 0;
  while (start < text.length && isEdge(start)) start += 1;
  let end = text.length;
  while (end > start && isEdge(end - 1)) end -= 1;
  return `${start > 0 ? "_" : ""}${text.slice(start, end)}${end < text.length ? "_" : ""}`;
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
