import { closeSync, openSync, rmSync, statSync } from "node:fs";

/** Milliseconds after which a lock belongs to nobody any more: what it guards takes a few. */
const STALE_LOCK_MS = 2000;
/** Milliseconds between two tries. */
const RETRY_INTERVAL_MS = 20;

/** Does something while no other process does it: two notebooks may become green at the same moment. */
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
