import { DatabaseSync } from "node:sqlite";

/** A lock that this process holds until it gives it back, or ends. */
export interface HeldLock extends Disposable {
  release(): void;
}

/** SQLite's result code for a database that another connection has locked. */
const SQLITE_BUSY = 5;

/**
 * Takes a lock. It is SQLite's own on an empty database: the system releases it when its holder ends, however that ends. So
 * there is no lock to judge by its age or its process's number, and none that two could find stale at once. See https://sqlite.org/lockingv3.html.
 *
 * @param file - the lock's file, made when it is missing. It stays, for a file that is removed can be locked twice.
 * @param options.waitMs - how long to block for it, in milliseconds. @default 0
 * @returns undefined while another process, thread or call holds it
 * @throws an error of `node:sqlite` where the file cannot be made or locked
 */
export function tryLock(file: string, { waitMs = 0 } = {}): HeldLock | undefined {
  const database = new DatabaseSync(file, { timeout: waitMs });
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (Reflect.get(Object(error), "errcode") === SQLITE_BUSY) return undefined;
    throw error;
  }
  const release = () => {
    if (database.isOpen) database.close();
  };
  return { release, [Symbol.dispose]: release };
}
