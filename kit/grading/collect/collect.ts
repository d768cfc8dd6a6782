import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { ClassError } from "../class-error.ts";
import { MAX_NOTEBOOK_BYTES } from "../schedule/limits.ts";
import { type ArchiveEntry, ArchiveEntryError, type Listing, type Refusal } from "./entries/archive-entry.ts";
import { folderEntries } from "./entries/folder-entries.ts";
import { LISTING_LIMITS, type ListingLimits } from "./entries/listing-limits.ts";
import { type OpenZip, openZip } from "./entries/zip-entries.ts";
import { type FileNote, FileProblems } from "./file-problems.ts";
import { below } from "./layouts/folder-of-listing.ts";
import { TIMESTAMP_FILE } from "./layouts/folders.ts";
import { GRADESCOPE_METADATA } from "./layouts/gradescope.ts";
import { refuseOwnFolder } from "./layouts/own-folder.ts";
import type { Place } from "./layouts/place.ts";
import { hasPlatformName } from "./layouts/platforms.ts";
import { type ListingPart, readListing } from "./layouts/read-listing.ts";
import type { UploadedFile } from "./layouts/uploaded-file.ts";
import { readTime } from "./read-time.ts";
import { UNPACKED_LIMITS, UnpackedAllowance, type UnpackedLimits } from "./unpacked-allowance.ts";

/** Everything that was handed in. */
export interface Collected {
  readonly notebooks: readonly UploadedFile[];
  /** Files of students that are not notebooks. */
  readonly others: readonly UploadedFile[];
  /** Sentences on files that have no owner or were left out, a few for each student. */
  readonly problems: readonly string[];
  /** For students a sentence on what was left out of their files. */
  readonly notes: readonly FileNote[];
  /** Closes the zips. No entry can be read afterwards. */
  close(): void;
}

export interface CollectOptions {
  /** The zone of times that name none. @default "UTC" */
  readonly zone?: string;
  /** Whether these names are those of a student on the roster. @default there is no roster */
  readonly isOnRoster?: NonNullable<Place["isOnRoster"]>;
  /** The folder for copies of zips that lie in zips. @default one for this call, which `close()` removes */
  readonly copies?: string;
  readonly limits?: Partial<CollectLimits>;
}

/** What is listed and unpacked of each student, and of a class. */
export interface CollectLimits extends ListingLimits, UnpackedLimits {}

/** Files in a zip that a learner packed. A zip inside it is not opened. */
const FILES_IN_OWN_ZIP = 1000;

/**
 * Finds the files that were handed in, in folders and zips as learning platforms export them.
 *
 * @param places - folders and zip files; a zip in a folder is the work of one student
 * @throws ClassError `INVALID_INPUT` for a place that is neither, or that may be one student's own
 */
