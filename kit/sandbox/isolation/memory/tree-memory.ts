import { readFileSync } from "node:fs";

/**
 * Memory that processes hold together, in bytes: the anonymous and shared memory of each, and the largest share of mapped files, which are
 * mostly the same in all of them.
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
