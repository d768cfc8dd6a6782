/**
 * What a file of the corpus is, by its name.
 *
 * - `document`: a README or another text.
 * - `licence`: a licence or a notice.
 * - `history`: a list of changes.
 * - `source`: code, of which the documentation comments are read.
 */
export type FileKind = "document" | "licence" | "history" | "source";

export const FILE_KINDS: readonly FileKind[] = ["document", "licence", "history", "source"];

const SOURCE = /\.[cm]?[jt]sx?$/i;
const LICENCE = /^(licen[cs]e|copying|notice|unlicense|third-?party)/i;
const HISTORY = /^(changes|changelog|history|releases?|news|migrat)/i;
const DOCUMENT = /\.(md|mdx|markdown|txt|rst|adoc)$|^(readme|contributing|authors|security)$/i;

/** The kind of a file that is read, or `undefined` for one that is not. */
export function fileKind(name: string): FileKind | undefined {
  if (SOURCE.test(name)) return "source";
  if (LICENCE.test(name)) return "licence";
  if (HISTORY.test(name) && (DOCUMENT.test(name) || !name.includes("."))) return "history";
  return DOCUMENT.test(name) ? "document" : undefined;
}
