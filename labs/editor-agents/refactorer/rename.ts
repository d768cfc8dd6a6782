import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { describeValue } from "../../common/describe-value.ts";
import type { Occurrence } from "../bus/messages.ts";
import { EditorError } from "../editor-error.ts";

/** What to rename. */
export interface RenameRequest {
  /** The file that declares the name at its top level: absolute, from the working folder, or from the watched folder. */
  readonly file: string;
  readonly name: string;
  readonly to: string;
}

/** The edits that a rename consists of. Nothing is written until `write()`. */
export interface RenamePlan {
  readonly name: string;
  readonly to: string;
  readonly edits: readonly RenameEdit[];
  /**
   * Writes all edits.
   *
   * @throws EditorError `STALE` when a file is not any more as it was when the edits were found; then nothing is written
   */
  write(): void;
}

/** One replacement in one file. */
export interface RenameEdit {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** In UTF-16 units from the start of the file. */
  readonly start: number;
  readonly end: number;
  readonly newText: string;
  /** The line as it is, without the space around it. */
  readonly text: string;
}

/** @throws EditorError `INVALID_ARGUMENT` */
export function readRename({ file, name, to }: RenameRequest, folder: string): RenameRequest {
  for (const [what, value] of Object.entries({ file, name, to }))
    if (typeof value !== "string" || value === "")
      throw new EditorError(
        "INVALID_ARGUMENT",
        `A rename needs ${what}, a string, but got ${describeValue(value)}.`,
      );
  if (!isName(to) || RESERVED.has(to))
    throw new EditorError("INVALID_ARGUMENT", `${JSON.stringify(to)} is no name that code can declare.`);
  if (name === to) throw new EditorError("INVALID_ARGUMENT", `${name} is called so already.`);
  return { file: existing(file, folder), name, to };
}

export function renamePlan({ name, to }: RenameRequest, occurrences: readonly Occurrence[]): RenamePlan {
  const edits = occurrences.map(({ file, line, column, start, end, before, text }) => ({
    file,
    line,
    column,
    start,
    end,
    newText: `${before}${to}`,
    text,
  }));
  return { name, to, edits, write: () => writeEdits(name, edits) };
}

function writeEdits(name: string, edits: readonly RenameEdit[]): void {
  const files = Object.entries(Object.groupBy(edits, ({ file }) => file));
  const texts = files.map(([file, inFile = []]) => {
    let text = readFileSync(file, "utf8");
    // From the end to the start, so that earlier places stay where they are.
    for (const { start, end, newText } of [...inFile].sort((one, other) => other.start - one.start)) {
      if (text.slice(start, end) !== name)
        throw new EditorError(
          "STALE",
          `${file} has changed since the rename was planned; nothing was written.`,
        );
      text = text.slice(0, start) + newText + text.slice(end);
    }
    return [file, text] as const;
  });
  for (const [file, text] of texts) writeFileSync(file, text);
}

/** A path that exists: as it was given, else from the watched folder. */
function existing(file: string, folder: string): string {
  for (const path of [resolve(file), resolve(folder, file)]) {
    try {
      readFileSync(path);
      return path.replaceAll("\\", "/");
    } catch {
      // The next meaning of the path is tried.
    }
  }
  throw new EditorError("NOT_FOUND", `There is no file ${file}.`);
}

function isName(text: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(text);
}

/** Words that declare nothing. */
const RESERVED: ReadonlySet<string> = new Set(
  `await break case catch class const continue debugger default delete do else enum export extends false finally for
   function if implements import in instanceof interface let new null package private protected public return static
   super switch this throw true try typeof var void while with yield arguments eval`.split(/\s+/),
);
