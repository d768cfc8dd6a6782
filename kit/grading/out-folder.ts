import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { type HeldLock, tryLock } from "../common/held-lock.ts";
import { replaceFile } from "../common/write-file.ts";
import { ClassError } from "./class-error.ts";

/** The folder in OUT with the data for later runs. */
const OWN_FOLDER = ".grade";
/** In it, the lock, and the number of the process that holds it. */
const LOCK = "lock.db";
const HOLDER = "lock";

/**
 * The folder that a gradebook is written to. It belongs to one run at a time, and no file outside it is touched. Every file appears whole
 * or not at all.
 */
export class OutFolder {
  readonly root: string;
  readonly #written = new Set<string>();
  readonly #lock: HeldLock;

  private constructor(root: string, lock: HeldLock) {
    this.root = root;
    this.#lock = lock;
  }

  /** Locks the folder, and makes it where it does not exist. @throws ClassError `OUT_UNUSABLE` */
  static open(root: string): OutFolder {
    const unusable = (why: string) => new ClassError("OUT_UNUSABLE", why);
    const own = join(root, OWN_FOLDER);
    try {
      if (existsSync(root) && !statSync(root).isDirectory())
        throw unusable(`${root} is a file: give a folder.`);
      if (existsSync(root) && !existsSync(own) && readdirSync(root).length > 0)
        throw unusable(`${root} holds other files: give a new folder, or the one of an earlier gradebook.`);
      mkdirSync(own, { recursive: true });
    } catch (error) {
      if (ClassError.is(error)) throw error;
      throw unusable(`${root} cannot be written: ${(error as Error).message}.`);
    }
    let lock: HeldLock | undefined;
    try {
      lock = takeLock(own, root);
      for (const name of readdirSync(own)) {
        // A run that was killed leaves drafts and staged files.
        if (/^(?:draft|lock|\.swarmlab)-/.test(name) || name === "staging")
          rmSync(join(own, name), { recursive: true, force: true });
      }
      return new OutFolder(root, lock);
    } catch (error) {
      lock?.release();
      if (ClassError.is(error)) throw error;
      throw unusable(`${root} cannot be written: ${(error as Error).message}.`);
    }
  }

  /** The path of a file that is no part of the gradebook, such as the journal. */
  own(name: string): string {
    return join(this.root, OWN_FOLDER, name);
  }

  /** Writes a file of the gradebook. @param parts - its path from the folder, each part already safe */
  write(parts: readonly string[], content: string | Buffer): void {
    const file = this.stream(parts);
    file.write(content);
    file.finish();
  }

  /** Opens a file of the gradebook that is written piece by piece. It appears when it is finished. */
  stream(parts: readonly string[]): OutFile {
    this.#written.add(parts.join("/"));
    const path = join(this.root, ...parts);
    mkdirSync(dirname(path), { recursive: true });
    return new OutFile(path, this.own("draft"));
  }

  /** Keeps a file of the previous gradebook. */
  keep(parts: readonly string[]): void {
    this.#written.add(parts.join("/"));
  }

  /** Two paths for a caller that writes a file itself: it writes `draft`, then renames it to `path`. */
  reserve(parts: readonly string[]): { readonly path: string; readonly draft: string } {
    this.#written.add(parts.join("/"));
    const path = join(this.root, ...parts);
    mkdirSync(dirname(path), { recursive: true });
    return { path, draft: `${this.own("draft")}-${process.pid}-${++drafts}` };
  }

  /** Removes the files of an earlier gradebook that this one no longer has. */
  removeStale(): void {
    const list = this.own("files.json");
    let before: unknown = [];
    try {
      before = JSON.parse(readFileSync(list, "utf8"));
    } catch {
      // No earlier gradebook.
    }
    for (const name of Array.isArray(before) ? before : []) {
      if (typeof name !== "string" || this.#written.has(name) || name.split("/").includes("..")) continue;
      const path = join(this.root, name);
      rmSync(path, { force: true });
      const folder = dirname(path);
      if (folder !== this.root && existsSync(folder) && readdirSync(folder).length === 0)
        rmSync(folder, { recursive: true });
    }
    const draft = new OutFile(list, this.own("draft"));
    draft.write(`${JSON.stringify([...this.#written].sort())}\n`);
    draft.finish();
  }

  /** Unlocks the folder. */
  close(): void {
    rmSync(this.own(HOLDER), { force: true });
    this.#lock.release();
  }
}

/** A file that is written as a draft and gets its name when it is finished. */
export class OutFile {
  readonly #path: string;
  readonly #draft: string;
  readonly #descriptor: number;

  constructor(path: string, draft: string) {
    this.#path = path;
    this.#draft = `${draft}-${process.pid}-${++drafts}`;
    this.#descriptor = openSync(this.#draft, "w");
  }

  write(content: string | Buffer): void {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    for (let done = 0; done < bytes.length; ) done += writeSync(this.#descriptor, bytes, done);
  }

  finish(): void {
    closeSync(this.#descriptor);
    renameSync(this.#draft, this.#path);
  }

  /** Gives the file up: what has its name stays. */
  discard(): void {
    closeSync(this.#descriptor);
    rmSync(this.#draft, { force: true });
  }
}

let drafts = 0;

/** Locks the folder, and writes beside the lock which process holds it. @throws ClassError `OUT_UNUSABLE` while another run has it locked */
function takeLock(own: string, root: string): HeldLock {
  const holder = join(own, HOLDER);
  const lock = tryLock(join(own, LOCK));
  if (lock === undefined) {
    const which = readOr(holder, "").trim();
    throw new ClassError(
      "OUT_UNUSABLE",
      `${root} is being written by another run${which === "" ? "" : ` (process ${which})`}: wait for it, or give another folder.`,
    );
  }
  try {
    replaceFile(holder, `${process.pid}\n`);
    return lock;
  } catch (error) {
    lock.release();
    throw error;
  }
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return otherwise;
  }
}
