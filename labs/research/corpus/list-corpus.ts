import { statSync } from "node:fs";
import { resolve } from "node:path";
import { count } from "../../common/format-numbers.ts";
import { ResearchError } from "../research-error.ts";
import { fileKind } from "./file-kind.ts";
import type { LeftOut } from "./left-out.ts";
import { twinsAmong } from "./twins.ts";
import { type WalkedFile, walkFiles } from "./walk-files.ts";

/** How much of a folder is read at most. What lies beyond is named in the report. */
export interface CorpusLimits {
  /** Files in all. At least 1. @default 20_000 */
  readonly files?: number;
  /** Bytes of one file; a larger one is not read. At least 1. @default 1_048_576 */
  readonly fileBytes?: number;
  /** Bytes of all files. At least 1. @default 268_435_456 */
  readonly totalBytes?: number;
}

/** The files of a corpus, in shares that one agent reads at a time. */
export interface CorpusListing {
  /** The absolute path of the corpus's folder. */
  readonly folder: string;
  /** The shares depend on the files alone, not on the number of workers. */
  readonly shares: readonly (readonly string[])[];
  readonly fileCount: number;
  readonly leftOut: readonly LeftOut[];
}

const SHARE_BYTES = 1 << 20;
const SHARE_FILES = 256;

/**
 * Lists the texts, licences and sources below a folder, and forms shares of about a megabyte.
 *
 * @throws ResearchError `NO_CORPUS`, `EMPTY_CORPUS`
 */
export function listCorpus(corpus: string, limits: CorpusLimits = {}): CorpusListing {
  const { files: mostFiles = 20_000, fileBytes = 1 << 20, totalBytes = 1 << 28 } = limits;
  const folder = resolve(corpus);
  if (!isFolder(folder)) throw new ResearchError("NO_CORPUS", `There is no folder ${corpus} to read.`);
  const walked = walkFiles(folder, (name) => fileKind(name) !== undefined);
  const leftOut: LeftOut[] = [...walked.leftOut];
  const chosen: WalkedFile[] = [];
  let bytes = 0;
  const twins = twinsAmong(walked.files);
  for (const file of walked.files) {
    if (twins.has(file.path)) leftOut.push({ path: file.path, reason: "twin" });
    else if (file.bytes > fileBytes) leftOut.push({ path: file.path, reason: "too large" });
    else if (chosen.length >= mostFiles || bytes + file.bytes > totalBytes) {
      leftOut.push({ path: file.path, reason: "beyond the limits" });
    } else {
      chosen.push(file);
      bytes += file.bytes;
    }
  }
  if (chosen.length === 0) {
    const others =
      leftOut.length > 0
        ? `, and ${count(leftOut.length, "file or folder", "files or folders")} had to be left out`
        : "";
    throw new ResearchError(
      "EMPTY_CORPUS",
      `${corpus} has no text, licence or source file to read${others}.`,
    );
  }
  return { folder, shares: sharesOf(chosen), fileCount: chosen.length, leftOut };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function sharesOf(files: readonly WalkedFile[]): string[][] {
  const shares: string[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const file of files) {
    const share = shares.at(-1);
    if (share === undefined || share.length >= SHARE_FILES || bytes + file.bytes > SHARE_BYTES) {
      shares.push([file.path]);
      bytes = file.bytes;
    } else {
      share.push(file.path);
      bytes += file.bytes;
    }
  }
  return shares;
}
