import { DatabaseSync } from "node:sqlite";
import { errorMessage } from "../../../common/error-message.ts";
import { EngineError } from "../engine-error.ts";

/** A lock that this process holds until it gives it back, or ends. */
export interface HeldLock {
  release(): void;
}

/** SQLite's result code for a database that another connection has locked. */
const SQLITE_BUSY = 5;

/**
 * Takes a lock, without waiting. It is SQLite's own on an empty database: the system releases it when its holder ends, however
 * that ends, so that no program has to judge whether another one still runs.
 *
 * @param file the lock's file, made when it is missing. It stays, for a file that is removed can be locked twice.
 * @returns undefined while another program holds it
 * @throws EngineError EMBEDDED_ENGINE_FAILED where the file cannot be made or locked
 */
export function tryLock(file: string): HeldLock | undefined {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { timeout: 0 });
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database?.close();
    if (Reflect.get(Object(error), "errcode") === SQLITE_BUSY) return undefined;
    throw new EngineError(
      "EMBEDDED_ENGINE_FAILED",
      `The embedded PostgreSQL cannot use the file ${file}: ${errorMessage(error)}.`,
      { cause: error },
    );
  }
  const held = database;
  return { release: () => held.isOpen && held.close() };
}
