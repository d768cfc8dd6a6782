import { codedError } from "../../../common/coded-error.ts";

/** One file that was handed in, wherever it lies. Its path and its content are a learner's: nothing in them is to be believed. */
export interface Entry {
  /** The parts of its path below the place it was found in. */
  readonly path: readonly string[];
  /** What messages call it: the place and the path. */
  readonly where: string;
  /** Bytes, as its folder or zip says. */
  readonly size: number;
  /** When it was last changed, in milliseconds since 1970, where that is known. */
  readonly changed?: number;
  /** Its path on this machine, when it lies in a folder and not in a zip. */
  readonly file?: string;
  /** Reads it. @throws EntryError when it is larger than `limit` bytes or cannot be read */
  read(limit: number): Promise<Buffer>;
}

/** A file that was left out, and why. */
export interface Refusal {
  readonly path: readonly string[];
  readonly where: string;
  /** A part of a sentence, such as "is a symbolic link". */
  readonly reason: string;
  /** Whether its path says nothing of whose it is. */
  readonly isNobodys?: boolean;
}

/** What was found in one place. */
export interface Listing {
  readonly entries: readonly Entry[];
  readonly refused: readonly Refusal[];
}

/** Why a file cannot be read: a part of a sentence that follows its name. */
export class EntryError extends codedError<"ENTRY_UNREADABLE">("EntryError") {
  constructor(message: string) {
    super("ENTRY_UNREADABLE", message);
  }
}

/** "12 MB", "3 KB". */
export function bytesText(bytes: number): string {
  const units = ["bytes", "KB", "MB", "GB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : Number(value.toFixed(1))} ${units[unit]}`;
}

/** The parts of a path that belong to the system that packed it, and to no learner. */
export function isSystemsOwn(path: readonly string[]): boolean {
  return path.some(
    (part) =>
      part === "__MACOSX" ||
      part === ".ipynb_checkpoints" ||
      part === "node_modules" ||
      part === ".git" ||
      part.startsWith("._") ||
      ["thumbs.db", "desktop.ini", ".ds_store"].includes(part.toLowerCase()),
  );
}
