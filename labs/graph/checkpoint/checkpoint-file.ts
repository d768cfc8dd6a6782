import { DatabaseSync, type StatementSync } from "node:sqlite";
import { errorMessage } from "../../common/error-message.ts";
import { GraphError } from "../graph-error.ts";

/** The version of the tables below. A file of a newer one is refused. */
const VERSION = 1;

const TABLES = `
CREATE TABLE IF NOT EXISTS checkpoints (
  thread TEXT NOT NULL, namespace TEXT NOT NULL, id TEXT NOT NULL, parent TEXT,
  type TEXT NOT NULL, checkpoint BLOB NOT NULL, metadata_type TEXT NOT NULL, metadata BLOB NOT NULL,
  PRIMARY KEY (thread, namespace, id)
) STRICT;
CREATE TABLE IF NOT EXISTS writes (
  thread TEXT NOT NULL, namespace TEXT NOT NULL, id TEXT NOT NULL, task TEXT NOT NULL, position INTEGER NOT NULL,
  channel TEXT NOT NULL, path TEXT NOT NULL, type TEXT NOT NULL, value BLOB NOT NULL,
  PRIMARY KEY (thread, namespace, id, task, position)
) STRICT;`;

export interface CheckpointRow {
  readonly thread: string;
  readonly namespace: string;
  readonly id: string;
  readonly parent: string | null;
  readonly type: string;
  readonly checkpoint: Uint8Array;
  readonly metadata_type: string;
  readonly metadata: Uint8Array;
}

export interface WriteRow {
  readonly thread: string;
  readonly namespace: string;
  readonly id: string;
  readonly task: string;
  readonly position: number;
  readonly channel: string;
  readonly path: string;
  readonly type: string;
  readonly value: Uint8Array;
}

/** The place of a checkpoint: a thread of a graph, and a subgraph in it. */
export interface Place {
  readonly thread: string;
  readonly namespace: string;
}

/**
 * A file of checkpoints, in `node:sqlite`. Every row is on the disk before the step goes on, so that a killed process loses
 * only the steps that had not ended. Several processes may read and write one file.
 */
export class CheckpointFile {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** @throws GraphError CANNOT_READ when the file is no file of checkpoints, or one of a newer version */
  constructor(path: string) {
    try {
      this.#database = new DatabaseSync(path, { timeout: 5000 });
      this.#database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
      this.#checkVersion(path);
      this.#database.exec(`${TABLES} PRAGMA user_version = ${VERSION};`);
    } catch (error) {
      if (GraphError.is(error)) throw error;
      throw new GraphError(
        "CANNOT_READ",
        `${path} cannot be opened as a file of checkpoints: ${errorMessage(error)}.`,
        { cause: error },
      );
    }
  }

  #checkVersion(path: string): void {
    const { user_version: version } = this.#database.prepare("PRAGMA user_version").get() as {
      user_version: number;
    };
    if (version <= VERSION) return;
    this.#database.close();
    throw new GraphError("CANNOT_READ", `${path} has version ${version}, and this program reads ${VERSION}.`);
  }

  /** The checkpoint of this id, or the newest one. */
  checkpoint({ thread, namespace }: Place, id: string | undefined): CheckpointRow | undefined {
    const newest = "SELECT * FROM checkpoints WHERE thread = ? AND namespace = ? ORDER BY id DESC LIMIT 1";
    const exact = "SELECT * FROM checkpoints WHERE thread = ? AND namespace = ? AND id = ?";
    const row =
      id === undefined
        ? this.#run(newest).get(thread, namespace)
        : this.#run(exact).get(thread, namespace, id);
    return row as CheckpointRow | undefined;
  }

  /** The checkpoints of a thread, or of all, the newest first. */
  *checkpoints({ thread, namespace }: Partial<Place>, before: string | undefined): Generator<CheckpointRow> {
    const wanted = [
      ["thread = ?", thread],
      ["namespace = ?", namespace],
      ["id < ?", before],
    ] as const;
    const used = wanted.filter(([, value]) => value !== undefined);
    const where = used.length === 0 ? "" : `WHERE ${used.map(([condition]) => condition).join(" AND ")}`;
    const values = used.map(([, value]) => value as string);
    // All rows are read before the first is handed out, because the reader may write in between.
    yield* this.#run(`SELECT * FROM checkpoints ${where} ORDER BY id DESC`).all(
      ...values,
    ) as unknown as CheckpointRow[];
  }

  /** The writes of tasks after a checkpoint, in no order. */
  writes({ thread, namespace }: Place, id: string): WriteRow[] {
    const sql = "SELECT * FROM writes WHERE thread = ? AND namespace = ? AND id = ?";
    return this.#run(sql).all(thread, namespace, id) as unknown as WriteRow[];
  }

  saveCheckpoint(row: CheckpointRow): void {
    const { thread, namespace, id, parent, type, checkpoint, metadata_type, metadata } = row;
    this.#run("INSERT OR REPLACE INTO checkpoints VALUES (?, ?, ?, ?, ?, ?, ?, ?)").run(
      ...[thread, namespace, id, parent, type],
      ...[checkpoint, metadata_type, metadata],
    );
  }

  /**
   * Saves the writes of one task, all or none.
   *
   * @param isReplacing whether a write that is there already is replaced; an ordinary write is kept
   */
  saveWrites(rows: readonly (WriteRow & { readonly isReplacing: boolean })[]): void {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      for (const { thread, namespace, id, task, position, channel, path, type, value, isReplacing } of rows) {
        const verb = isReplacing ? "INSERT OR REPLACE" : "INSERT OR IGNORE";
        this.#run(`${verb} INTO writes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`).run(
          ...[thread, namespace, id, task, position],
          ...[channel, path, type, value],
        );
      }
      this.#database.exec("COMMIT");
    } catch (error) {
      this.#database.exec("ROLLBACK");
      throw error;
    }
  }

  deleteThread(thread: string): void {
    this.#run("DELETE FROM checkpoints WHERE thread = ?").run(thread);
    this.#run("DELETE FROM writes WHERE thread = ?").run(thread);
  }

  close(): void {
    this.#statements.clear();
    if (this.#database.isOpen) this.#database.close();
  }

  #run(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
