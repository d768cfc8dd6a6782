import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ListedNotebook } from "../rules/resolve.ts";
import { MAX_NOTEBOOK_BYTES } from "../schedule/limits.ts";
import { sha256 } from "../text.ts";
import { ArchiveEntryError } from "./entries/archive-entry.ts";
import type { UploadedFile } from "./layouts/uploaded-file.ts";

/** A folder with copies of notebooks from zips, where grading processes can read them. Each copy is named by its hash. */
export class StagingFolder {
  readonly #folder: string;
  readonly #placed = new Set<string>();

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** Reads an uploaded file once. @returns its hash and a file with its content, or a part of a sentence on why it cannot be read */
  async place({
    entry,
  }: UploadedFile): Promise<Pick<ListedNotebook, "sha256" | "file"> | { problem: string }> {
    try {
      const bytes = await entry.read(MAX_NOTEBOOK_BYTES);
      const hash = sha256(bytes);
      if (entry.file !== undefined) return { sha256: hash, file: entry.file };
      const file = join(this.#folder, `${hash}.ipynb`);
      // Equal notebooks share one file, which a grading process may be reading.
      if (!this.#placed.has(hash)) writeFileSync(file, bytes);
      this.#placed.add(hash);
      return { sha256: hash, file };
    } catch (error) {
      if (ArchiveEntryError.is(error)) return { problem: error.message };
      throw error;
    }
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
