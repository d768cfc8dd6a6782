import type { Incident } from "../incident.ts";
import { IncidentReport } from "../report/incident-report.ts";

/** A report with more entries is replaced by one of the incidents that last: it computes all of them anew at each finding. */
const MOST_ENTRIES = 1500;
/** Incidents that are over are kept for the page; of more the oldest are dropped. */
const MOST_OVER = 1000;

/** What has changed about incidents. */
export interface IncidentChanges {
  readonly opened: readonly Incident[];
  readonly changed: readonly Incident[];
  /** Incidents that turned out to be parts of others. */
  readonly joined: readonly string[];
}

/** All incidents of a run, over reports that are replaced before they are full. */
export class IncidentBook {
  #report: IncidentReport;
  #known = new Map<string, Incident>();
  /** Incidents that are over and in no report any more, the oldest first. */
  #archive: Incident[] = [];
  #entries = -1;

  /** @param incidents those that are open from an earlier run */
  constructor(incidents: readonly Incident[]) {
    this.#report = IncidentReport.of({ incidents });
    // They are known, so the first call of `read` does not say that they have opened.
    this.read();
  }

  /** The report that agents write to. Ask for it at each run: it is replaced at times. */
  get report(): IncidentReport {
    return this.#report;
  }

  /** In the order in which they were opened. */
  get incidents(): readonly Incident[] {
    return [...this.#archive, ...this.#known.values()];
  }

  get open(): readonly Incident[] {
    return [...this.#known.values()].filter(({ resolvedAt }) => resolvedAt === undefined);
  }

  /** Reads what agents have written since the last call. */
  read(): IncidentChanges {
    const { entryCount } = this.#report;
    if (entryCount === this.#entries) return { opened: [], changed: [], joined: [] };
    this.#entries = entryCount;
    const next = new Map(this.#report.snapshot().map((incident) => [incident.id, incident]));
    const before = this.#known;
    this.#known = next;
    return {
      opened: [...next.values()].filter(({ id }) => !before.has(id)),
      changed: [...next.values()].filter((one) => before.has(one.id) && before.get(one.id) !== one),
      joined: [...before.keys()].filter((id) => !next.has(id)),
    };
  }

  /** Replaces a report that has grown long. Call it while no agent writes. */
  renew(): void {
    if (this.#report.entryCount < MOST_ENTRIES) return;
    const { open } = this;
    const over = [...this.#known.values()].filter(({ resolvedAt }) => resolvedAt !== undefined);
    this.#archive = [...this.#archive, ...over].slice(-MOST_OVER);
    this.#report = IncidentReport.of({ incidents: open });
    this.#known = new Map(open.map((incident) => [incident.id, incident]));
    this.#entries = this.#report.entryCount;
  }
}
