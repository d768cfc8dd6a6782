import type { OutboxRow } from "../store/outbox-row.ts";
import type { SentinelStore } from "../store/sentinel-store.ts";
import type { Destination, PostOutcome } from "./destination.ts";

const LONGEST_BACKOFF_SECONDS = 60;

/** Posts with their states, in memory and in the store. A post is sent only after the store has that it is being sent. */
export class Outbox {
  readonly #store: SentinelStore;
  readonly #now: () => number;
  readonly #rows = new Map<string, OutboxRow>();

  /** @param now seconds since 1970 */
  constructor(store: SentinelStore, now: () => number) {
    this.#store = store;
    this.#now = now;
    for (const row of store.posts()) this.#rows.set(keyOf(row.incident, row.destination), row);
  }

  /** All posts, in the order in which they came. */
  get rows(): readonly OutboxRow[] {
    return [...this.#rows.values()];
  }

  has(incident: string, { kind }: Destination): boolean {
    return this.#rows.has(keyOf(incident, kind));
  }

  /** Adds a post that waits until `dueAt`. An incident has one post for a destination, whatever comes later. */
  add(incident: string, { kind }: Destination, body: string, dueAt: number): void {
    if (this.#rows.has(keyOf(incident, kind))) return;
    const changedAt = this.#now();
    this.#save({
      ...{ incident, destination: kind, state: "written", body },
      ...{ attempts: 0, dueAt, changedAt, note: "" },
    });
  }

  /** Withdraws the posts about an incident that were not tried yet. */
  withdraw(incident: string, note: string): void {
    for (const row of this.rows)
      if (row.incident === incident && row.state === "written" && row.attempts === 0)
        this.#change(row, { state: "withdrawn", note });
  }

  /**
   * Decides about posts that were being sent when the last Sentinel ended. They may have arrived: a destination that can
   * recognise a repetition gets them again, the others do not.
   *
   * @returns how many stay unknown
   */
  recover(destination: Destination): number {
    const cut = this.#of(destination).filter(({ state }) => state === "sending");
    for (const row of cut) {
      const note = `The Sentinel ended while it posted this to ${destination.name}. The post may have arrived.`;
      if (destination.mayRepeat) this.#change(row, { state: "written", note, dueAt: this.#now() });
      else this.#change(row, { state: "unknown", note });
    }
    return destination.mayRepeat ? 0 : cut.length;
  }

  /** The post that has waited longest of those whose time has come; undefined when none has. */
  due(destination: Destination): OutboxRow | undefined {
    const now = this.#now();
    return this.#waiting(destination).find(({ dueAt }) => dueAt <= now);
  }

  /** When the next post may be sent; undefined when none waits. */
  nextDueAt(destination: Destination): number | undefined {
    const times = this.#waiting(destination).map(({ dueAt }) => dueAt);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  waiting(destination: Destination): number {
    return this.#waiting(destination).length;
  }

  /** Lets posts that were never tried go out at once, at the end. */
  hurry(destination: Destination): void {
    const now = this.#now();
    for (const row of this.#waiting(destination))
      if (row.attempts === 0 && row.dueAt > now) this.#change(row, { dueAt: now });
  }

  /** Notes that a post is being sent. @returns the post, or undefined when the store cannot be written: then it must not be sent */
  begin(row: OutboxRow, body: string): OutboxRow | undefined {
    const begun: OutboxRow = {
      ...{ ...row, state: "sending", body },
      ...{ attempts: row.attempts + 1, changedAt: this.#now() },
    };
    if (this.#save(begun)) return begun;
    this.#save({ ...row, dueAt: this.#now() + 2 });
    return undefined;
  }

  /** Notes how a try ended. */
  end(row: OutboxRow, outcome: PostOutcome, destination: Destination): void {
    const { state, sentence: note, retryAfter } = outcome;
    if (state === "sent" || state === "refused" || (state === "unknown" && !destination.mayRepeat)) {
      // The body of a post that has arrived is not needed any more.
      this.#change(row, { state, note, ...(state === "sent" && { body: "" }) });
      return;
    }
    const backoff = Math.min(LONGEST_BACKOFF_SECONDS, 2 ** Math.min(10, row.attempts - 1));
    this.#change(row, { state: "written", note, dueAt: this.#now() + (retryAfter ?? backoff) });
  }

  /** Saves all posts again, after the store's database was replaced. */
  saveAll(): void {
    for (const row of this.#rows.values()) this.#store.savePost(row);
  }

  #of({ kind }: Destination): readonly OutboxRow[] {
    return this.rows.filter(({ destination }) => destination === kind);
  }

  #waiting(destination: Destination): readonly OutboxRow[] {
    return this.#of(destination).filter(({ state }) => state === "written");
  }

  #change(row: OutboxRow, change: Partial<OutboxRow>): void {
    this.#save({ ...row, changedAt: this.#now(), ...change });
  }

  #save(row: OutboxRow): boolean {
    this.#rows.set(keyOf(row.incident, row.destination), row);
    return this.#store.savePost(row);
  }
}

function keyOf(incident: string, destination: string): string {
  return `${destination} ${incident}`;
}
