import { closeSync, openSync, rmSync, statSync } from "node:fs";

/** A lock that is older belongs to a process that has ended. The work that it guards takes a few milliseconds. */
const STALE_LOCK_MS = 2000;
/** Time between two attempts. */
const RETRY_INTERVAL_MS = 20;

/** Runs `work` while no other process holds the lock. It blocks until then: two notebooks may pass a check at the same moment. */
export function withLock(lock: string, work: () => void): void {
  for (;;) {
    try {
      closeSync(openSync(lock, "wx"));
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0);
      if (age > STALE_LOCK_MS) rmSync(lock, { force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_INTERVAL_MS);
    }
  }
  try {
    work();
  } finally {
    rmSync(lock, { force: true });
  }
}
