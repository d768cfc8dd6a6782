import { existsSync, mkdirSync, renameSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { errorMessage } from "../../common/error-message.ts";
import { SentinelError } from "../sentinel-error.ts";
import { migrate, STORE_VERSION, schemaVersion } from "./schema.ts";
import { storeFailure } from "./sqlite-failure.ts";

/** A database that is open, and what there was to say about it. */
export interface OpenedDatabase {
  readonly database: DatabaseSync;
  readonly sentences: readonly string[];
}

/** The files that SQLite writes beside a database in WAL mode. */
const COMPANIONS = ["", "-wal", "-shm"];

/**
 * Opens the store's database for this process alone, and makes it when it does not exist. A damaged one is moved aside, and
 * an empty one takes its place.
 *
 * @throws SentinelError `STORE_IN_USE`, `STORE_UNREADABLE`
 */
export function openDatabase(path: string): OpenedDatabase {
  try {
    if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
    return { database: openAlone(path), sentences: [] };
  } catch (error) {
    if (storeFailure(error) !== "damaged") throw refusal(path, error);
    return afterMovingAside(path);
  }
}

function afterMovingAside(path: string): OpenedDatabase {
  try {
    const aside = moveAside(path);
    const sentence = `The store ${path} is damaged: it was moved to ${aside}, and the Sentinel goes on with an empty one.`;
    return { database: openAlone(path), sentences: [sentence] };
  } catch (error) {
    throw refusal(path, error);
  }
}

function openAlone(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  try {
    // The lock of an exclusive connection ends with its process, however that ends.
    database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    const version = schemaVersion(database);
    if (version > STORE_VERSION)
      throw new SentinelError(
        "STORE_UNREADABLE",
        `The store ${path} has version ${version}, and this program reads ${STORE_VERSION}: give another --store, or a newer program.`,
      );
    migrate(database);
    // Takes the lock, also where nothing had to be made.
    database.exec("BEGIN IMMEDIATE; COMMIT;");
    const check = database.prepare("PRAGMA quick_check(1)").get() as { readonly quick_check: string };
    if (check.quick_check !== "ok")
      throw Object.assign(new Error(check.quick_check), { errcode: SQLITE_CORRUPT });
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

const SQLITE_CORRUPT = 11;

/** Renames a database and what belongs to it. Returns its new name. */
function moveAside(path: string): string {
  const stamp = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
  let aside = `${path}.damaged-${stamp}`;
  for (let more = 2; existsSync(aside); more++) aside = `${path}.damaged-${stamp}-${more}`;
  for (const companion of COMPANIONS)
    if (existsSync(path + companion)) renameSync(path + companion, aside + companion);
  return aside;
}

function refusal(path: string, error: unknown): Error {
  if (SentinelError.is(error)) return error;
  if (storeFailure(error) === "in-use")
    return new SentinelError(
      "STORE_IN_USE",
      `Another Sentinel uses the store ${path}: end that one first, or give this one its own with --store.`,
      { cause: error },
    );
  return new SentinelError(
    "STORE_UNREADABLE",
    `The store ${path} cannot be opened: ${errorMessage(error)}. Give another place with --store.`,
    { cause: error },
  );
}
