import { DatabaseSync } from "node:sqlite";

/** A lock that this process holds until it gives it back, or ends. */
export interface HeldLock {
  release(): void;
}

/** SQLite's result code for a database that another connection has locked. */
const SQLITE_BUSY = 5;

/**
 * Takes a lock, without waiting. It is SQLite's own on an empty database: the system releases it when its holder ends, however that ends. So
 * there is no lock to judge by its age or its process's number, and none that two could find stale at once.
 *
 * @param file - the lock's file, made when it is missing. It stays, for a file that is removed can be locked twice.
 * @returns undefined while another process, thread or call holds it
 * @throws an error of `node:sqlite` where the file cannot be made or locked
 */
export function tryLock(file: string): HeldLock | undefined {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (Reflect.get(Object(error), "errcode") === SQLITE_BUSY) return undefined;
    throw error;
  }
  return { release: () => database.isOpen && database.close() };
}
