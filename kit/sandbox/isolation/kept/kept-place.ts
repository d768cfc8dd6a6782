import { createHash } from "node:crypto";
import { chmodSync, lstatSync, mkdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

/**
 * The folder in which a course's sandbox for checks is kept: in `.lab/cache`, where most of its files are links. Root runs answers as a user who may not enter
 * every folder; where that user could not come in, it is a folder of root's own below the system's temporary one.
 *
 * @param root - the course's folder
 */
export function keptPlace(root: string): string {
  const usual = join(resolve(root), `.lab/cache/sandbox-${process.getuid?.() ?? "here"}`);
  if (process.getuid?.() !== 0 || isOpenToAll(dirname(usual))) return usual;
  const name = createHash("sha256").update(resolve(root)).digest("hex").slice(0, 16);
  return join(sharedPlace(), name);
}

/** The folder that holds the sandboxes of all courses that cannot keep one themselves. Only root uses it. */
export const sharedPlace = (): string => join(tmpdir(), "swarmlab-kept-sandboxes");

/** Makes the folder. @throws where the name below the temporary folder was taken by another user */
export function makePlace(place: string): void {
  const shared = sharedPlace();
  if (dirname(place) === shared) {
    mkdirSync(shared, { recursive: true });
    const found = lstatSync(shared);
    if (!found.isDirectory() || found.uid !== process.getuid?.())
      throw new Error(`${shared} belongs to another user`);
    chmodSync(shared, 0o755);
  }
  mkdirSync(place, { recursive: true });
  chmodSync(place, 0o755);
}

/** Whether a file or folder is this user's own. Another user's may name any program. */
export function isOwn(file: string): boolean {
  const found = lstatSync(file, { throwIfNoEntry: false });
  return found !== undefined && !found.isSymbolicLink() && found.uid === process.getuid?.();
}

/** Whether every user may enter a folder and all folders above it. What does not exist yet is made so that they may. */
function isOpenToAll(folder: string): boolean {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found && (found.mode & 0o001) === 0) return false;
  return dirname(folder) === folder || isOpenToAll(dirname(folder));
}
