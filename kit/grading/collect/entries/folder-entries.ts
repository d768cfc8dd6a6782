import { close, constants, fstat, open, read as readDescriptor, type Stats } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { bytesText, type Entry, EntryError, isSystemsOwn, type Listing, type Refusal } from "./entry.ts";

/** Folders within folders that are looked into. */
const deepest = 12;
/** Files that are looked at. */
const most = 200_000;

/** Lists the ordinary files in a folder, in the order of their names. Symbolic links are never followed: they could lead to anyone's files. */
export async function folderEntries(folder: string): Promise<Listing> {
  const entries: Entry[] = [];
  const refused: Refusal[] = [];
  const walk = async (path: readonly string[]): Promise<void> => {
    const here = join(folder, ...path);
    const names = (await readdir(here)).sort();
    for (const name of names) {
      const parts = [...path, name];
      if (isSystemsOwn(parts)) continue;
      const where = parts.join("/");
      const refuse = (reason: string) => refused.push({ path: parts, where, reason });
      const stats = await lstat(join(here, name)).catch(() => undefined);
      if (!stats) refuse("cannot be read");
      else if (stats.isSymbolicLink()) refuse("is a symbolic link, which is not followed");
      else if (stats.isDirectory()) {
        if (parts.length >= deepest) refuse(`lies more than ${deepest} folders deep`);
        else await walk(parts).catch(() => refuse("cannot be read"));
      } else if (!stats.isFile()) refuse("is no ordinary file");
      else if (entries.length >= most) refuse(`is one file too many (${most.toLocaleString("en")} are read)`);
      else entries.push(fileEntry(folder, parts, stats));
    }
  };
  await walk([]);
  return { entries, refused };
}

/** One ordinary file. */
export function fileEntry(folder: string, path: readonly string[], stats: Stats): Entry {
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
 * Reads an ordinary file of at most `limit` bytes. It may have been put in another's place since it was listed: a link is not followed, and
 * a pipe or a device is not waited for.
 */
export async function readFileWithin(file: string, limit: number): Promise<Buffer> {
  let descriptor: number;
  try {
    const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
    descriptor = await promisify(open)(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    throw new EntryError(`cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  try {
    const stats = await promisify(fstat)(descriptor);
    if (!stats.isFile()) throw new EntryError("is no ordinary file");
    if (stats.size > limit) throw new EntryError(tooLarge(stats.size, limit));
    // One byte more than it should have shows a file that is still growing.
    const buffer = Buffer.alloc(stats.size + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await readAt(descriptor, buffer, length);
      length += bytesRead;
      if (bytesRead === 0 || length === buffer.length) break;
    }
    if (length > stats.size) throw new EntryError("was still being written");
    return buffer.subarray(0, length);
  } finally {
    await promisify(close)(descriptor);
  }
}

function readAt(descriptor: number, buffer: Buffer, at: number): Promise<{ bytesRead: number }> {
  return new Promise((resolve, reject) => {
    readDescriptor(descriptor, buffer, at, buffer.length - at, null, (error, bytesRead) =>
      error ? reject(new EntryError(`cannot be read (${error.code})`)) : resolve({ bytesRead }),
    );
  });
}

/** A part of a sentence on a file's size. */
export const tooLarge = (size: number, limit: number) =>
  `is ${bytesText(size)} large, and a notebook of more than ${bytesText(limit)} is not read: clear its outputs (Edit → Clear Outputs of All Cells) and save it again`;
