import { readFileSync } from "node:fs";

/**
 * Memory that processes hold together, in bytes: what each has for itself and what it shares with others of them by shared memory, and the
 * largest part that is read from files, which are mostly the same for all.
 */
export function memoryOf(pids: readonly number[]): number {
  let own = 0;
  let files = 0;
  for (const pid of pids) {
    try {
      const status = readFileSync(`/proc/${pid}/status`, "latin1");
      own += kilobytes(status, "RssAnon") + kilobytes(status, "RssShmem");
      files = Math.max(files, kilobytes(status, "RssFile"));
    } catch {
      // It ended meanwhile.
    }
  }
  return (own + files) * 1024;
}

const kilobytes = (status: string, field: string): number =>
  Number(new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(status)?.[1] ?? 0);
