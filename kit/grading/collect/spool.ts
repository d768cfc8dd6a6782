import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ListedNotebook } from "../rules/resolve.ts";
import { largestNotebook } from "../schedule/limits.ts";
import { sha256 } from "../text.ts";
import { EntryError } from "./entries/entry.ts";
import type { Handin } from "./layouts/handin.ts";

/** Copies of notebooks that lie in zips, named for their content, where the processes that grade can read them. */
export class Spool {
  readonly #folder: string;
  readonly #placed = new Set<string>();

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** Reads what was handed in once. @returns its hash and a file that holds it, or why it cannot be read: a part of a sentence */
  async place({ entry }: Handin): Promise<Pick<ListedNotebook, "sha256" | "file"> | { problem: string }> {
    try {
      const bytes = await entry.read(largestNotebook);
      const hash = sha256(bytes);
      if (entry.file !== undefined) return { sha256: hash, file: entry.file };
      const file = join(this.#folder, `${hash}.ipynb`);
      // Others may have handed in the same, and be read from this file just now.
      if (!this.#placed.has(hash)) writeFileSync(file, bytes);
      this.#placed.add(hash);
      return { sha256: hash, file };
    } catch (error) {
      if (EntryError.is(error)) return { problem: error.message };
      throw error;
    }
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
