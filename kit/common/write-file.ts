import { randomUUID } from "node:crypto";
import { linkSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Writes a file as a whole, over an earlier one. A reader never sees half of it, not even when this process is killed. */
export function replaceFile(path: string, content: string | Buffer): void {
  withTemporary(path, content, (temporary) => renameSync(temporary, path));
}

/**
 * Writes a file as a whole, unless its name is taken by a file, a folder or a link.
 *
 * @returns whether the file was written; false means that the name is taken and nothing was touched
 */
export function addFile(path: string, content: string | Buffer): boolean {
  try {
    withTemporary(path, content, (temporary) => linkSync(temporary, path));
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return false;
    if (code !== "EPERM" && code !== "ENOTSUP" && code !== "ENOSYS") throw error;
  }
  // The file system has no hard links: exclusive creation does not overwrite either.
  try {
    writeFileSync(path, content, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function withTemporary(path: string, content: string | Buffer, place: (temporary: string) => void): void {
  const temporary = join(dirname(path), `.swarmlab-${randomUUID()}.tmp`);
  try {
    writeFileSync(temporary, content, { flag: "wx" });
    place(temporary);
  } finally {
    rmSync(temporary, { force: true });
  }
}
