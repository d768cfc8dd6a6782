import { close, constants, fstat, open, read as readDescriptor, type Stats } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import {
  type ArchiveEntry,
  ArchiveEntryError,
  bytesText,
  isSystemFile,
  type Listing,
  type Refusal,
} from "./archive-entry.ts";
import { LISTING_LIMITS, ListingAllowance } from "./listing-limits.ts";

/** Levels of folders that are searched. */
const MAX_FOLDER_DEPTH = 12;

/**
 * Lists the ordinary files in a folder, in the order of their names, those of a folder before the folders in it. Symbolic links are never
 * followed: they could lead to any file. Where a student has too many files, none of their others is looked at.
 */
export async function folderEntries(folder: string, limits = LISTING_LIMITS): Promise<Listing> {
  const entries: ArchiveEntry[] = [];
  const refused: Refusal[] = [];
  const allowance = new ListingAllowance(limits);
  /** @param inside - a path in it, where it is a folder */
  const isAllowed = (path: readonly string[], inside = path): boolean => {
    const counted = allowance.count(inside);
    if (typeof counted === "object")
      refused.push({ path, where: path.join("/"), reason: counted.reason, isRest: true });
    return counted === "listed";
  };
  const list = async (path: readonly string[]): Promise<void> => {
    if (!isAllowed(path)) return;
    const where = path.join("/");
    const refuse = (reason: string) => refused.push({ path, where, reason });
    const stats = await lstat(join(folder, ...path)).catch(() => undefined);
    if (!stats) refuse("cannot be read");
    else if (stats.isSymbolicLink()) refuse("is a symbolic link, which is not followed");
    else if (!stats.isFile()) refuse("is no ordinary file");
    else entries.push(fileEntry(folder, path, stats));
  };
  const walk = async (path: readonly string[]): Promise<void> => {
    const found = (await readdir(join(folder, ...path), { withFileTypes: true }))
      .map((one) => ({ path: [...path, one.name], isFolder: one.isDirectory() }))
      .filter((one) => !isSystemFile(one.path.slice(-1)))
      .sort((a, b) => ((a.path.at(-1) as string) < (b.path.at(-1) as string) ? -1 : 1));
    for (const one of found) allowance.owners.add(one.path, one.isFolder);
    for (const one of found) {
      if (!one.isFolder) await list(one.path);
    }
    for (const one of found) {
      if (!one.isFolder || !isAllowed(one.path, [...one.path, ""])) continue;
      const refuse = (reason: string) => refused.push({ path: one.path, where: one.path.join("/"), reason });
      if (one.path.length >= MAX_FOLDER_DEPTH) refuse(`lies more than ${MAX_FOLDER_DEPTH} folders deep`);
      else await walk(one.path).catch(() => refuse("cannot be read"));
    }
  };
  await walk([]);
  return { entries, refused };
}

/** One ordinary file. */
export function fileEntry(folder: string, path: readonly string[], stats: Stats): ArchiveEntry {
  const file = join(folder, ...path);
  return {
    path,
    where: path.join("/"),
    size: stats.size,
    changed: Math.floor(stats.mtimeMs),
    file,
    read: (limit) => readFileWithin(file, limit),
  };
}

/**
 * Reads an ordinary file of at most `limit` bytes. The file may have been replaced since it was listed: a link is not
 * followed, and a pipe or a device is not read.
 */
export async function readFileWithin(file: string, limit: number): Promise<Buffer> {
  let descriptor: number;
  try {
    const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
    descriptor = await promisify(open)(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    throw new ArchiveEntryError(`cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  try {
    const stats = await promisify(fstat)(descriptor);
    if (!stats.isFile()) throw new ArchiveEntryError("is no ordinary file");
    if (stats.size > limit) throw new ArchiveEntryError(tooLarge(stats.size, limit));
    // The buffer holds one byte more than the stated size, which shows a file that is still growing.
    const buffer = Buffer.alloc(stats.size + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await readAt(descriptor, buffer, length);
      length += bytesRead;
      if (bytesRead === 0 || length === buffer.length) break;
    }
    if (length > stats.size) throw new ArchiveEntryError("was still being written");
    return buffer.subarray(0, length);
  } finally {
    await promisify(close)(descriptor);
  }
}

function readAt(descriptor: number, buffer: Buffer, at: number): Promise<{ bytesRead: number }> {
  return new Promise((resolve, reject) => {
    readDescriptor(descriptor, buffer, at, buffer.length - at, null, (error, bytesRead) =>
      error ? reject(new ArchiveEntryError(`cannot be read (${error.code})`)) : resolve({ bytesRead }),
    );
  });
}

/** A part of a sentence that refuses a file for its size. */
export const tooLarge = (size: number, limit: number) =>
  `is ${bytesText(size)} large, and a notebook of more than ${bytesText(limit)} is not read: clear its outputs (Edit → Clear Outputs of All Cells) and save it again`;
