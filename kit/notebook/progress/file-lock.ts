import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** Time to wait for the others. What a lock guards takes a few milliseconds. */
const WAIT_LIMIT_MS = 20_000;

/**
 * Runs `work` while no other thread or process holds the lock, and blocks until then. The lock is SQLite's own on an empty
 * database: the system releases it when its holder ends, however that ends, so there is no stale lock to judge by its age.
 * See https://sqlite.org/lockingv3.html.
 *
 * @param file - the lock's file, made when it is missing. It stays, for a file that is removed can be locked twice.
 * @param options.limit - milliseconds to wait at most
 * @throws an error of `node:sqlite`: the time is up ("database is locked"), or the file cannot be made or locked
 */
export function withLock<T>(file: string, work: () => T, { limit = WAIT_LIMIT_MS } = {}): T {
  mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file, { timeout: limit });
  try {
    database.exec("BEGIN EXCLUSIVE");
    return work();
  } finally {
    // It ends the transaction as well, in which nothing was written.
    database.close();
  }
}
