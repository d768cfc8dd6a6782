import { stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { ClassError } from "../class-error.ts";
import { type Entry, EntryError, type Listing, type Refusal } from "./entries/entry.ts";
import { folderEntries } from "./entries/folder-entries.ts";
import { openZip, openZipBytes } from "./entries/zip-entries.ts";
import { canvasHandin } from "./layouts/canvas.ts";
import { folderHandin, timestampFile } from "./layouts/folders.ts";
import {
  gradescopeHandin,
  gradescopeMetadata,
  isoTime,
  readGradescopeMetadata,
} from "./layouts/gradescope.ts";
import type { Handin } from "./layouts/handin.ts";
import { moodleHandin } from "./layouts/moodle.ts";

/** Everything that was handed in. */
export interface Collected {
  readonly notebooks: readonly Handin[];
  /** Files of somebody's that are no notebooks. */
  readonly others: readonly Handin[];
  /** Files that belong to nobody, or that were left out: a sentence each. */
  readonly problems: readonly string[];
  /** Ends the reading of zips: no entry can be read after it. */
  close(): void;
}

/** A zip that a learner packed: so large, with so many files, and no zip within it, is looked into. */
const learnersZip = { bytes: 256_000_000, files: 1000 } as const;

/**
 * Finds what was handed in, in folders and zips as learning platforms give them.
 *
 * @param places - folders and zip files; a folder may hold zips
 * @throws ClassError `INVALID_INPUT` for a place that is neither
 */
export async function collectHandins(places: readonly string[]): Promise<Collected> {
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
  readonly notebooks: Handin[] = [];
  readonly others: Handin[] = [];
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
      if (!EntryError.is(error)) throw error;
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
    // A zip of nothing but notebooks is one learner's: it is called for its owner.
    const owner =
      kind === "zip" && entries.length > 0 && entries.every(isLoose)
        ? place.replace(/\.zip$/i, "")
        : undefined;
    for (const entry of [...entries, ...refused.flatMap((refusal) => this.#refusedEntry(refusal))]) {
      const own = owner === undefined ? entry : { ...entry, path: [owner, ...entry.path] };
      const handin =
        gradescopeHandin(own, known) ??
        moodleHandin(own) ??
        canvasHandin(own) ??
        folderHandin(own, times.get(own.path.slice(0, -1).join("/")));
      if (handin) await this.#add(handin);
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
      if (!EntryError.is(error)) throw error;
      this.problems.push(`${basename(file)} ${error.message}.`);
    }
  }

  /** A notebook that was left out still belongs to somebody, who must be told. */
  #refusedEntry({ path, where, reason, isNobodys }: Refusal): Entry[] {
    if (!isNotebook(where) || isNobodys) {
      this.problems.push(`${where} ${reason}; it was left out.`);
      return [];
    }
    const read = () => Promise.reject(new EntryError(reason));
    return [{ path, where, size: 0, read }];
  }

  async #add(handin: Handin): Promise<void> {
    if (isNotebook(handin.fileName)) this.notebooks.push(handin);
    else if (isZip(handin.fileName)) await this.#addLearnersZip(handin);
    else if (![timestampFile, gradescopeMetadata].includes(handin.fileName)) this.others.push(handin);
  }

  async #addLearnersZip(handin: Handin): Promise<void> {
    const { where, changed } = handin.entry;
    let listing: Listing;
    try {
      const bytes = await handin.entry.read(learnersZip.bytes);
      const zip = await openZipBytes(bytes, where);
      this.#open.push(zip);
      listing = zip;
    } catch (error) {
      if (!EntryError.is(error)) throw error;
      this.problems.push(`${where} ${error.message}.`);
      this.others.push(handin);
      return;
    }
    if (listing.entries.length > learnersZip.files) {
      this.problems.push(`${where} holds more than ${learnersZip.files} files and was left out.`);
      this.others.push(handin);
      return;
    }
    const refused = listing.refused.flatMap((refusal) => this.#refusedEntry(refusal));
    for (const entry of [...listing.entries, ...refused]) {
      const fileName = entry.path.at(-1) as string;
      const inside = { ...handin, fileName, entry: changed === undefined ? entry : { ...entry, changed } };
      (isNotebook(fileName) ? this.notebooks : this.others).push(inside);
    }
  }
}

const isNotebook = (name: string) => /\.ipynb$/i.test(name);
const isZip = (name: string) => /\.zip$/i.test(name);
const isLoose = (entry: Entry) => entry.path.length === 1 && !canvasHandin(entry) && !moodleHandin(entry);

/** The root of an nbgrader course keeps what was handed in in `submitted/`. */
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
 * A zip of a platform's that was unpacked, or packed again, may lie in a folder that says nothing of whose the files are: it is one in
 * which two or more files carry the platform's names.
 */
function withoutWrapper({ entries, refused }: Listing): Listing {
  const first = entries[0]?.path[0];
  if (first === undefined || entries.some((entry) => entry.path.length < 2 || entry.path[0] !== first))
    return { entries, refused };
  const inner = entries.map((entry) => ({ ...entry, path: entry.path.slice(1) }));
  const owners = new Set(
    inner.flatMap((entry) => {
      const { who } = canvasHandin(entry) ?? moodleHandin(entry) ?? {};
      return who ? [who.canvasId ?? who.moodleId] : [];
    }),
  );
  if (owners.size < 2) return { entries, refused };
  return { entries: inner, refused: refused.map((item) => ({ ...item, path: item.path.slice(1) })) };
}

async function gradescopeSubmissions(entries: readonly Entry[]) {
  const file = entries.find((entry) => entry.path.length <= 2 && entry.path.at(-1) === gradescopeMetadata);
  if (!file) return new Map();
  const text = await file.read(64_000_000).catch(() => Buffer.alloc(0));
  return readGradescopeMetadata(text.toString("utf8"));
}

/** When each folder's work was handed in, as nbgrader notes it: `2026-10-05 21:59:30.123456 UTC`. */
async function timestamps(entries: readonly Entry[]): Promise<Map<string, number>> {
  const times = new Map<string, number>();
  for (const entry of entries) {
    if (entry.path.at(-1) !== timestampFile || entry.path.length < 2) continue;
    const text = await entry.read(1000).catch(() => Buffer.alloc(0));
    const time = Date.parse(isoTime(text.toString("utf8").trim()));
    if (!Number.isNaN(time)) times.set(entry.path.slice(0, -1).join("/"), time);
  }
  return times;
}
