import { basename } from "node:path";
import yauzl, { type Entry as ZipEntry, type ZipFile } from "yauzl";
import {
  type ArchiveEntry,
  ArchiveEntryError,
  isSystemFile,
  type Listing,
  type Refusal,
} from "./archive-entry.ts";
import { tooLarge } from "./folder-entries.ts";

/** Files that are listed in one zip. */
const MAX_FILES = 200_000;

/** An open zip. Nothing in it is ever unpacked to a path that it names. */
export interface OpenZip extends Listing {
  close(): void;
}

/**
 * Opens a zip file.
 *
 * @param place - its name in messages
 * @param files - a zip with more files is not listed to its end. @default as many as are read of a class
 * @throws ArchiveEntryError when it is not a zip, or has more files
 */
export function openZip(file: string, place = basename(file), files?: number): Promise<OpenZip> {
  return opened((callback) => yauzl.open(file, options, callback), place, files);
}

// Names are decoded and checked here, because yauzl would refuse the whole zip for one bad name. It also refuses contents that are longer than stated.
const options = {
  lazyEntries: true,
  autoClose: false,
  decodeStrings: false,
  validateEntrySizes: true,
} as const;

type Callback = (error: Error | null, zip: ZipFile) => void;

async function opened(
  open: (callback: Callback) => void,
  place: string,
  files: number | undefined,
): Promise<OpenZip> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    open((error, zip) => (error ? reject(unreadable(error)) : resolve(zip)));
  });
  try {
    return { ...(await list(zip, place, files)), close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw unreadable(error);
  }
}

function list(zip: ZipFile, place: string, files = Number.POSITIVE_INFINITY): Promise<Listing> {
  const entries: ArchiveEntry[] = [];
  const refused: Refusal[] = [];
  let seen = 0;
  return new Promise((resolve, reject) => {
    zip.on("entry", (raw: ZipEntry) => {
      seen += 1;
      const name = nameOf(raw);
      const path = name.split(/[/\\]/).filter((part) => part !== "" && part !== ".");
      const where = `${place}/${path.join("/")}`;
      const refuse = (reason: string, hasNoOwner = false) =>
        refused.push({ path, where, reason, hasNoOwner });
      if (seen > MAX_FILES) refuse(`is one file too many (${MAX_FILES.toLocaleString("en")} are read)`);
      else if (/[/\\]$/.test(name) || isSystemFile(path) || path.length === 0) {
        // Folders and system files are skipped.
      } else if (path.includes("..") || /^(?:[/\\]|[a-z]:)/i.test(name))
        refuse("has a path that leads out of the zip", true);
      else if (name.includes("\0")) refuse("has a name that no file can have");
      else if (isLink(raw)) refuse("is a symbolic link, which is not followed");
      else if (raw.isEncrypted()) refuse("is encrypted");
      else entries.push(zipEntry(zip, raw, path, where));
      if (entries.length + refused.length > files)
        reject(new ArchiveEntryError(`holds more than ${files} files and was left out`));
      else if (seen > MAX_FILES) resolve({ entries, refused });
      else zip.readEntry();
    });
    zip.once("end", () => resolve({ entries, refused }));
    zip.once("error", reject);
    zip.readEntry();
  });
}

function zipEntry(zip: ZipFile, raw: ZipEntry, path: readonly string[], where: string): ArchiveEntry {
  return {
    path,
    where,
    size: raw.uncompressedSize,
    changed: raw.getLastModDate().getTime(),
    read: (limit) =>
      new Promise((resolve, reject) => {
        if (raw.uncompressedSize > limit)
          return reject(new ArchiveEntryError(tooLarge(raw.uncompressedSize, limit)));
        zip.openReadStream(raw, (error, stream) => {
          if (error) return reject(unreadable(error));
          const chunks: Buffer[] = [];
          let length = 0;
          stream.on("data", (chunk: Buffer) => {
            length += chunk.length;
            chunks.push(chunk);
            if (length > limit) stream.destroy(new ArchiveEntryError(tooLarge(length, limit)));
          });
          stream.once("end", () => resolve(Buffer.concat(chunks, length)));
          stream.once("error", (cause) => reject(unreadable(cause)));
        });
      }),
  };
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
