import type { ArchiveEntry, Listing } from "../entries/archive-entry.ts";
import { GRADESCOPE_EXPORT, isClassroomFolder } from "./export-folders.ts";
import { folderUpload, TIMESTAMP_FILE } from "./folders.ts";
import { classroomAssignment, classroomUpload } from "./github-classroom.ts";
import { GRADESCOPE_METADATA, gradescopeUpload, readGradescopeMetadata } from "./gradescope.ts";
import {
  firstUpload,
  hasPlatformName,
  mostOftenFirst,
  platformReaders,
  type TimeReader,
} from "./platforms.ts";
import { sakaiUpload } from "./sakai.ts";
import type { UploadedFile } from "./uploaded-file.ts";

/** A part of a listing whose paths are read in one way. The first part of each path was chosen by a platform or an instructor. */
export interface ListingPart extends Listing {
  /** The student's upload; undefined for a file without an owner. */
  read(entry: ArchiveEntry): UploadedFile | undefined;
}

/** Folders of an nbgrader course beside `submitted`. */
const NBGRADER_FOLDERS = new Set(["submitted", "source", "release", "autograded", "feedback"]);
const MOST_METADATA_BYTES = 64_000_000;
const MOST_TIMESTAMP_BYTES = 1000;

/**
 * Decides once how the paths of a folder or zip are read, from names that students did not choose: nothing inside a student's own
 * folder speaks for others, or for the time.
 *
 * @param place the name of the folder or zip
 */
export async function readListing(
  listing: Listing,
  place: string,
  readTime: TimeReader,
): Promise<ListingPart[]> {
  const assignment = classroomAssignment(place, foldersOf(listing));
  if (assignment !== undefined) return [{ ...listing, read: (entry) => classroomUpload(entry, assignment) }];
  const parts: ListingPart[] = [];
  let rest = listing;
  const folders = foldersOf(listing);
  // A student may have a name that ends like such a folder. Beside the folders of other students it is one of theirs.
  const isClassroom = folders.every(isClassroomFolder);
  for (const name of folders) {
    if (!isClassroom && !GRADESCOPE_EXPORT.test(name)) continue;
    const inner = inside(listing, name);
    const own = isClassroom ? classroomAssignment(name, foldersOf(inner)) : undefined;
    if (own !== undefined) parts.push({ ...inner, read: (entry) => classroomUpload(entry, own) });
    else if (GRADESCOPE_EXPORT.test(name)) parts.push(await platformPart(inner, readTime));
    else continue;
    rest = without(rest, name);
  }
  if (rest.entries.length > 0 || rest.refused.length > 0)
    parts.push(await platformPart(withoutWrappers(rest), readTime));
  return parts;
}

async function platformPart(listing: Listing, readTime: TimeReader): Promise<ListingPart> {
  const times = await timestamps(listing.entries);
  const known = await gradescopeSubmissions(listing.entries);
  const platforms = mostOftenFirst(platformReaders(times, readTime), listing.entries);
  return {
    ...listing,
    read: (entry) =>
      gradescopeUpload(entry, known, readTime) ??
      firstUpload(platforms, entry) ??
      folderUpload(entry, times.get(entry.path.slice(0, 2).join("/")), readTime),
  };
}

/**
 * Removes the folders around all files: `submitted` of an nbgrader course, and a folder in which two or more files carry a platform's names. An
 * export that was unpacked or packed again has such a folder, which names no student. Where work lies beside a folder, it is not around all files.
 */
function withoutWrappers(listing: Listing): Listing {
  let inner = listing;
  for (let level = 0; level < 3; level++) {
    const folders = foldersOf(inner);
    if (folders.includes("submitted") && folders.every((name) => NBGRADER_FOLDERS.has(name)))
      return inside(inner, "submitted");
    const [only, ...others] = folders;
    if (only === undefined || others.length > 0 || hasLooseWork(inner)) break;
    inner = inside(inner, only);
    if (namesPlatform(inner)) return inner;
  }
  return listing;
}

