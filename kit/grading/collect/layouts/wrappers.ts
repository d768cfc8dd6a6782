import { ClassError } from "../../class-error.ts";
import { shownName } from "../../text.ts";
import type { Listing } from "../entries/archive-entry.ts";
import { foldersOf, inside, isNbgraderCourse } from "./folder-of-listing.ts";
import type { Place } from "./place.ts";
import {
  folderOwners,
  hasPlatformName,
  isInSubmission,
  looseIdentities,
  type PlatformOwner,
} from "./platforms.ts";

/** Folders around those of the students, one in the other. */
const MOST_LEVELS = 3;

/**
 * Removes the folders around all files: `submitted` of an nbgrader course, and a folder in which files carry a platform's names. An export that was
 * unpacked or packed again has such a folder, which names no student. Where work lies beside a folder, it is not around all files.
 *
 * The only folder of a class may also be that of its only student, who may have named what is in it like the files of others. So it counts as one
 * around others only where it is no student's by its name, and the roster, the platform or the place's own name says so.
 *
 * @throws ClassError `INVALID_INPUT` where nothing says so
 */
export function withoutWrappers(listing: Listing, place: Place): Listing {
  const around: Wrapper[] = [];
  let inner = listing;
  for (let level = 0; level < MOST_LEVELS; level++) {
    const folders = foldersOf(inner);
    if (isNbgraderCourse(folders)) return decided(inside(inner, "submitted"), around, place);
    const [only, ...others] = folders;
    if (only === undefined || others.length > 0 || hasLooseWork(inner)) break;
    const owners = folderOwners(inner.entries);
    if (isStudents(only, owners, place)) break;
    inner = inside(inner, only);
    around.push({ name: only, mayBeStudents: owners.length > 0 });
    if (namesPlatform(inner, place)) return decided(inner, around, place);
  }
  return listing;
}

/** A folder around all files. */
interface Wrapper {
  readonly name: string;
  /** Whether its name has the form of one that a platform gives to a student's folder. */
  readonly mayBeStudents: boolean;
}

/** Whether a folder, the only one, has the name of a student on the roster, or one that a platform gives to the folders of students alone. */
const isStudents = (folder: string, owners: readonly PlatformOwner[], { isOnRoster }: Place): boolean =>
  owners.some(({ isSure }) => isSure) ||
  (isOnRoster !== undefined && [{ folder }, ...owners.map(({ who }) => who)].some(isOnRoster));

/** The files of the class. @param around - the folders around them, the outermost first */
function decided(inner: Listing, around: readonly Wrapper[], place: Place): Listing {
  const [outer] = around;
  if (outer === undefined) return inner;
  const { kind, isOnRoster } = place;
  const name = place.name.replace(/\.zip$/i, "");
  const folder = shownName(outer.name);
  const path = shownName([name, ...around.map((one) => one.name)].join("/"));
  const giveIt = `${kind === "zip" ? "unpack the zip and give" : "give"} the folder ${path} itself`;
  const refuse = (sentence: string) =>
    new ClassError(
      "INVALID_INPUT",
      `In ${shownName(place.name)} all lies in the folder ${folder}, ${sentence}`,
    );
  if (isOnRoster !== undefined) {
    // Gradescope's folders have numbers, and its list says whose they are.
    if (namesListed(inner, isOnRoster) || inner.entries.some(isInSubmission)) return inner;
    throw refuse(
      `and neither ${folder} nor a name in it is on the roster: if it is the class's, ${giveIt}; else correct the roster.`,
    );
  }
  const isPlaces = around.every((one) => one.name.toLowerCase() === name.toLowerCase());
  // An export may have such a folder when it is downloaded, as Sakai's has. Only a name like that of a student's folder leaves a doubt.
  const isExports = kind === "zip" && around.every((one) => !one.mayBeStudents);
  if (isPlaces || isExports) return inner;
  throw refuse(
    `which may hold a class, or the work of one student who named files like those of others: add --roster with the class, or, if ${folder} is no student's, ${giveIt}.`,
  );
}

const namesListed = (listing: Listing, isOnRoster: NonNullable<Place["isOnRoster"]>): boolean =>
  [
    ...foldersOf(listing).map((folder) => ({ folder })),
    ...listing.entries.flatMap((entry) => looseIdentities(entry)),
    ...folderOwners(listing.entries).map(({ who }) => who),
  ].some(isOnRoster);

/** Whether files of several owners carry a platform's names. In a zip that is an export by its roster or its form, one owner is enough. */
function namesPlatform({ entries }: Listing, { kind, isOnRoster }: Place): boolean {
  const owners = entries
    .filter((entry) => isInSubmission(entry) || hasPlatformName(entry))
    .map(({ path: [first = ""] }) => (hasNoFolder(first) ? first : `${first}/`));
  const isSure = isOnRoster !== undefined || folderOwners(entries).some(({ layout }) => layout === "sakai");
  return new Set(owners).size >= (kind === "zip" && isSure ? 1 : 2);
}

const hasLooseWork = ({ entries, refused }: Listing): boolean =>
  [...entries, ...refused].some(({ path }) => path.length === 1 && /\.(?:ipynb|zip)$/i.test(path[0] ?? ""));

const hasNoFolder = (name: string) => /\.[a-z]+$/i.test(name);
