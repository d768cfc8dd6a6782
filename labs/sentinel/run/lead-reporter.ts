import type { Lead } from "../lead/create-lead.ts";
import type { LeadMessage } from "./lead-messages.ts";

const INTERVAL_MS = 200;

/** What is counted of a source. */
export interface SourceCounts {
  readonly unreadable: number;
  readonly shedLines: number;
}

/** Says what the lead has seen: investigations at once, how far it is five times a second. */
export class LeadReporter {
  readonly #lead: Lead;
  readonly #say: (message: LeadMessage) => void;
  readonly #counts: () => SourceCounts;
  #reportedAt = Number.NEGATIVE_INFINITY;
  #services = 0;

  constructor(lead: Lead, counts: () => SourceCounts, say: (message: LeadMessage) => void) {
    this.#lead = lead;
    this.#counts = counts;
    this.#say = say;
  }

  /** Lets the lead look at all services. @param now seconds since 1970, by the Sentinel's clock */
  tick(now: number, isPaced: boolean): void {
    const investigations = this.#lead.tick(now);
    if (investigations.length > 0) this.#say({ kind: "investigations", clock: now, investigations });
    if (performance.now() - this.#reportedAt >= INTERVAL_MS) this.report(now, isPaced);
  }

  report(clock: number, isPaced: boolean): void {
    this.#reportedAt = performance.now();
    const health = this.#lead.health();
    const services = health.length === this.#services ? undefined : health.map(({ service }) => service);
    this.#services = health.length;
    const { lines, signals } = this.#lead.statistics;
    const alarmed = health.filter(({ state }) => state === "alarmed").map(({ service }) => service);
    this.#say({
      kind: "progress",
      progress: { ...{ clock, isPaced, lines, signals, services, alarmed }, ...this.#counts() },
    });
    // Recoveries are in `alarmed` already.
    this.#lead.recoveries();
  }
}
