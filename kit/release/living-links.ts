import { posix } from "node:path";

/** A link or a picture of Markdown whose target is no address of the web. */
const link = /(!?)\[([^\]]*)\]\(([^)\s]+)\)/g;

/**
 * A text of Markdown without links to what a copy does not hold: the words stay, and a picture goes with its line.
 *
 * @param file Where the text stands, from the copy's folder.
 * @param files All files of the copy.
 */
export function livingLinks(text: string, file: string, files: ReadonlySet<string>): string {
  const isAlive = (target: string): boolean => {
    const [path = ""] = target.split("#");
    if (path === "" || /^[a-z]+:/i.test(path)) return true;
    const place = posix.join(posix.dirname(file), decodeURI(path)).replace(/\/$/, "");
    return place === "." || files.has(place) || [...files].some((other) => other.startsWith(`${place}/`));
  };
  const isDeadPicture = (line: string): boolean =>
    /^!\[[^\]]*\]\([^)\s]+\)$/.test(line.trim()) &&
    [...line.matchAll(link)].every((match) => !isAlive(match[3] as string));
  let inCode = false;
  return text
    .split("\n")
    .flatMap((line) => {
      if (/^\s*(```|~~~)/.test(line)) inCode = !inCode;
      if (inCode) return [line];
      if (isDeadPicture(line)) return [];
      return [
        line.replace(link, (whole, picture: string, words: string, target: string) =>
          isAlive(target) ? whole : picture === "!" ? "" : words,
        ),
      ];
    })
    .join("\n");
}
