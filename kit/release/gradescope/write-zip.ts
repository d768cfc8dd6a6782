import { randomUUID } from "node:crypto";
import { createWriteStream, readFileSync, renameSync, rmSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";

/** One file of a zip. */
export interface ZippedFile {
  /** Its path in the zip. */
  readonly name: string;
  /** The file with its content. */
  readonly from: string;
  readonly isProgram?: boolean;
}

/** The earliest time that a zip can state. With it the same files give the same bytes. */
const FIRST_ZIP_TIME = new Date(1980, 0, 1);

/** Writes a zip, whole or not at all. The same files in the same order give the same bytes. */
export async function writeZip(target: string, files: readonly ZippedFile[]): Promise<void> {
  const draft = `${target}.${randomUUID()}.tmp`;
  const zip = new ZipFile();
  for (const { name, from, isProgram } of files)
    zip.addBuffer(readFileSync(from), name, {
      mtime: FIRST_ZIP_TIME,
      mode: isProgram ? 0o100755 : 0o100644,
      forceDosTimestamp: true,
    });
  zip.end();
  try {
    await pipeline(zip.outputStream, createWriteStream(draft));
    renameSync(draft, target);
  } finally {
    rmSync(draft, { force: true });
  }
}
