import type { Finding } from "../finding.ts";
import type { JudgedIncident } from "./judge-run.ts";

interface OpenIncident {
  readonly openedAt: number;
  /** By service: what it was last said to suffer from. */
  readonly votes: Map<string, { readonly vote: string; readonly weight: number }>;
  readonly causes: Set<string>;
  readonly services: Set<string>;
  lastAt: number;
}

/** Findings of one incident come within this many seconds of each other. */
const SAME_INCIDENT_SECONDS = 150;

/** Merges findings that have a service in common, and lets them vote on cause and culprit. */
export class SimpleReport {
  readonly #incidents: OpenIncident[] = [];

  add({ service, cause, culprit }: Finding, now: number): void {
    if (cause === "harmless") return;
    const known = this.#incidents.find(
      ({ services, lastAt, causes }) =>
        now - lastAt < SAME_INCIDENT_SECONDS &&
        (services.has(culprit) ||
          services.has(service) ||
          // Neighbours on one machine blame different ones at first.
          (cause === "noisy-neighbour" && causes.has(cause) && now - lastAt < 10)),
    );
    const incident: OpenIncident = known ?? {
      openedAt: now,
      lastAt: now,
      votes: new Map(),
      causes: new Set(),
      services: new Set(),
    };
    if (known === undefined) this.#incidents.push(incident);
    incident.lastAt = now;
    incident.services.add(service).add(culprit);
    incident.causes.add(cause);
    const weight = cause === "unknown" ? 0.5 : culprit === service ? 1.5 : 1;
    incident.votes.set(service, { vote: `${cause} ${culprit}`, weight });
  }

  incidents(): JudgedIncident[] {
    return this.#incidents.map(({ openedAt, votes, services }) => {
      const sums = new Map<string, number>();
      for (const { vote, weight } of votes.values()) sums.set(vote, (sums.get(vote) ?? 0) + weight);
      const [best = "unknown ?"] = [...sums].sort((a, b) => b[1] - a[1])[0] ?? [];
      const [kind, service] = best.split(" ") as [JudgedIncident["kind"], string];
      return { kind, service, affected: [...services], openedAt };
    });
  }
}
