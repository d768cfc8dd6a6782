import type { ModelAccess } from "../../agents/index.ts";
import { count } from "../../common/format-numbers.ts";
import type { Incident } from "../incident.ts";
import type { OutboxRow } from "../store/outbox-row.ts";
import type { SentinelStore } from "../store/sentinel-store.ts";
import { Delivery } from "./delivery.ts";
import type { Destination } from "./destination.ts";
import { modelSummary } from "./model-summary.ts";
import { Outbox } from "./outbox.ts";
import type { Summary } from "./summary.ts";
import { templateSummary } from "./template-summary.ts";

const DEFAULT_SETTLE_SECONDS = 3;
/** Ended incidents that are remembered for posts that wait. */
const MOST_REMEMBERED = 2000;

export interface ManagerOptions {
  readonly store: SentinelStore;
  readonly destinations: readonly Destination[];
  /** What is watched, in a few words, and plainly whether it is simulated: "500 simulated services". */
  readonly about: () => string;
  /** Writes the summaries. @default none: they come from a template */
  readonly model?: ModelAccess | undefined;
  /** Every service that is known, so that a model cannot invent one. @default none */
  readonly services?: () => readonly string[];
  /** Seconds between an incident and its post, in which further findings join it. At least 0. @default 3 */
  readonly settleSeconds?: number;
  /** Gets each body instead of its destination: nothing is posted, and the outbox stays as it is. @default none */
  readonly onDryRun?: ((destination: Destination, body: string) => void) | undefined;
  readonly onSentence?: (sentence: string) => void;
  /** Called when a post or a summary has changed. */
  readonly onChange?: () => void;
}

/**
 * Sums incidents up and posts them, one post for an incident and destination, also across restarts. It begins with what the
 * outbox has, and ends with `close()`.
 */
export class Manager {
  readonly #options: ManagerOptions;
  readonly #outbox: Outbox;
  readonly #deliveries: readonly Delivery[];
  readonly #incidents = new Map<string, Incident>();
  readonly #summaries = new Map<string, Promise<Summary>>();
  readonly #written = new Map<string, Summary>();
  readonly #stop = new AbortController();
  /** Incidents that wait until they have settled, to be summed up. */
  readonly #settling = new Map<string, NodeJS.Timeout>();

  constructor(options: ManagerOptions) {
    this.#options = options;
    const { store, destinations, onDryRun, onSentence = () => {}, onChange = () => {} } = options;
    this.#outbox = new Outbox(store, now);
    const used = onDryRun === undefined ? destinations : [];
    for (const destination of used) {
      const unknown = this.#outbox.recover(destination);
      if (unknown > 0)
        onSentence(
          `${count(unknown, "post")} to ${destination.name} may have arrived before the last Sentinel ended; none is posted again.`,
        );
    }
    this.#deliveries = used.map(
      (destination) =>
        new Delivery({
          ...{ outbox: this.#outbox, destination, now, onSentence, onChange },
          bodyOf: (row) => this.#bodyOf(row, destination),
        }),
    );
  }

  /** All posts with their states. */
  get posts(): readonly OutboxRow[] {
    return this.#outbox.rows;
  }

  /** The summaries that were written, by incident. */
  get summaries(): ReadonlyMap<string, Summary> {
    return this.#written;
  }

  /** Takes an incident that has opened, was found open after a start, or has changed. */
  take(incident: Incident): void {
    const isNew = !this.#incidents.has(incident.id);
    this.#remember(incident);
    const { destinations, settleSeconds = DEFAULT_SETTLE_SECONDS, onDryRun } = this.#options;
    if (isNew)
      this.#settling.set(
        incident.id,
        setTimeout(() => void this.#settled(incident.id), settleSeconds * 1000),
      );
    if (onDryRun !== undefined) return;
    const unposted = destinations.filter((destination) => !this.#outbox.has(incident.id, destination));
    for (const destination of unposted) {
      const body = destination.body(incident, templateSummary(incident), this.#options.about());
      this.#outbox.add(incident.id, destination, body, now() + settleSeconds);
    }
    if (unposted.length > 0) for (const delivery of this.#deliveries) delivery.notify();
  }

  /** An incident turned out to be a part of another one: it is not posted, unless it was already. */
  withdraw(id: string): void {
    this.#incidents.delete(id);
    this.#outbox.withdraw(id, "The incident turned out to be a part of another one.");
    clearTimeout(this.#settling.get(id));
    this.#settling.delete(id);
  }

  /** Saves all posts again, after the store's database was replaced. */
  saveAll(): void {
    this.#outbox.saveAll();
  }

  /** Ends in two phases, see `Delivery.close`. What is left stays in the outbox. */
  async close(graceSeconds: number): Promise<void> {
    const timer = setTimeout(() => this.#stop.abort(), graceSeconds * 1000);
    await Promise.all([...this.#settling.keys()].map((id) => this.#settled(id)));
    await Promise.all(this.#deliveries.map((delivery) => delivery.close(graceSeconds)));
    clearTimeout(timer);
    const { destinations, onDryRun, store, onSentence } = this.#options;
    if (onDryRun !== undefined) return;
    for (const destination of destinations) {
      const left = this.#outbox.waiting(destination);
      if (left === 0) continue;
      const after =
        store.path === ":memory:"
          ? "are lost with this run; a --store would have kept them"
          : "wait in the store, and the next start sends them";
      onSentence?.(`${count(left, "post")} to ${destination.name} ${after}.`);
    }
  }

  #remember(incident: Incident): void {
    this.#incidents.delete(incident.id);
    this.#incidents.set(incident.id, incident);
    for (const [id, { resolvedAt }] of this.#incidents) {
      if (this.#incidents.size <= MOST_REMEMBERED) break;
      if (resolvedAt === undefined) continue;
      this.#incidents.delete(id);
      this.#summaries.delete(id);
      this.#written.delete(id);
    }
  }

  /** Sums an incident up, and shows what would be posted. */
  async #settled(id: string): Promise<void> {
    clearTimeout(this.#settling.get(id));
    this.#settling.delete(id);
    const summary = await this.#summaryOf(id);
    const incident = this.#incidents.get(id);
    const { destinations, about, onDryRun } = this.#options;
    if (incident === undefined || summary === undefined || onDryRun === undefined) return;
    for (const destination of destinations)
      onDryRun(destination, destination.body(incident, summary, about()));
  }

  /** The post with the incident as it is now; as it was written when the incident is not known any more. */
  async #bodyOf(row: OutboxRow, destination: Destination): Promise<string> {
    const summary = await this.#summaryOf(row.incident);
    const incident = this.#incidents.get(row.incident);
    // A try that may have arrived is repeated word for word.
    if (incident === undefined || summary === undefined || row.attempts > 0) return row.body;
    return destination.body(incident, summary, this.#options.about());
  }

  #summaryOf(id: string): Promise<Summary | undefined> {
    const incident = this.#incidents.get(id);
    if (incident === undefined) return Promise.resolve(undefined);
    const known = this.#summaries.get(id);
    if (known !== undefined) return known;
    const { model, services = () => [], onChange } = this.#options;
    const summary =
      model === undefined
        ? Promise.resolve(templateSummary(incident))
        : modelSummary(model, incident, { services: services(), signal: this.#stop.signal });
    const noted = summary.then((done) => {
      this.#written.set(id, done);
      onChange?.();
      return done;
    });
    this.#summaries.set(id, noted);
    return noted;
  }
}

function now(): number {
  return Date.now() / 1000;
}
