import type { DatabaseSync } from "node:sqlite";

/** The version of the tables below. */
export const STORE_VERSION = 1;

const TABLES = `
CREATE TABLE incidents (
  id TEXT PRIMARY KEY, is_open INTEGER NOT NULL, opened_at REAL NOT NULL, data TEXT NOT NULL
) STRICT;
CREATE TABLE outbox (
  incident TEXT NOT NULL, destination TEXT NOT NULL, state TEXT NOT NULL, body TEXT NOT NULL,
  attempts INTEGER NOT NULL, due_at REAL NOT NULL, changed_at REAL NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY (incident, destination)
) STRICT;
CREATE TABLE knowledge (name TEXT PRIMARY KEY, saved_at REAL NOT NULL, data BLOB NOT NULL) STRICT;`;

/** The steps from each version to the next. The first makes the tables of an empty file. */
const MIGRATIONS: readonly string[] = [TABLES];

/** The version of the tables that a database has; 0 for an empty one. */
export function schemaVersion(database: DatabaseSync): number {
  const row = database.prepare("PRAGMA user_version").get() as { readonly user_version: number };
  return row.user_version;
}

/** Brings the tables to `STORE_VERSION`, all steps or none. */
export function migrate(database: DatabaseSync): void {
  const version = schemaVersion(database);
  if (version >= STORE_VERSION) return;
  const steps = MIGRATIONS.slice(version).join("\n");
  database.exec(`BEGIN IMMEDIATE;\n${steps}\nPRAGMA user_version = ${STORE_VERSION};\nCOMMIT;`);
}
