import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import type { Incident } from "../incident.ts";
import { openDatabase } from "./open-database.ts";
import type { OutboxRow } from "./outbox-row.ts";
import { storeFailure } from "./sqlite-failure.ts";

/** Ended incidents are kept for this long. */
const KEPT_SECONDS = 30 * 24 * 3600;
/** How long a write that failed waits for its next try. */
const RETRY_MS = 2000;

export interface StoreOptions {
  /** Called with each sentence for people. */
  readonly onSentence?: (sentence: string) => void;
  /** The most room that it takes. Above 0. @default what the disk has */
  readonly maxMegabytes?: number;
  /** Called when a damaged database was replaced by an empty one while it was open: what is still known is to be saved again. */
  readonly onReplaced?: () => void;
}

/**
 * What a Sentinel must know after a restart: incidents, posts, and what it has learnt about services. Each write is on the
 * disk when it returns `true`. A write that fails, for a full disk, returns `false`; it is remembered, the newest for each
 * row, and tried again. It is open until `close()`; the process that has it open is the only one.
 */
export class SentinelStore {
  readonly path: string;
  readonly #onSentence: (sentence: string) => void;
  readonly #onReplaced: () => void;
  readonly #maxMegabytes: number | undefined;
  #database: DatabaseSync;
  #statements = new Map<string, StatementSync>();
  /** Writes that have failed, by row. */
  readonly #unwritten = new Map<string, () => void>();
  #retryTimer: NodeJS.Timeout | undefined;

  /**
   * @param path the file, or ":memory:" for a store that ends with the process
   * @throws SentinelError `STORE_IN_USE`, `STORE_UNREADABLE`
   */
  constructor(path: string, options: StoreOptions = {}) {
    const { onSentence = () => {}, onReplaced = () => {}, maxMegabytes } = options;
    this.path = path;
    this.#onSentence = onSentence;
    this.#onReplaced = onReplaced;
    this.#maxMegabytes = maxMegabytes;
    this.#database = this.#open();
  }

  /** Whether some writes have failed and are not on the disk yet. */
  get isBehind(): boolean {
    return this.#unwritten.size > 0;
  }

  /** Incidents that have not ended, the oldest first. A row that cannot be read is left out, with a sentence. */
  openIncidents(): readonly Incident[] {
    const rows = this.#rows<{ id: string; data: string }>(
      "SELECT id, data FROM incidents WHERE is_open = 1 ORDER BY opened_at, id",
    );
    return rows.flatMap(({ id, data }) => {
      try {
        return [JSON.parse(data) as Incident];
      } catch {
        this.#onSentence(`The store's incident ${id} cannot be read, so it is not known again.`);
        return [];
      }
    });
  }

  saveIncident(incident: Incident): boolean {
    const { id, openedAt, resolvedAt } = incident;
    const isOpen = resolvedAt === undefined ? 1 : 0;
    const data = JSON.stringify(incident);
    return this.#write(`incident ${id}`, () =>
      this.#run("INSERT OR REPLACE INTO incidents VALUES (?, ?, ?, ?)", [id, isOpen, openedAt, data]),
    );
  }

  /** Forgets an incident, because it is a part of another one. */
  dropIncident(id: string): void {
    this.#write(`incident ${id}`, () => this.#run("DELETE FROM incidents WHERE id = ?", [id]));
  }

  /** Forgets incidents that ended long ago, with their posts. @param now seconds since 1970 */
  forgetOld(now: number): void {
    this.#write("old incidents", () => {
      this.#run("DELETE FROM incidents WHERE is_open = 0 AND opened_at < ?", [now - KEPT_SECONDS]);
      this.#run("DELETE FROM outbox WHERE changed_at < ? AND incident NOT IN (SELECT id FROM incidents)", [
        now - KEPT_SECONDS,
      ]);
    });
  }

  posts(): readonly OutboxRow[] {
    return this.#rows<OutboxRow>(
      `SELECT incident, destination, state, body, attempts, due_at AS dueAt, changed_at AS changedAt, note
       FROM outbox ORDER BY changed_at, incident`,
    );
  }

  savePost(row: OutboxRow): boolean {
    const { incident, destination, state, body, attempts, dueAt, changedAt, note } = row;
    return this.#write(`post ${destination} ${incident}`, () =>
      this.#run("INSERT OR REPLACE INTO outbox VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [
        ...[incident, destination, state, body, attempts, dueAt, changedAt, note],
      ]),
    );
  }

  /** What was learnt under a name, such as the lead's baselines; undefined if nothing was. */
  knowledge(name: string): Uint8Array | undefined {
    const rows = this.#rows<{ data: Uint8Array }>("SELECT data FROM knowledge WHERE name = ?", [name]);
    return rows[0]?.data;
  }

  /** @param now seconds since 1970 */
  saveKnowledge(name: string, data: Uint8Array, now: number): boolean {
    return this.#write(`knowledge ${name}`, () =>
      this.#run("INSERT OR REPLACE INTO knowledge VALUES (?, ?, ?)", [name, now, data]),
    );
  }

  /** Tries what has failed once more, and closes the file. A second call has no effect. */
  close(): void {
    clearTimeout(this.#retryTimer);
    if (!this.#database.isOpen) return;
    this.#catchUp();
    if (this.isBehind)
      this.#onSentence(`${this.#unwritten.size} changes could not be written to the store ${this.path}.`);
    this.#statements.clear();
    this.#database.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #open(): DatabaseSync {
    const { database, sentences } = openDatabase(this.path);
    for (const sentence of sentences) this.#onSentence(sentence);
    if (this.#maxMegabytes !== undefined) {
      const { page_size } = database.prepare("PRAGMA page_size").get() as { readonly page_size: number };
      database.exec(`PRAGMA max_page_count = ${Math.ceil((this.#maxMegabytes * 2 ** 20) / page_size)}`);
    }
    return database;
  }

  #write(row: string, write: () => void): boolean {
    if (!this.#database.isOpen) return false;
    try {
      write();
    } catch (error) {
      if (!this.#canGoOn(error)) throw error;
      if (storeFailure(error) === "damaged") {
        this.#onReplaced();
        return this.#write(row, write);
      }
      this.#unwritten.set(row, write);
      this.#retryLater();
      return false;
    }
    this.#unwritten.delete(row);
    return true;
  }

  /** Whether the store can be used after this failure; says what has happened. */
  #canGoOn(error: unknown): boolean {
    const failure = storeFailure(error);
    if (failure === "full") {
      if (!this.isBehind)
        this.#onSentence(
          `The disk of the store ${this.path} is full: watching goes on, and posts wait until there is room.`,
        );
      return true;
    }
    if (failure !== "damaged") return false;
    this.#statements.clear();
    this.#database.close();
    this.#database = this.#open();
    return true;
  }

  #retryLater(): void {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => this.#catchUp(), RETRY_MS);
    this.#retryTimer.unref();
  }

  /** Tries all writes that have failed, the oldest first. */
  #catchUp(): void {
    if (!this.isBehind) return;
    for (const [row, write] of [...this.#unwritten]) if (!this.#write(row, write)) return;
    this.#onSentence(`There is room on the disk again: the store ${this.path} has caught up.`);
  }

  #rows<Row>(sql: string, values: readonly SQLInputValue[] = []): readonly Row[] {
    // The columns are those that the statement names.
    return this.#statement(sql).all(...values) as unknown as Row[];
  }

  #run(sql: string, values: readonly SQLInputValue[]): void {
    this.#statement(sql).run(...values);
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