export async function collectUploads(
  places: readonly string[],
  options: CollectOptions = {},
): Promise<Collected> {
  const collector = new Collector(options);
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
  readonly #problems = new FileProblems();
  readonly #open: { close(): void }[] = [];
  readonly #options: CollectOptions;
  readonly #limits: CollectLimits;
  readonly #allowance: UnpackedAllowance;
  /** A folder of copies of zips that lie in zips, and whether it is this collector's own. */
  #copies: { readonly folder: string; readonly isOwn: boolean } | undefined;

  constructor(options: CollectOptions) {
    this.#options = options;
    this.#limits = { ...LISTING_LIMITS, ...UNPACKED_LIMITS, ...options.limits };
    this.#allowance = new UnpackedAllowance(this.#limits);
  }

  get problems(): readonly string[] {
    return this.#problems.sentences();
  }

  get notes(): readonly FileNote[] {
    return this.#problems.notes;
  }

  async addPlace(named: string): Promise<void> {
    const place = resolve(named);
    const stats = await stat(place).catch(() => undefined);
    if (!stats) throw new ClassError("INVALID_INPUT", `There is no folder or zip file ${named}.`);
    if (stats.isDirectory())
      return this.#addListing(await folderEntries(place, this.#limits), place, "folder");
    if (!isZip(place))
      throw new ClassError(
        "INVALID_INPUT",
        `${named} is neither a folder nor a zip file. Give the folder or the zip that holds the class's notebooks.`,
      );
    try {
      const zip = await openZip(place, basename(place), this.#limits);
      this.#open.push(zip);
      await this.#addListing(zip, place, "zip");
    } catch (error) {
      if (!ArchiveEntryError.is(error)) throw error;
      throw new ClassError("INVALID_INPUT", `${named} ${error.message}.`);
    }
  }

  close(): void {
    for (const zip of this.#open.splice(0)) zip.close();
    if (this.#copies?.isOwn) rmSync(this.#copies.folder, { recursive: true, force: true });
  }

  async #addListing(listing: Listing, path: string, kind: "folder" | "zip"): Promise<void> {
    const { zone = "UTC", isOnRoster } = this.#options;
    const name = basename(path);
    const place = {
      name,
      kind,
      readTime: (text: string) => readTime(text, zone),
      ...(isOnRoster === undefined ? {} : { isOnRoster }),
    };
    // A zip of notebooks alone belongs to one learner, whose name is the zip's.
    const isOwn = kind === "zip" && listing.entries.length > 0 && listing.entries.every(isLoose);
    if (!isOwn) refuseOwnFolder(listing, path, place);
    const named = isOwn ? below(listing, name.replace(/\.zip$/i, "")) : listing;
    for (const part of await readListing(named, place)) {
      for (const refusal of part.refused) await this.#addRefused(refusal, part);
      for (const entry of part.entries) await this.#addEntry(entry, part, kind);
    }
  }

  async #addEntry(entry: ArchiveEntry, part: ListingPart, kind: "folder" | "zip"): Promise<void> {
    const upload = part.read(entry);
    if (upload) await this.#add(upload);
    else if (kind === "folder" && isZip(entry.where) && entry.file) await this.#addOwnZip(entry);
    else if (isNotebook(entry.where))
      this.#problems.add(
        entry.where,
        "lies beside the learners' folders: it belongs to nobody and was not graded.",
      );
  }

  /** A zip in a folder is one student's, whose name is the zip's. What is in it was packed by the student, and names no others. */
  async #addOwnZip(entry: ArchiveEntry): Promise<void> {
    const fileName = entry.path.at(-1) as string;
    const folder = fileName.replace(/\.zip$/i, "");
    const zip = await this.#addLearnersZip({
      layout: "folders",
      who: { folder },
      fileName,
      attempt: 0,
      entry,
    });
    if (zip && isLikeExport(zip))
      this.#problems.add(
        entry.where,
        "lies in a folder, so all in it was taken for the work of one student. If it is a platform's export, give it to the command by its own name.",
      );
  }

  /** A notebook that was left out becomes an entry that cannot be read, so that its student's row says why. */
  async #addRefused(refusal: Refusal, part: ListingPart): Promise<void> {
    const { path, where, reason, hasNoOwner, isRest } = refusal;
    const entry = unreadableEntry(refusal);
    const upload = hasNoOwner || path.length === 0 ? undefined : part.read(entry);
    if (isRest && upload) this.#problems.addFor(upload, where, `${reason}; the rest was left out.`);
    else if (isNotebook(where) && upload) await this.#add(upload);
    else this.#problems.add(where, `${reason}; it was left out.`, upload);
  }

  async #add(upload: UploadedFile): Promise<void> {
    if (isNotebook(upload.fileName)) this.#addNotebook(upload);
    else if (isZip(upload.fileName)) await this.#addLearnersZip(upload);
    else if (![TIMESTAMP_FILE, GRADESCOPE_METADATA].includes(upload.fileName)) this.others.push(upload);
  }

  #addNotebook(upload: UploadedFile): void {
    const { entry } = upload;
    // One that is too large is not read, and says so when it is asked for.
    const refusal = entry.size <= MAX_NOTEBOOK_BYTES ? this.#allowance.refusal(upload) : undefined;
    const read = () => Promise.reject(new ArchiveEntryError(refusal ?? ""));
    this.notebooks.push(refusal === undefined ? upload : { ...upload, entry: { ...entry, read } });
  }

  /** A zip is read from its file, since it may be large and stays open until the class is graded. One that lies in a zip becomes a file first. */
  async #openLearnersZip(upload: UploadedFile): Promise<OpenZip> {
    const refusal = this.#allowance.zipRefusal(upload);
    if (refusal !== undefined) throw new ArchiveEntryError(refusal);
    const { file, where, copy, read } = upload.entry;
    const limits = { ownFiles: FILES_IN_OWN_ZIP };
    if (file !== undefined) return openZip(file, where, limits);
    // An entry that cannot be read says why when it is read.
    if (copy === undefined) {
      await read(0);
      throw new ArchiveEntryError("cannot be read");
    }
    const copied = join(this.#copiesFolder(), `${this.#open.length}.zip`);
    try {
      await copy(copied, this.#limits.zipBytes);
      return await openZip(copied, where, limits);
    } catch (error) {
      rmSync(copied, { force: true });
      throw error;
    }
  }

  #copiesFolder(): string {
    const { copies } = this.#options;
    this.#copies ??=
      copies === undefined
        ? { folder: mkdtempSync(join(tmpdir(), "swarmlab-zips-")), isOwn: true }
        : { folder: copies, isOwn: false };
    mkdirSync(this.#copies.folder, { recursive: true });
    return this.#copies.folder;
  }

  async #addLearnersZip(upload: UploadedFile): Promise<Listing | undefined> {
    const { where, changed } = upload.entry;
    let zip: OpenZip;
    try {
      zip = await this.#openLearnersZip(upload);
      this.#open.push(zip);
    } catch (error) {
      if (!ArchiveEntryError.is(error)) throw error;
      this.#problems.addFor(upload, where, `${error.message}.`);
      this.others.push(upload);
      return undefined;
    }
    const inside = (entry: ArchiveEntry): UploadedFile => ({
      ...upload,
      fileName: entry.path.at(-1) as string,
      entry: changed === undefined ? entry : { ...entry, changed },
    });
    for (const refusal of zip.refused) {
      const isOwnNotebook = isNotebook(refusal.where) && !refusal.hasNoOwner && refusal.path.length > 0;
      if (isOwnNotebook) this.#addNotebook(inside(unreadableEntry(refusal)));
      else this.#problems.add(refusal.where, `${refusal.reason}; it was left out.`, upload);
    }
    if (zip.entries.length === 0 && zip.refused.length === 0) {
      this.#problems.addFor(upload, where, "holds no file.");
      this.others.push(upload);
    }
    for (const entry of zip.entries) {
      if (isNotebook(entry.path.at(-1) as string)) this.#addNotebook(inside(entry));
      else this.others.push(inside(entry));
    }
    return zip;
  }
}

const isNotebook = (name: string) => /\.ipynb$/i.test(name);
const isZip = (name: string) => /\.zip$/i.test(name);
const isLoose = (entry: ArchiveEntry) => entry.path.length === 1 && !hasPlatformName(entry);

/** Files whose names show whether a zip is an export: in one, nearly every name is the platform's. */
const NAMES_OF_EXPORT = 50;

/** Whether a zip looks like one of a whole class. */
function isLikeExport(listing: Listing): boolean {
  const entries = listing.entries.slice(0, NAMES_OF_EXPORT);
  const folders = new Set(entries.flatMap(({ path }) => (path.length > 1 ? [path[0]] : [])));
  return folders.size > 1 || entries.some((entry) => hasPlatformName(entry));
}

const unreadableEntry = ({ path, where, reason }: Refusal): ArchiveEntry => ({
  path,
  where,
  size: 0,
  read: () => Promise.reject(new ArchiveEntryError(reason)),
});