function namesPlatform({ entries }: Listing): boolean {
  const isExport = (entry: ArchiveEntry) => /^submission_\d+$/.test(entry.path[0] ?? "");
  const owners = entries
    .filter((entry) => isExport(entry) || hasPlatformName(entry))
    .map(({ path: [first = ""] }) => (hasNoFolder(first) ? first : `${first}/`));
  return new Set(owners).size >= 2;
}

const hasLooseWork = ({ entries, refused }: Listing): boolean =>
  [...entries, ...refused].some(({ path }) => path.length === 1 && /\.(?:ipynb|zip)$/i.test(path[0] ?? ""));

const hasNoFolder = (name: string) => /\.[a-z]+$/i.test(name);

const foldersOf = ({ entries, refused }: Listing): string[] => [
  ...new Set([...entries, ...refused].flatMap(({ path }) => (path.length > 1 ? [path[0] as string] : []))),
];

/** The files in one folder, by their paths from there. */
function inside({ entries, refused }: Listing, folder: string): Listing {
  const isIn = ({ path }: { readonly path: readonly string[] }) => path.length > 1 && path[0] === folder;
  const shorter = <Item extends { readonly path: readonly string[] }>(item: Item): Item => ({
    ...item,
    path: item.path.slice(1),
  });
  return { entries: entries.filter(isIn).map(shorter), refused: refused.filter(isIn).map(shorter) };
}

function without({ entries, refused }: Listing, folder: string): Listing {
  const isOutside = ({ path }: { readonly path: readonly string[] }) => path.length < 2 || path[0] !== folder;
  return { entries: entries.filter(isOutside), refused: refused.filter(isOutside) };
}

const folderOf = ({ path }: ArchiveEntry) => path.slice(0, -1).join("/");

/** Students and times of Gradescope's export. Its list lies beside the submissions, and never in one. */
async function gradescopeSubmissions(entries: readonly ArchiveEntry[]) {
  const file = entries.find(({ path }) => path.length === 1 && path[0] === GRADESCOPE_METADATA);
  if (!file) return new Map();
  const text = await file.read(MOST_METADATA_BYTES).catch(() => Buffer.alloc(0));
  return readGradescopeMetadata(text.toString("utf8"));
}

/**
 * When work was handed in, by its folder: nbgrader's `<student>/<assignment>/timestamp.txt`, and Sakai's `<student>/timestamp.txt`. The
 * platform writes one for each folder with notebooks. Where at least half of the students have none, students may have written the others, and
 * none counts. Otherwise the few without one have an empty text, so that no student's files decide on the times of others.
 */
async function timestamps(entries: readonly ArchiveEntry[]): Promise<Map<string, string>> {
  const files = new Map<string, ArchiveEntry>();
  for (const entry of entries) if (entry.path.at(-1) === TIMESTAMP_FILE) files.set(folderOf(entry), entry);
  const notebooks = entries.filter(
    ({ path }) => path.length > 1 && /\.(?:ipynb|zip)$/i.test(path.at(-1) ?? ""),
  );
  const isSakai = notebooks.length > 0 && notebooks.every((entry) => sakaiUpload(entry, undefined, () => 0));
  const folders = new Set(
    notebooks.map((entry) => (isSakai ? (entry.path[0] as string) : entry.path.slice(0, 2).join("/"))),
  );
  const studentOf = (folder: string) => folder.split("/", 1)[0] as string;
  const lacking = new Set([...folders].filter((folder) => !files.has(folder)).map(studentOf));
  const isPlatforms = lacking.size * 2 < new Set([...folders].map(studentOf)).size;
  const isDeep = isSakai || notebooks.every(({ path }) => path.length > 2);
  if (!isPlatforms || !isDeep) return new Map();
  const times = new Map<string, string>();
  for (const folder of folders) {
    const bytes = await files
      .get(folder)
      ?.read(MOST_TIMESTAMP_BYTES)
      .catch(() => undefined);
    times.set(folder, bytes?.toString("utf8").trim() ?? "");
  }
  return times;
}
