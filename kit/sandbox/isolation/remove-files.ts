import { lstatSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** The folders of a machine in which every user may make files. */
export const SHARED_FOLDERS: readonly string[] = ["/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue", "/run/lock"];

/**
 * Removes what a user made in folders that all users share, whole trees, so that no later process reads it. A link is removed itself, and not
 * followed. Call it when no process of the user is left.
 */
export function removeFilesOf(user: number, folders = SHARED_FOLDERS): void {
  for (const folder of folders)
    for (const name of namesIn(folder)) {
      const path = join(folder, name);
      if (ownerOf(path) === user) removeTree(path);
    }
}

/** Removes a file or a whole folder. What cannot be removed stays, because a file that stays must not end the grading. */
export function removeTree(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // The next process is another user's: it reads the file only where its maker opened it to all.
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // This machine has no such folder.
    return [];
  }
}

function ownerOf(path: string): number | undefined {
  try {
    return lstatSync(path).uid;
  } catch {
    // It was removed meanwhile.
    return undefined;
  }
}
