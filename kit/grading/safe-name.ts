import { shortHash } from "./text.ts";

/** Names that Windows keeps for devices. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const longest = 80;

/**
 * A name for a file or a folder that stands for a text of whatever origin: letters, digits, `.`, `-`, `_` and single spaces, on every
 * system, never a path. A text that had to be changed gets a mark of its own behind it, so that no two texts meet.
 */
export function safeName(text: string): string {
  const plain = text.normalize("NFC").toWellFormed();
  const changed = plain
    .replace(/[^\p{L}\p{N}._ -]/gu, "_")
    .replace(/ +/g, " ")
    .replace(/^[. ]+|[. ]+$/g, "_")
    .slice(0, longest)
    .toWellFormed()
    .trimEnd();
  if (changed === text && changed !== "" && !reserved.test(changed)) return changed;
  return `${changed === "" ? "_" : reserved.test(changed) ? `_${changed}` : changed}~${shortHash(text)}`;
}

/** Safe names for many texts: those that differ in upper and lower case alone, which some systems take for one, all get a mark. */
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
