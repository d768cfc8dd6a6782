import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { replaceFile } from "../../common/write-file.ts";

const NAME = ".swarmlab.json";

/**
 * Remembers in `work/.swarmlab.json` which versions of a lesson a learner was given. A version is given once, also when the learner deletes or renames
 * it, or saves it with an editor that drops its metadata.
 */
export class DeliveryRecord {
  readonly #path: string;
  readonly #versions: Map<string, string[]>;
  /** False where another file has the record's name: that file is left as it is. */
  readonly #isOurs: boolean;
  #changed = false;

  private constructor(path: string, versions: Map<string, string[]> | undefined) {
    this.#path = path;
    this.#isOurs = versions !== undefined;
    this.#versions = versions ?? new Map();
  }

  static open(work: string): DeliveryRecord {
    const path = join(work, NAME);
    return new DeliveryRecord(path, readVersions(path));
  }

  has(lesson: string, version: string): boolean {
    return this.#versions.get(lesson)?.includes(version) ?? false;
  }

  add(lesson: string, version: string): void {
    if (this.has(lesson, version)) return;
    this.#versions.set(lesson, [...(this.#versions.get(lesson) ?? []), version]);
    this.#changed = true;
  }

  /** Writes what was added. @returns a sentence where that failed; the lessons are copied all the same */
  save(): string | undefined {
    if (!this.#changed) return undefined;
    if (!this.#isOurs)
      return `work/${NAME} is not the record of your lessons and was left alone: move it away.`;
    try {
      const given = Object.fromEntries([...this.#versions].sort(([a], [b]) => (a < b ? -1 : 1)));
      replaceFile(this.#path, `${JSON.stringify({ given }, null, 2)}\n`);
      return undefined;
    } catch (error) {
      return `work/${NAME} could not be written: ${(error as Error).message}.`;
    }
  }
}

/** The recorded versions: empty without a record, undefined where the file is not a record. */
function readVersions(path: string): Map<string, string[]> | undefined {
  try {
    if (!lstatSync(path).isFile()) return undefined;
    const { given } = JSON.parse(readFileSync(path, "utf8"));
    const isText = (item: unknown) => typeof item === "string";
    const entries = Object.entries(given as Record<string, unknown>);
    if (!entries.every(([, versions]) => Array.isArray(versions) && versions.every(isText))) return undefined;
    return new Map(entries as [string, string[]][]);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? new Map() : undefined;
  }
}
