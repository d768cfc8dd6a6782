import { codedError } from "../../../common/coded-error.ts";

/** One file in a folder or a zip of submissions. Its path and its content are untrusted. */
export interface ArchiveEntry {
  /** The parts of its path, from the folder or zip that holds it. */
  readonly path: readonly string[];
  /** Its name in messages: the folder or zip, and the path. */
  readonly where: string;
  /** Bytes, as the folder or zip states. */
  readonly size: number;
  /** Time of its last change, in milliseconds since 1970; undefined where it is unknown. */
  readonly changed?: number;
  /** Its path on this machine; undefined in a zip. */
  readonly file?: string;
  /** Reads the content. @throws ArchiveEntryError when it is larger than `limit` bytes or cannot be read */
  read(limit: number): Promise<Buffer>;
  /** Writes the content of a file in a zip to a new file, piece by piece; undefined for a file of this machine. @throws ArchiveEntryError */
  readonly copy?: (file: string, limit: number) => Promise<void>;
}

/** A file that was left out, and why. */
export interface Refusal {
  readonly path: readonly string[];
  readonly where: string;
  /** A part of a sentence, such as "is a symbolic link". */
  readonly reason: string;
  /** Whether its path cannot name its student. */
  readonly hasNoOwner?: boolean;
  /** Whether it stands for all further files of its student, which were not looked at. */
  readonly isRest?: boolean;
}

/** The files of one folder or zip. */
export interface Listing {
  readonly entries: readonly ArchiveEntry[];
  readonly refused: readonly Refusal[];
}

/** Why a file cannot be read: a part of a sentence that follows its name. */
export class ArchiveEntryError extends codedError<"ENTRY_UNREADABLE">("ArchiveEntryError") {
  constructor(message: string) {
    super("ENTRY_UNREADABLE", message);
  }
}

/** A size as text, such as "12 MB" or "3 KB". */
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

/** Whether a path belongs to an operating system or a tool, such as `__MACOSX`, and to no learner. */
export function isSystemFile(path: readonly string[]): boolean {
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
