import { createWriteStream } from "node:fs";
import { basename } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import yauzl, { type Entry as ZipEntry, type ZipFile } from "yauzl";
import {
  type ArchiveEntry,
  ArchiveEntryError,
  isSystemFile,
  type Listing,
  type Refusal,
} from "./archive-entry.ts";
import { tooLarge } from "./folder-entries.ts";
import { LISTING_LIMITS, ListingAllowance, type ListingLimits } from "./listing-limits.ts";
import { longNameReason, shortPath } from "./long-names.ts";

/** An open zip. Nothing in it is ever unpacked to a path that it names. */
export interface OpenZip extends Listing {
  close(): void;
}

/** What is listed of a zip: of a class, so much of each student; or of one student's zip, which is not listed where it has more files. */
export type ZipLimits = ListingLimits | { readonly ownFiles: number };

/** For each file of a student's zip, this many entries that are no files of the student's, such as those of folders and of `__MACOSX`. */
const ENTRIES_PER_FILE = 4;

/**
 * Opens a zip file.
 *
 * @param place - its name in messages
 * @throws ArchiveEntryError when it is not a zip, or has more files
 */
export async function openZip(
  file: string,
  place = basename(file),
  limits: ZipLimits = LISTING_LIMITS,
): Promise<OpenZip> {
  const zip = await opened(file);
  try {
    const listing =
      "ownFiles" in limits
        ? await listOwn(zip, place, limits.ownFiles)
        : await listClass(zip, place, await allowanceFor(file, zip, limits));
    return { ...listing, close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw unreadable(error);
  }
}

// Names are decoded and checked here, because yauzl would refuse the whole zip for one bad name. It also refuses contents that are longer than stated.
const options = {
  lazyEntries: true,
  autoClose: false,
  decodeStrings: false,
  validateEntrySizes: true,
} as const;

function opened(file: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(file, options, (error, zip) => (error ? reject(unreadable(error)) : resolve(zip)));
  });
}

/** Calls `visit` with each entry, until it returns false. */
function eachEntry(zip: ZipFile, visit: (raw: ZipEntry) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    zip.on("entry", (raw: ZipEntry) => {
      try {
        if (visit(raw)) zip.readEntry();
        else resolve();
      } catch (error) {
        reject(error);
      }
    });
    zip.once("end", resolve);
    zip.once("error", reject);
    zip.readEntry();
  });
}

/** A zip's list is in any order. Where it is long, it is read once more before, to know the folders of students. */
async function allowanceFor(file: string, zip: ZipFile, limits: ListingLimits): Promise<ListingAllowance> {
  const allowance = new ListingAllowance(limits);
  if (zip.entryCount <= Math.min(limits.filesOfStudent, limits.files)) return allowance;
  const again = await opened(file);
  try {
    await eachEntry(again, (raw) => {
      const name = nameOf(raw);
      const path = pathOf(name);
      if (path.length > 0 && !isSystemFile(path)) allowance.owners.add(path, isFolderName(name));
      return true;
    });
  } finally {
    again.close();
  }
  return allowance;
}

async function listClass(zip: ZipFile, place: string, allowance: ListingAllowance): Promise<Listing> {
  const listing = new ZipListing(zip, place);
  await eachEntry(zip, (raw) => {
    const name = nameOf(raw);
    const path = pathOf(name);
    if (path.length === 0) return true;
    const counted = allowance.count(isFolderName(name) ? [...path, ""] : path);
    if (typeof counted === "object") listing.refuse(path, counted.reason, { isRest: true });
    else if (counted === "listed") listing.add(raw);
    return true;
  });
  return listing;
}

async function listOwn(zip: ZipFile, place: string, files: number): Promise<Listing> {
  const tooMany = () => new ArchiveEntryError(`holds more than ${files} files and was left out`);
  if (zip.entryCount > files * ENTRIES_PER_FILE) throw tooMany();
  const listing = new ZipListing(zip, place);
  await eachEntry(zip, (raw) => {
    listing.add(raw);
    if (listing.entries.length + listing.refused.length > files) throw tooMany();
    return true;
  });
  return listing;
}

