import { stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { ClassError } from "../class-error.ts";
import { type ArchiveEntry, ArchiveEntryError, type Listing, type Refusal } from "./entries/archive-entry.ts";
import { folderEntries } from "./entries/folder-entries.ts";
import { openZip, openZipBytes } from "./entries/zip-entries.ts";
import { canvasUpload } from "./layouts/canvas.ts";
import { folderUpload, TIMESTAMP_FILE } from "./layouts/folders.ts";
import {
  GRADESCOPE_METADATA,
  gradescopeUpload,
  isoTime,
  readGradescopeMetadata,
} from "./layouts/gradescope.ts";
import { moodleUpload } from "./layouts/moodle.ts";
import type { UploadedFile } from "./layouts/uploaded-file.ts";

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
 * @throws ClassError `INVALID_INPUT` for a place that is neither
 */
export async function collectUploads(places: readonly string[]): Promise<Collected> {
  const collector = new Collector();
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

  async addPlace(named: string): Promise<void> {
    const place = resolve(named);
    const stats = await stat(place).catch(() => undefined);
    if (!stats) throw new ClassError("INVALID_INPUT", `There is no folder or zip file ${named}.`);
    if (stats.isDirectory()) {
      const folder = await submissionsOf(place);
      return this.#addListing(await folderEntries(folder), basename(folder), "folder");
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
  }

  async #addZip(file: string): Promise<void> {
    const zip = await openZip(file);
    this.#open.push(zip);
    await this.#addListing(zip, basename(file), "zip");
  }

  async #addListing(raw: Listing, place: string, kind: "folder" | "zip"): Promise<void> {
    const { entries, refused } = withoutWrapper(raw);
    const known = await gradescopeSubmissions(entries);
    const times = await timestamps(entries);
    // A zip of notebooks alone belongs to one learner, whose name is the zip's.
    const owner =
      kind === "zip" && entries.length > 0 && entries.every(isLoose)
        ? place.replace(/\.zip$/i, "")
        : undefined;
    for (const entry of [...entries, ...refused.flatMap((refusal) => this.#refusedEntry(refusal))]) {
      const own = owner === undefined ? entry : { ...entry, path: [owner, ...entry.path] };
      const upload =
        gradescopeUpload(own, known) ??
        moodleUpload(own) ??
        canvasUpload(own) ??
        folderUpload(own, times.get(own.path.slice(0, -1).join("/")));
      if (upload) await this.#add(upload);
      else if (kind === "folder" && isZip(entry.where) && entry.file) await this.#addZipInFolder(entry.file);
      else if (isNotebook(entry.where))
        this.problems.push(
          `${entry.where} lies beside the learners' folders: it belongs to nobody and was not graded.`,
        );
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
    if (isNotebook(upload.fileName)) this.notebooks.push(upload);
    else if (isZip(upload.fileName)) await this.#addLearnersZip(upload);
    else if (![TIMESTAMP_FILE, GRADESCOPE_METADATA].includes(upload.fileName)) this.others.push(upload);
  }

  async #addLearnersZip(upload: UploadedFile): Promise<void> {
    const { where, changed } = upload.entry;
    let listing: Listing;
    try {
      const bytes = await upload.entry.read(LEARNERS_ZIP_LIMITS.bytes);
      const zip = await openZipBytes(bytes, where);
      this.#open.push(zip);
      listing = zip;
    } catch (error) {
      if (!ArchiveEntryError.is(error)) throw error;
      this.problems.push(`${where} ${error.message}.`);
      this.others.push(upload);
      return;
    }
    if (listing.entries.length > LEARNERS_ZIP_LIMITS.files) {
      this.problems.push(`${where} holds more than ${LEARNERS_ZIP_LIMITS.files} files and was left out.`);
      this.others.push(upload);
      return;
    }
    const refused = listing.refused.flatMap((refusal) => this.#refusedEntry(refusal));
    for (const entry of [...listing.entries, ...refused]) {
      const fileName = entry.path.at(-1) as string;
      const inside = { ...upload, fileName, entry: changed === undefined ? entry : { ...entry, changed } };
      (isNotebook(fileName) ? this.notebooks : this.others).push(inside);
    }
  }
}

const isNotebook = (name: string) => /\.ipynb$/i.test(name);
const isZip = (name: string) => /\.zip$/i.test(name);
const isLoose = (entry: ArchiveEntry) =>
  entry.path.length === 1 && !canvasUpload(entry) && !moodleUpload(entry);

/** The folder of the submissions: `submitted/` in the root of an nbgrader course, else the folder itself. */
async function submissionsOf(folder: string): Promise<string> {
  const has = (name: string) =>
    stat(join(folder, name)).then(
      () => true,
      () => false,
    );
  const isCourse = (await has("gradebook.db")) || (await has("nbgrader_config.py"));
  return isCourse && (await has("submitted")) ? join(folder, "submitted") : folder;
}

/**
 * Removes the one folder around all files when two or more files in it carry a platform's names. An export that was unpacked or packed again
 * has such a folder, which names no student.
 */
function withoutWrapper({ entries, refused }: Listing): Listing {
  const first = entries[0]?.path[0];
  if (first === undefined || entries.some((entry) => entry.path.length < 2 || entry.path[0] !== first))
    return { entries, refused };
  const inner = entries.map((entry) => ({ ...entry, path: entry.path.slice(1) }));
  const owners = new Set(
    inner.flatMap((entry) => {
      const { who } = canvasUpload(entry) ?? moodleUpload(entry) ?? {};
      return who ? [who.canvasId ?? who.moodleId] : [];
    }),
  );
  if (owners.size < 2) return { entries, refused };
  return { entries: inner, refused: refused.map((item) => ({ ...item, path: item.path.slice(1) })) };
}

async function gradescopeSubmissions(entries: readonly ArchiveEntry[]) {
  const file = entries.find((entry) => entry.path.length <= 2 && entry.path.at(-1) === GRADESCOPE_METADATA);
  if (!file) return new Map();
  const text = await file.read(64_000_000).catch(() => Buffer.alloc(0));
  return readGradescopeMetadata(text.toString("utf8"));
}

/** When each folder's work was handed in, as nbgrader notes it: `2026-10-05 21:59:30.123456 UTC`. */
async function timestamps(entries: readonly ArchiveEntry[]): Promise<Map<string, number>> {
  const times = new Map<string, number>();
  for (const entry of entries) {
    if (entry.path.at(-1) !== TIMESTAMP_FILE || entry.path.length < 2) continue;
    const text = await entry.read(1000).catch(() => Buffer.alloc(0));
    const time = Date.parse(isoTime(text.toString("utf8").trim()));
    if (!Number.isNaN(time)) times.set(entry.path.slice(0, -1).join("/"), time);
  }
  return times;
}
