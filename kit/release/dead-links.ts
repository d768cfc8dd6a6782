import { posix } from "node:path";

/** A link or a picture in Markdown. */
const link = /(!?)\[([^\]]*)\]\(([^)\s]+)\)/g;

/**
 * Removes links from Markdown to files that a copy does not hold: a link's words stay, and a picture is removed with its line.
 *
 * @param file Path of the Markdown file, from the copy's folder.
 * @param files All files of the copy.
 */
export function withoutDeadLinks(text: string, file: string, files: ReadonlySet<string>): string {
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
