import type { ArchiveEntry } from "../entries/archive-entry.ts";
import { blackboardUpload } from "./blackboard.ts";
import { brightspaceUpload } from "./brightspace.ts";
import { canvasUpload } from "./canvas.ts";
import { iliasUpload } from "./ilias.ts";
import { moodleText, moodleUpload } from "./moodle.ts";
import { sakaiUpload } from "./sakai.ts";
import type { Identity, UploadedFile } from "./uploaded-file.ts";

/** Reads a time of a layout, in the course's zone where it names none. */
export type TimeReader = (text: string) => number | undefined;

export type PlatformReader = (entry: ArchiveEntry) => UploadedFile | undefined;

/** How learning platforms name what they export. */
export const platformReaders = (
  times: ReadonlyMap<string, string>,
  readTime: TimeReader,
): readonly PlatformReader[] => [
  (entry) => moodleUpload(entry) ?? moodleText(entry),
  canvasUpload,
  (entry) => blackboardUpload(entry, readTime),
  (entry) => brightspaceUpload(entry, readTime),
  (entry) => sakaiUpload(entry, times.get(entry.path[0] ?? ""), readTime),
  iliasUpload,
];

/**
 * The platforms, first the one that has named the most files. The platform of an export has named all of them; a student who gives a file another
 * platform's kind of name has named one. Of two that may have named as many, the export's platform is the one whose part of the names ends first:
 * behind it comes the student's.
 */
export function mostOftenFirst(
  readers: readonly PlatformReader[],
  entries: readonly ArchiveEntry[],
): readonly PlatformReader[] {
  const named = readers.map((read) => {
    const uploads = entries.flatMap((entry) => read(entry) ?? []);
    const ofStudents = uploads.reduce((total, { fileName }) => total + fileName.length, 0);
    return { read, files: uploads.length, ofStudents };
  });
  return named
    .toSorted((one, other) => other.files - one.files || other.ofStudents - one.ofStudents)
    .map(({ read }) => read);
}

export function firstUpload(
  readers: readonly PlatformReader[],
  entry: ArchiveEntry,
): UploadedFile | undefined {
  for (const read of readers) {
    const upload = read(entry);
    if (upload !== undefined) return upload;
  }
  return undefined;
}

const namedByAnyPlatform = platformReaders(new Map(), () => undefined);

/** Whether a loose file has a name that a learning platform gives. */
export const hasPlatformName = (entry: ArchiveEntry): boolean =>
  firstUpload(namedByAnyPlatform, entry) !== undefined;

/** A key for the student in a loose file's name: what a platform has put in front of it. Empty where no platform has named it. */
export function looseOwner(name: string): string {
  const entry = { path: [name], where: name, size: 0, read: () => Promise.resolve(Buffer.alloc(0)) };
  const uploads = namedByAnyPlatform.flatMap((read) => read(entry) ?? []);
  const [first] = uploads.sort((one, other) => other.fileName.length - one.fileName.length);
  return first === undefined ? "" : JSON.stringify([first.layout, first.who]);
}

/** Platforms whose names for a folder no instructor gives by chance. */
const SURE: ReadonlySet<string> = new Set(["moodle", "brightspace", "sakai"]);

/** The student whom the first folder of a path may name, by one platform. */
export interface PlatformOwner extends Pick<UploadedFile, "layout" | "who"> {
  /** Whether the folder's name leaves no doubt that it is a student's. */
  readonly isSure: boolean;
}

/** The students whom a loose file's name may name, by any platform. */
export const looseIdentities = (entry: ArchiveEntry): Identity[] =>
  entry.path.length > 1 ? [] : namedByAnyPlatform.flatMap((read) => read(entry)?.who ?? []);

const SUBMISSION_FOLDER = /^submission_(\d+)$/;

/** Whether a file lies in a folder that Gradescope gives to a submission. */
export const isInSubmission = ({ path }: ArchiveEntry): boolean =>
  path.length > 1 && SUBMISSION_FOLDER.test(path[0] ?? "");

/** The students whom the first folders of paths may name, by any platform. */
export function folderOwners(entries: readonly ArchiveEntry[]): PlatformOwner[] {
  // Names depend on no more than two folders, so that a student's many files are read as one.
  const different = new Map(
    entries
      .filter(({ path }) => path.length > 1)
      .map((entry) => [JSON.stringify([entry.path.slice(0, 2), entry.path.length > 2]), entry]),
  );
  return [...different.values()].flatMap((entry) => {
    const owners = namedByAnyPlatform
      .flatMap((read) => read(entry) ?? [])
      .map(({ layout, who }) => ({ layout, who, isSure: SURE.has(layout) }));
    const id = SUBMISSION_FOLDER.exec(entry.path[0] ?? "")?.[1];
    return id === undefined
      ? owners
      : [{ layout: "gradescope" as const, who: { gradescopeId: id }, isSure: true }, ...owners];
  });
}
