import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { ClassError } from "../class-error.ts";
import {
  type ArchiveEntry,
  ArchiveEntryError,
  bytesText,
  type Listing,
  type Refusal,
} from "./entries/archive-entry.ts";
import { folderEntries } from "./entries/folder-entries.ts";
import { type OpenZip, openZip } from "./entries/zip-entries.ts";
import { TIMESTAMP_FILE } from "./layouts/folders.ts";
import { GRADESCOPE_METADATA } from "./layouts/gradescope.ts";
import { hasPlatformName, readListing, type TimeReader } from "./layouts/read-listing.ts";
import type { UploadedFile } from "./layouts/uploaded-file.ts";
import { readTime } from "./read-time.ts";
import { UnpackedAllowance } from "./unpacked-allowance.ts";

/** Everything that was handed in. */
export interface Collected {
  readonly notebooks: readonly UploadedFile[];
  /** Files of students that are not notebooks. */
  readonly others: readonly UploadedFile[];
  /** A sentence for each file that has no owner or was left out. */
  readonly problems: readonly string[];
  /** Closes the zips. No entry can be read afterwards. */
  close(): void;
}

/** Limits of a zip that a learner packed. A zip inside it is not opened. */
const LEARNERS_ZIP_LIMITS = { bytes: 256_000_000, files: 1000 } as const;

/**
 * Finds the files that were handed in, in folders and zips as learning platforms export them.
 *
 * @param places - folders and zip files; a folder may hold zips
 * @param zone - the zone of times that name none
 * @throws ClassError `INVALID_INPUT` for a place that is neither
 */
export async function collectUploads(places: readonly string[], zone = "UTC"): Promise<Collected> {
  const collector = new Collector((text) => readTime(text, zone));
  try {
    for (const place of places) await collector.addPlace(place);
  } catch (error) {
    collector.close();
    throw error;
  }
  return collector;
}

class Collector implements Collected {
  readonly notebooks: UploadedFile[] = [];
  readonly others: UploadedFile[] = [];
  readonly problems: string[] = [];
  readonly #open: { close(): void }[] = [];
  readonly #readTime: TimeReader;
  readonly #allowance = new UnpackedAllowance();
  /** A folder of copies of zips that lie in zips. */
  #copies: string | undefined;

  constructor(readTime: TimeReader) {
    this.#readTime = readTime;
  }

  async addPlace(named: string): Promise<void> {
    const place = resolve(named);
    const stats = await stat(place).catch(() => undefined);
    if (!stats) throw new ClassError("INVALID_INPUT", `There is no folder or zip file ${named}.`);
    if (stats.isDirectory()) {
      return this.#addListing(await folderEntries(place), basename(place), "folder");
    }
    if (!isZip(place))
      throw new ClassError(
        "INVALID_INPUT",
        `${named} is neither a folder nor a zip file. Give the folder or the zip that holds the class's notebooks.`,
      );
    try {
      await this.#addZip(place);
    } catch (error) {
      if (!ArchiveEntryError.is(error)) throw error;
      throw new ClassError("INVALID_INPUT", `${named} ${error.message}.`);
    }
  }

