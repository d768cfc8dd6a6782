import { TIMESTAMP_FILE } from "../layouts/folders.ts";
import { OwnerFolders } from "./owner-folders.ts";

/** How many files and folders are listed. */
export interface ListingLimits {
  /** Of one student. */
  readonly filesOfStudent: number;
  /** Of one folder or zip. No student's files come near it. */
  readonly files: number;
}

export const LISTING_LIMITS: ListingLimits = { filesOfStudent: 5000, files: 1_000_000 };

/** Counts the files of each student while a folder or a zip is listed, so that no student's files leave none for others. */
export class ListingAllowance {
  readonly owners = new OwnerFolders();
  readonly #limits: ListingLimits;
  readonly #files = new Map<string, number>();
  #all = 0;
  #isFull = false;

  constructor(limits: ListingLimits) {
    this.#limits = limits;
  }

  /**
   * Counts a file or a folder.
   *
   * @returns for the first one too many of a student why it is not listed, as a part of a sentence; `"over"` for all further ones
   */
  count(path: readonly string[]): "listed" | "over" | { readonly reason: string } {
    const { filesOfStudent, files } = this.#limits;
    const owner = this.#countedAs(path);
    const before = this.#files.get(owner) ?? 0;
    if (this.#isFull || before > filesOfStudent) return "over";
    this.#files.set(owner, before + 1);
    if (before === filesOfStudent) return { reason: tooMany(filesOfStudent, "a student") };
    if (this.#all === files) {
      this.#isFull = true;
      return { reason: tooMany(files, "a folder or zip") };
    }
    this.#all += 1;
    return "listed";
  }

  /** A platform's files of times count for themselves: however many files a student hands in, they do not crowd out the time. */
  #countedAs(path: readonly string[]): string {
    const owner = this.owners.ownerOf(path);
    if (path.at(-1) !== TIMESTAMP_FILE) return owner;
    const isPlatforms = path.length - (JSON.parse(owner) as string[]).length <= 2;
    return isPlatforms ? `${owner} times` : owner;
  }
}

const tooMany = (files: number, of: string) =>
  `is one file too many (${files.toLocaleString("en")} of ${of} are read)`;
