import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type DecodedText, decodeText } from "./decode-text.ts";
import { type FileKind, fileKind } from "./file-kind.ts";
import { type Paragraph, splitParagraphs } from "./split-paragraphs.ts";

/** A file of the corpus, decoded and split. */
export interface ReadFile {
  readonly text: string;
  readonly encoding: DecodedText["encoding"];
  readonly kind: FileKind;
  readonly paragraphs: readonly Paragraph[];
}

/**
 * Reads one file. The critic reads sources again with this function, apart from any index.
 *
 * @param path - relative to `folder`
 * @returns why it cannot be read, or the file
 */
export function readFile(folder: string, path: string): ReadFile | "binary" | "unreadable" {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(join(folder, path));
  } catch {
    return "unreadable";
  }
  const decoded = decodeText(bytes);
  if (decoded === undefined) return "binary";
  const kind = fileKind(basename(path)) ?? "document";
  return { ...decoded, kind, paragraphs: splitParagraphs(decoded.text, kind) };
}