  close(): void {
    for (const zip of this.#open.splice(0)) zip.close();
    if (this.#copies !== undefined) rmSync(this.#copies, { recursive: true, force: true });
  }

  async #addZip(file: string): Promise<void> {
    const zip = await openZip(file);
    this.#open.push(zip);
    await this.#addListing(zip, basename(file), "zip");
  }

  async #addListing(listing: Listing, place: string, kind: "folder" | "zip"): Promise<void> {
    // A zip of notebooks alone belongs to one learner, whose name is the zip's.
    const isOwn = kind === "zip" && listing.entries.length > 0 && listing.entries.every(isLoose);
    const named = isOwn ? below(listing, place.replace(/\.zip$/i, "")) : listing;
    for (const part of await readListing(named, place, this.#readTime)) {
      for (const entry of [...part.entries, ...part.refused.flatMap((one) => this.#refusedEntry(one))]) {
        const upload = part.read(entry);
        if (upload) await this.#add(upload);
        else if (kind === "folder" && isZip(entry.where) && entry.file)
          await this.#addZipInFolder(entry.file);
        else if (isNotebook(entry.where))
          this.problems.push(
            `${entry.where} lies beside the learners' folders: it belongs to nobody and was not graded.`,
          );
      }
    }
  }

  async #addZipInFolder(file: string): Promise<void> {
    try {
      await this.#addZip(file);
    } catch (error) {
      if (!ArchiveEntryError.is(error)) throw error;
      this.problems.push(`${basename(file)} ${error.message}.`);
    }
  }

  /** A notebook that was left out becomes an entry that cannot be read, so that its student's row says why. */
  #refusedEntry({ path, where, reason, hasNoOwner }: Refusal): ArchiveEntry[] {
    if (!isNotebook(where) || hasNoOwner) {
      this.problems.push(`${where} ${reason}; it was left out.`);
      return [];
    }
    const read = () => Promise.reject(new ArchiveEntryError(reason));
    return [{ path, where, size: 0, read }];
  }

  async #add(upload: UploadedFile): Promise<void> {
    if (isNotebook(upload.fileName)) this.#addNotebook(upload);
    else if (isZip(upload.fileName)) await this.#addLearnersZip(upload);
    else if (![TIMESTAMP_FILE, GRADESCOPE_METADATA].includes(upload.fileName)) this.others.push(upload);
  }

  #addNotebook(upload: UploadedFile): void {
    const { entry } = upload;
    // A file of a folder is read where it lies; what is in a zip is unpacked first.
    const refusal = entry.file === undefined ? this.#allowance.refusal(upload) : undefined;
    const read = () => Promise.reject(new ArchiveEntryError(refusal ?? ""));
    this.notebooks.push(refusal === undefined ? upload : { ...upload, entry: { ...entry, read } });
  }

  /** A zip is read from its file, since it may be large and stays open until the class is graded. One that lies in a zip becomes a file first. */
  async #openLearnersZip({ file, where, size, read }: ArchiveEntry): Promise<OpenZip> {
    const { bytes, files } = LEARNERS_ZIP_LIMITS;
    if (file !== undefined) {
      if (size > bytes)
        throw new ArchiveEntryError(
          `is ${bytesText(size)} large, and a zip of more than ${bytesText(bytes)} is not read`,
        );
      return openZip(file, where, files);
    }
    this.#copies ??= mkdtempSync(join(tmpdir(), "swarmlab-zips-"));
    const copy = join(this.#copies, `${this.#open.length}.zip`);
    writeFileSync(copy, await read(bytes), { mode: 0o600 });
    return openZip(copy, where, files);
  }

  async #addLearnersZip(upload: UploadedFile): Promise<void> {
    const { where, changed } = upload.entry;
    let listing: Listing;
    try {
      const zip = await this.#openLearnersZip(upload.entry);
      this.#open.push(zip);
      listing = zip;
    } catch (error) {
      if (!ArchiveEntryError.is(error)) throw error;
      this.problems.push(`${where} ${error.message}.`);
      this.others.push(upload);
      return;
    }
    const refused = listing.refused.flatMap((refusal) => this.#refusedEntry(refusal));
    for (const entry of [...listing.entries, ...refused]) {
      const fileName = entry.path.at(-1) as string;
      const inside = { ...upload, fileName, entry: changed === undefined ? entry : { ...entry, changed } };
      if (isNotebook(fileName)) this.#addNotebook(inside);
      else this.others.push(inside);
    }
  }
}

const isNotebook = (name: string) => /\.ipynb$/i.test(name);
const isZip = (name: string) => /\.zip$/i.test(name);
const isLoose = (entry: ArchiveEntry) => entry.path.length === 1 && !hasPlatformName(entry);

/** A listing whose files lie in one folder more. */
const below = ({ entries, refused }: Listing, folder: string): Listing => ({
  entries: entries.map((entry) => ({ ...entry, path: [folder, ...entry.path] })),
  refused: refused.map((entry) => ({ ...entry, path: [folder, ...entry.path] })),
});
