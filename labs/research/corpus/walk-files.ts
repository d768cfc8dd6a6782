import { type Dirent, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { LeftOut } from "./left-out.ts";

/** A file that a walk has met. */
export interface WalkedFile {
  /** Relative to the folder, with forward slashes. */
  readonly path: string;
  readonly bytes: number;
}

/** What a walk has met, in the order of the names' code units. */
export interface WalkedFiles {
  readonly files: readonly WalkedFile[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Lists all files below a folder. The order is the same on every machine. Symbolic links are not followed, so a walk ends.
 *
 * @param isWanted - whether a file of this name is listed; others are passed over
 * @throws the file system's error when the folder itself cannot be read
 */
export function walkFiles(folder: string, isWanted: (name: string) => boolean): WalkedFiles {
  const files: WalkedFile[] = [];
  const leftOut: LeftOut[] = [];
  const meet = (entry: Dirent, path: string) => {
    if (!entry.isDirectory() && !isWanted(entry.name)) return;
    if (entry.isSymbolicLink()) leftOut.push({ path, reason: "symbolic link" });
    else if (entry.name.startsWith(".")) leftOut.push({ path, reason: "hidden" });
    else if (entry.isDirectory()) enter(path);
    else if (entry.isFile()) files.push({ path, bytes: statSync(join(folder, path)).size });
    else leftOut.push({ path, reason: "unreadable" });
  };
  const enter = (path: string) => {
    try {
      for (const entry of inOrder(readdirSync(join(folder, path), { withFileTypes: true }))) {
        meet(entry, path === "" ? entry.name : `${path}/${entry.name}`);
      }
    } catch (error) {
      if (path === "") throw error;
      leftOut.push({ path, reason: "unreadable" });
    }
  };
  enter("");
  return { files, leftOut };
}

function inOrder(entries: readonly Dirent[]): Dirent[] {
  return [...entries].sort((a, b) => (a.name < b.name ? -1 : 1));
}
