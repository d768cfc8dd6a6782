import { closeSync, openSync, readFileSync, readSync } from "node:fs";

/** The entry of a process's auxiliary vector that says how large a page of memory is. */
const PAGE_SIZE_ENTRY = 6n;
/** The largest pages that Linux has. */
const LARGEST_PAGE_BYTES = 65_536;

/**
 * Reads how many pages some processes hold, again and again: the quick look, which is never too small. Every page of a file counts in each process that
 * has it. The kernel's list of what a process holds, from which `memoryOf` adds, takes ten times as long to read. Its owner closes it.
 */
export class ResidentSizes {
  /** Open files by process: opening one takes longer than reading it. */
  readonly #files = new Map<number, number>();
  readonly #bytes = Buffer.alloc(64);
  readonly #pageBytes = pageBytes();

  /** Looks at these processes from here on, and at no other one. Those that have ended are left out. */
  follow(pids: readonly number[]): void {
    for (const [pid, file] of this.#files) {
      if (pids.includes(pid)) continue;
      closeSync(file);
      this.#files.delete(pid);
    }
    for (const pid of pids) {
      if (this.#files.has(pid)) continue;
      try {
        this.#files.set(pid, openSync(`/proc/${pid}/statm`, "r"));
      } catch {
        // It ended meanwhile.
      }
    }
  }

  /** What the processes hold, in bytes: at least what `memoryOf` says of them. */
  sum(): number {
    let pages = 0;
    for (const file of this.#files.values()) {
      try {
        const length = readSync(file, this.#bytes, 0, this.#bytes.length, 0);
        pages += Number(this.#bytes.toString("latin1", 0, length).split(" ", 2)[1]);
      } catch {
        // It ended meanwhile.
      }
    }
    return pages * this.#pageBytes;
  }

  close(): void {
    this.follow([]);
  }
}

function pageBytes(): number {
  try {
    const vector = readFileSync("/proc/self/auxv");
    for (let at = 0; at + 16 <= vector.length; at += 16)
      if (vector.readBigUInt64LE(at) === PAGE_SIZE_ENTRY) return Number(vector.readBigUInt64LE(at + 8));
  } catch {
    // Then pages count as the largest ones, and the exact look decides more often.
  }
  return LARGEST_PAGE_BYTES;
}
