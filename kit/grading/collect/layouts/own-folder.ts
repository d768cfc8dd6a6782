import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ClassError } from "../../class-error.ts";
import { shownName } from "../../text.ts";
import type { Listing } from "../entries/archive-entry.ts";
import { below } from "./folder-of-listing.ts";
import { classroomAssignment } from "./github-classroom.ts";
import type { Place } from "./place.ts";
import { folderOwners } from "./platforms.ts";

/** Names such as 01 and 2026 are those of lessons and years, although they may be numbers of students too. */
const SHORT_NUMBER = /^\d{1,4}$/;

/**
 * Refuses a folder or zip that is one student's own by its name: all in it was named by that student, and would be taken for a class.
 *
 * @param path its path
 * @throws ClassError `INVALID_INPUT`
 */
export function refuseOwnFolder(listing: Listing, path: string, { kind, isOnRoster }: Place): void {
  const name = kind === "zip" ? basename(path).replace(/\.zip$/i, "") : basename(path);
  const named = folderOwners(below(listing, name).entries);
  const isListed =
    isOnRoster !== undefined &&
    !SHORT_NUMBER.test(name) &&
    [{ folder: name }, ...named.map(({ who }) => who)].some(isOnRoster);
  if (!isListed && !isInClass(path) && !named.some(({ isSure }) => isSure)) return;
  const what = isListed ? "has the name of a student of the roster" : "has the name of one student's work";
  const give =
    kind === "zip"
      ? "put it into a folder and give that folder"
      : "give the folder around it, with the whole class";
  throw new ClassError(
    "INVALID_INPUT",
    `${shownName(basename(path))} ${what}, and what is in it may be named like the work of others: ${give}. If it holds the class, give it another name.`,
  );
}

/** Whether a folder lies where GitHub Classroom's command clones a repository, or nbgrader collects a student's work. */
function isInClass(path: string): boolean {
  const around = dirname(path);
  const has = (folder: string, ...names: string[]) => names.some((name) => existsSync(join(folder, name)));
  const isCloned = classroomAssignment(basename(around), [basename(path)]) !== undefined && has(path, ".git");
  return isCloned || (basename(around) === "submitted" && has(dirname(around), "source", "release"));
}
