import { shownName, shownSentence } from "../text.ts";
import type { UploadedFile } from "./layouts/uploaded-file.ts";
import { studentKey } from "./layouts/uploaded-file.ts";

/** A sentence for a student on their own files. */
export interface FileNote {
  readonly upload: UploadedFile;
  readonly text: string;
}

/** Sentences on the files of one student, or on those without an owner in one folder. */
interface OwnProblems {
  readonly shown: string[];
  /** Where they are, for the sentence that counts the others. */
  readonly of: string;
  more: number;
}

/** Sentences on one student's files that are shown; the others are counted. */
const MOST_OF_ONE = 3;

/** Sentences on files that have no owner or were left out: short, and few for each student, however many files are handed in. */
export class FileProblems {
  readonly #byOwner = new Map<string, OwnProblems>();
  readonly #notes: FileNote[] = [];
  readonly #noted = new Set<string>();

  /** @param upload - says whose file it is; undefined for a file without an owner */
  add(where: string, what: string, upload?: UploadedFile): void {
    const folders = where.split("/").slice(0, -1);
    const owner = upload === undefined ? `/${folders[0] ?? ""}` : studentKey(upload);
    const of = folders.length === 0 ? "Beside these" : `In ${shownName(folders.join("/"))}`;
    const known = this.#byOwner.get(owner) ?? { shown: [], of, more: 0 };
    this.#byOwner.set(owner, known);
    if (known.shown.length === MOST_OF_ONE) known.more += 1;
    else known.shown.push(shownSentence(`${shownName(where)} ${what}`));
  }

  /** Adds a sentence on a student's files, for the student too. */
  addFor(upload: UploadedFile, where: string, what: string): void {
    this.add(where, what, upload);
    const key = studentKey(upload);
    if (this.#noted.has(key)) return;
    this.#noted.add(key);
    this.#notes.push({ upload, text: shownSentence(`${shownName(where)} ${what}`) });
  }

  /** For each student the first sentence on what was left out of the student's files. */
  get notes(): readonly FileNote[] {
    return this.#notes;
  }

  sentences(): string[] {
    return [...this.#byOwner.values()].flatMap(({ shown, of, more }) => [
      ...shown,
      ...(more === 0
        ? []
        : [`${of} ${more.toLocaleString("en")} more ${more === 1 ? "file was" : "files were"} left out.`]),
    ]);
  }
}
