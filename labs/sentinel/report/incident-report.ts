import { KnowledgeBase, SharingError } from "../../sharing/index.ts";
import type { Incident } from "../incident.ts";
import { groupMembers } from "./group-members.ts";
import { incidentOf } from "./incident-of.ts";
import { membersOf } from "./member.ts";
import type { LoggedEntry, ReportEntry, ReportedFinding } from "./report-entry.ts";
import { ReportError } from "./report-error.ts";

/** How to make a report. */
export interface IncidentReportOptions {
  /** Incidents of an earlier run that are still open. */
  readonly incidents?: readonly Incident[];
  /** The most bytes of shared memory. At least 1024. @default 67_108_864 */
  readonly maxBytes?: number;
}

/** Who writes, and when. */
export interface Signature {
  /** "lead", "manager", or an investigator's name. */
  readonly by: string;
  /** Seconds since 1970, by the Sentinel's clock. */
  readonly time: number;
}

/**
 * One report of incidents that all agents write to at once, and any thread reads.
 *
 * Its memory is a log: an agent adds what it has found, and changes nothing. The incidents are computed by who reads, and the
 * same entries give the same incidents in whatever order they came, except that an incident keeps the id under which it was
 * opened. So two agents that find one incident at the same time cannot open it twice: there is no moment between looking and
 * writing. The log has one lock, for writers, which the swarm frees when a writer dies; a half-written entry is not visible.
 * (Logs for each writer would need no lock, but a fixed room for each of 200 agents, and an order among them.)
 *
 * @example
 * const report = IncidentReport.of();
 * // In an agent, with shared: { report: report.memory }:
 * IncidentReport.open(context.shared.report).add(reported, { by: "Investigator 7", time });
 * // Anywhere:
 * for (const incident of report.snapshot()) console.log(incident.id, incident.affected);
 */
export class IncidentReport {
  /** What other threads open. */
  readonly memory: KnowledgeBase;
  readonly #entries: LoggedEntry[] = [];
  #incidents: readonly Incident[] = Object.freeze([]);
  #members: ReadonlyMap<string, readonly number[]> = new Map();
  #read = 0;

  private constructor(memory: KnowledgeBase) {
    this.memory = memory;
  }

  /** A new report. @throws ReportError `FULL` when the incidents take more than `maxBytes` */
  static of(options: IncidentReportOptions = {}): IncidentReport {
    const { incidents = [], maxBytes } = options;
    const report = new IncidentReport(new KnowledgeBase(maxBytes === undefined ? {} : { maxBytes }));
    for (const incident of incidents) {
      report.#write({ kind: "restored", incident }, { by: "lead", time: incident.openedAt });
    }
    return report;
  }

  /** The report that another thread has made. */
  static open(memory: KnowledgeBase): IncidentReport {
    return new IncidentReport(memory);
  }

  /** The number of entries. It grows with every entry, so it tells whether a snapshot is still new. */
  get entryCount(): number {
    return this.memory.entryCount;
  }

  /** Adds a finding. Blocks this thread while another one writes, which takes microseconds. @throws ReportError `FULL` */
  add(reported: ReportedFinding, signature: Signature): void {
    this.#write(findingEntry(reported), signature);
  }

  /** `add` without blocking the event loop; the coordinator calls this. */
  addAsync(reported: ReportedFinding, signature: Signature): Promise<void> {
    return this.#writeAsync(findingEntry(reported), signature);
  }

  /** Writes into an incident's timeline. @throws ReportError `UNKNOWN_INCIDENT`, `FULL` */
  async note(incident: string, text: string, signature: Signature): Promise<void> {
    const entries = this.#entriesOf(incident).slice(0, 1);
    await this.#writeAsync({ kind: "note", incident, entries, text }, signature);
  }

  /**
   * Says that an incident is over. What begins after that is another one. Of two who say so the earlier one counts.
   *
   * @throws ReportError `UNKNOWN_INCIDENT`, `FULL`
   */
  async resolve(incident: string, text: string, signature: Signature): Promise<void> {
    const entries = this.#entriesOf(incident);
    await this.#writeAsync({ kind: "resolved", incident, entries, text }, signature);
  }

  /** The incidents as they are now, frozen, in the order in which they were opened. Only new entries are decoded. */
  snapshot(): readonly Incident[] {
    const news = this.memory.since(this.#read);
    if (news.length === 0) return this.#incidents;
    for (const { index, agentName, text } of news) {
      // `#write` has written it.
      const { time, entry } = JSON.parse(text) as Omit<LoggedEntry, "index" | "by">;
      this.#entries.push({ index, by: agentName, time, entry });
    }
    this.#read += news.length;
    const groups = groupMembers(membersOf(this.#entries));
    this.#incidents = Object.freeze(withOwnIds(groups.map((group) => incidentOf(group, this.#entries))));
    this.#members = new Map(
      groups.map((group, i) => [this.#incidents[i]?.id ?? "", group.map(({ index }) => index)]),
    );
    return this.#incidents;
  }

  #entriesOf(incident: string): readonly number[] {
    this.snapshot();
    const entries = this.#members.get(incident);
    if (entries !== undefined) return entries;
    throw new ReportError("UNKNOWN_INCIDENT", `The report has no incident "${incident}".`);
  }

  #write(entry: ReportEntry, { by, time }: Signature): void {
    try {
      this.memory.addInsight(by, JSON.stringify({ time, entry }));
    } catch (error) {
      throw readable(error);
    }
  }

  async #writeAsync(entry: ReportEntry, { by, time }: Signature): Promise<void> {
    try {
      await this.memory.addInsightAsync(by, JSON.stringify({ time, entry }));
    } catch (error) {
      throw readable(error);
    }
  }
}

/** The steps of an investigator are for those who follow its work. No incident has them, and the log has no room to waste. */
function findingEntry(reported: ReportedFinding): ReportEntry {
  return { ...reported, finding: { ...reported.finding, steps: [] }, kind: "finding" };
}

/** An incident that comes again within the minute in which it was resolved gets a number behind its id. */
function withOwnIds(incidents: readonly Incident[]): readonly Incident[] {
  const times = new Map<string, number>();
  return incidents.map((incident) => {
    const before = times.get(incident.id) ?? 0;
    times.set(incident.id, before + 1);
    return before === 0 ? incident : Object.freeze({ ...incident, id: `${incident.id}/${before + 1}` });
  });
}

function readable(error: unknown): unknown {
  if (!SharingError.is(error)) return error;
  const code = error.code === "FULL" ? "FULL" : "INVALID_ARGUMENT";
  const why = code === "FULL" ? "make a new one with the incidents that are open, or a larger maxBytes" : "";
  const message = code === "FULL" ? `The incident report is full: ${why}.` : error.message;
  return new ReportError(code, message, { cause: error });
}
