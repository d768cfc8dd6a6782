import type { ArchiveEntry, Listing } from "../entries/archive-entry.ts";
import { withOneUser } from "./canvas.ts";
import { GRADESCOPE_EXPORT, isClassroomFolder } from "./export-folders.ts";
import { foldersOf, inside, without } from "./folder-of-listing.ts";
import { folderUpload, TIMESTAMP_FILE } from "./folders.ts";
import { classroomAssignment, classroomUpload } from "./github-classroom.ts";
import { GRADESCOPE_METADATA, gradescopeUpload, readGradescopeMetadata } from "./gradescope.ts";
import { withOneParticipant } from "./moodle.ts";
import type { Place } from "./place.ts";
import { firstUpload, mostOftenFirst, platformReaders } from "./platforms.ts";
import { isSakaiFeedback, sakaiUpload } from "./sakai.ts";
import type { UploadedFile } from "./uploaded-file.ts";
import { withoutWrappers } from "./wrappers.ts";

/** A part of a listing whose paths are read in one way. The first part of each path was chosen by a platform or an instructor. */
export interface ListingPart extends Listing {
  /** The student's upload; undefined for a file without an owner. */
  read(entry: ArchiveEntry): UploadedFile | undefined;
}

const MOST_METADATA_BYTES = 64_000_000;
const MOST_TIMESTAMP_BYTES = 1000;

/**
 * Decides once how the paths of a folder or zip are read, from names that students did not choose: nothing inside a student's own
 * folder speaks for others, or for the time.
 *
 * @throws ClassError `INVALID_INPUT` where one folder around all files may be a student's as well as an export's
 */
export async function readListing(listing: Listing, where: Place): Promise<ListingPart[]> {
  const { name: place, isOnRoster = () => false } = where;
  const assignment = classroomAssignment(place, foldersOf(listing));
  if (assignment !== undefined) return [{ ...listing, read: (entry) => classroomUpload(entry, assignment) }];
  const parts: ListingPart[] = [];
  let rest = listing;
  const folders = foldersOf(listing);
  // A student may have a name that ends like such a folder. Beside the folders of other students it is one of theirs.
  const isClassroom = folders.every((name) => isClassroomFolder(name) && !isOnRoster({ folder: name }));
  for (const name of folders) {
    const isGradescope = GRADESCOPE_EXPORT.test(name) && !isOnRoster({ folder: name });
    if (!isClassroom && !isGradescope) continue;
    const inner = inside(listing, name);
    const own = isClassroom ? classroomAssignment(name, foldersOf(inner)) : undefined;
    if (own !== undefined) parts.push({ ...inner, read: (entry) => classroomUpload(entry, own) });
    else if (isGradescope) parts.push(await platformPart(inner, where));
    else continue;
    rest = without(rest, name);
  }
  if (rest.entries.length > 0 || rest.refused.length > 0)
    parts.push(await platformPart(withoutWrappers(rest, where), where));
  return parts;
}

async function platformPart(
  all: Listing,
  { readTime, isOnRoster = () => false }: Place,
): Promise<ListingPart> {
  const listing = { ...all, entries: all.entries.filter((entry) => !isSakaiFeedback(entry)) };
  const { times, isPlatforms } = await timestamps(listing.entries);
  const known = await gradescopeSubmissions(listing.entries);
  const platforms = mostOftenFirst(platformReaders(times, readTime), listing.entries);
  const isListed = new Map(foldersOf(listing).map((name) => [name, isOnRoster({ folder: name })]));
  return {
    ...listing,
    read: (entry) => {
      const [folder = ""] = entry.path;
      const read = gradescopeUpload(entry, known, readTime) ?? firstUpload(platforms, entry);
      const named = read && withOneOwner(read, isOnRoster);
      // A student's login may look like such a folder. One that the roster lists is the student's.
      const mayBeLogin = named?.layout === "ilias" || (named?.layout === "gradescope" && known.size === 0);
      const upload =
        (mayBeLogin && isListed.get(folder) ? undefined : named) ??
        folderUpload(entry, times.get(entry.path.slice(0, 2).join("/")), readTime);
      const isOfFile = upload !== undefined && TIMED_BY_FILE.has(upload.layout);
      return isOfFile && !isPlatforms ? withStatedTime(upload) : upload;
    },
  };
}

function withOneOwner(upload: UploadedFile, isOnRoster: NonNullable<Place["isOnRoster"]>): UploadedFile {
  if (upload.layout === "canvas") return withOneUser(upload, isOnRoster);
  return upload.layout === "moodle" ? withOneParticipant(upload, isOnRoster) : upload;
}

/** Layouts whose times are in files of their own. */
const TIMED_BY_FILE: ReadonlySet<UploadedFile["layout"]> = new Set(["folders", "nbgrader", "sakai"]);

/** The upload with its time as one that a student may have written. */
function withStatedTime(upload: UploadedFile): UploadedFile {
  const { handedInAt, unreadableTime: _, lacksTime: __, ...rest } = upload;
  return handedInAt === undefined ? rest : { ...rest, statedAt: handedInAt };
}

const folderOf = ({ path }: ArchiveEntry) => path.slice(0, -1).join("/");

/** Students and times of Gradescope's export. Its list lies beside the submissions, and never in one. */
async function gradescopeSubmissions(entries: readonly ArchiveEntry[]) {
  const file = entries.find(({ path }) => path.length === 1 && path[0] === GRADESCOPE_METADATA);
  if (!file) return new Map();
  const text = await file.read(MOST_METADATA_BYTES).catch(() => Buffer.alloc(0));
  return readGradescopeMetadata(text.toString("utf8"));
}

/** When work was handed in, by its folder. */
interface Timestamps {
  readonly times: ReadonlyMap<string, string>;
  /** Whether the platform has written them. Else students may have. */
  readonly isPlatforms: boolean;
}

/**
 * Reads nbgrader's `<student>/<assignment>/timestamp.txt`, and Sakai's `<student>/timestamp.txt`. The platform writes one for each folder with
 * notebooks. Where at least half of the students have none, students may have written the others. Otherwise the few without one have an empty text,
 * so that no student's files decide on the times of others.
 */
async function timestamps(entries: readonly ArchiveEntry[]): Promise<Timestamps> {
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
  const times = new Map<string, string>();
  for (const folder of folders) {
    const bytes = await files
      .get(folder)
      ?.read(MOST_TIMESTAMP_BYTES)
      .catch(() => undefined);
    times.set(folder, bytes?.toString("utf8").trim() ?? "");
  }
  return { times, isPlatforms };
}