class ZipListing implements Listing {
  readonly entries: ArchiveEntry[] = [];
  readonly refused: Refusal[] = [];
  readonly #zip: ZipFile;
  readonly #place: string;

  constructor(zip: ZipFile, place: string) {
    this.#zip = zip;
    this.#place = place;
  }

  refuse(path: readonly string[], reason: string, more: Partial<Refusal> = {}): void {
    this.refused.push({ path, where: this.#where(path), reason, ...more });
  }

  add(raw: ZipEntry): void {
    const name = nameOf(raw);
    const parts = partsOf(name);
    const path = shortPath(parts);
    const longName = longNameReason(parts);
    // Folders and system files are skipped.
    if (isFolderName(name) || isSystemFile(path) || path.length === 0) return;
    if (parts.includes("..") || /^(?:[/\\]|[a-z]:)/i.test(name))
      this.refuse(path, "has a path that leads out of the zip", { hasNoOwner: true });
    else if (longName !== undefined) this.refuse(path, longName);
    else if (name.includes("\0")) this.refuse(path, "has a name that no file can have");
    else if (isLink(raw)) this.refuse(path, "is a symbolic link, which is not followed");
    else if (raw.isEncrypted()) this.refuse(path, "is encrypted");
    else this.entries.push(zipEntry(this.#zip, raw, path, this.#where(path)));
  }

  #where(path: readonly string[]): string {
    return `${this.#place}/${path.join("/")}`;
  }
}

const partsOf = (name: string) => name.split(/[/\\]/).filter((part) => part !== "" && part !== ".");
const pathOf = (name: string) => shortPath(partsOf(name));
const isFolderName = (name: string) => /[/\\]$/.test(name);

function zipEntry(zip: ZipFile, raw: ZipEntry, path: readonly string[], where: string): ArchiveEntry {
  return {
    path,
    where,
    size: raw.uncompressedSize,
    changed: raw.getLastModDate().getTime(),
    read: async (limit) => {
      const chunks: Buffer[] = [];
      for await (const chunk of chunksOf(zip, raw, limit)) chunks.push(chunk);
      return Buffer.concat(chunks);
    },
    copy: async (file, limit) => {
      await pipeline(chunksOf(zip, raw, limit), createWriteStream(file, { mode: 0o600, flags: "wx" })).catch(
        (cause) => {
          throw unreadable(cause);
        },
      );
    },
  };
}

/** The content of an entry, of at most `limit` bytes. */
async function* chunksOf(zip: ZipFile, raw: ZipEntry, limit: number): AsyncGenerator<Buffer> {
  if (raw.uncompressedSize > limit) throw new ArchiveEntryError(tooLarge(raw.uncompressedSize, limit));
  let length = 0;
  try {
    const stream = await new Promise<Readable>((resolve, reject) => {
      zip.openReadStream(raw, (error, opened_) => (error ? reject(error) : resolve(opened_)));
    });
    for await (const chunk of stream) {
      length += (chunk as Buffer).length;
      if (length > limit) throw new ArchiveEntryError(tooLarge(length, limit));
      yield chunk as Buffer;
    }
  } catch (cause) {
    throw unreadable(cause);
  }
}

/** Decodes a name in the encoding that the zip states. */
function nameOf({ fileName, generalPurposeBitFlag, extraFields }: ZipEntry): string {
  // With `decodeStrings: false` yauzl gives names as bytes, which its types do not say.
  const bytes = fileName as unknown as Buffer;
  return yauzl.getFileNameLowLevel(generalPurposeBitFlag, bytes, extraFields, false);
}

function isLink({ versionMadeBy, externalFileAttributes }: ZipEntry): boolean {
  const madeOnUnix = versionMadeBy >> 8 === 3;
  return madeOnUnix && ((externalFileAttributes >>> 16) & 0o170000) === 0o120000;
}

function unreadable(error: unknown): ArchiveEntryError {
  if (ArchiveEntryError.is(error)) return error;
  const { message } = error as Error;
  return new ArchiveEntryError(`cannot be read: ${message.replace(/\.$/, "").slice(0, 200)}`);
}
