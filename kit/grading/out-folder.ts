import {
  closeSync,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { processStart } from "../common/process-tree.ts";
import { ClassError } from "./class-error.ts";

/** The folder in OUT with the data for later runs. */
const OWN_FOLDER = ".grade";

/**
 * The folder that a gradebook is written to. It belongs to one run at a time, and no file outside it is touched. Every file appears whole
 * or not at all.
 */
export class OutFolder {
  readonly root: string;
  readonly #written = new Set<string>();
  readonly #lock: string;

  private constructor(root: string, lock: string) {
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
    const lock = join(own, "lock");
    takeLock(lock, root);
    for (const name of readdirSync(own)) {
      // A run that was killed leaves drafts, locks and staged files.
      if (/^(?:draft|lock)-/.test(name) || name === "staging")
        rmSync(join(own, name), { recursive: true, force: true });
    }
    return new OutFolder(root, lock);
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
    rmSync(this.#lock, { force: true });
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
}

let drafts = 0;

/** Makes the lock file. The lock of a run that has ended is replaced. */
function takeLock(lock: string, root: string): void {
  const mine = `${lock}-${process.pid}`;
  writeFileSync(mine, `${process.pid} ${processStart(process.pid) ?? ""}\n`);
  try {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      try {
        // A link is made in one step: of two runs that start at once only one gets the lock.
        linkSync(mine, lock);
        return;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      const [text = "", start = ""] = readOr(lock, "").trim().split(" ");
      const pid = Number.parseInt(text, 10);
      if (pid !== process.pid && isGrading(pid, start)) {
        throw new ClassError(
          "OUT_UNUSABLE",
          `${root} is being written by another run (process ${pid}): wait for it, or give another folder.`,
        );
      }
      rmSync(lock, { force: true });
    }
    throw new ClassError("OUT_UNUSABLE", `${lock} cannot be made: remove it and try again.`);
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Whether a process runs and is a grading run. Process ids are reused, so the time of its start decides; where it is not known, the command line. */
function isGrading(pid: number, start: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  if (start !== "") return processStart(pid) === start;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const command = readOr(`/proc/${pid}/cmdline`, "grade");
  return command.includes("grade");
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return otherwise;
  }
}
