import type { Evidence, Finding, IssueMatch } from "../finding.ts";
import type { IncidentNote } from "../incident.ts";
import { incidentId } from "./incident-id.ts";
import type { LoggedEntry } from "./report-entry.ts";

/** One entry as a part of an incident: a finding, or an incident of an earlier run. */
export interface Member {
  /** Its place in the log. */
  readonly index: number;
  /** The id of an incident that begins with it. */
  readonly id: string;
  readonly cause: Finding["cause"];
  readonly culprit: string;
  /** The service that was looked at; of an earlier incident, its cause. */
  readonly service: string;
  /** Every service that it shows to be affected. */
  readonly affected: readonly string[];
  /** Services that it calls, or that call it. */
  readonly linked: ReadonlySet<string>;
  /** Services on the same host. */
  readonly sameHost: ReadonlySet<string>;
  readonly firstLineAt: number;
  readonly openedAt: number;
  /** When the incident that it belongs to was resolved; Infinity while it lasts. */
  readonly resolvedAt: number;
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
  readonly knownIssues: readonly IssueMatch[];
  readonly notes: readonly IncidentNote[];
}

/** Entries that make incidents: a harmless finding makes none. */
export function membersOf(entries: readonly LoggedEntry[]): readonly Member[] {
  const resolved = resolutionTimes(entries);
  return entries.flatMap((logged) => {
    const member = memberOf(logged, resolved.get(logged.index) ?? Number.POSITIVE_INFINITY);
    return member === undefined ? [] : [member];
  });
}

/** When each entry's incident was resolved, by its place in the log. */
function resolutionTimes(entries: readonly LoggedEntry[]): ReadonlyMap<number, number> {
  const times = new Map<number, number>();
  for (const { entry, time } of entries) {
    if (entry.kind !== "resolved") continue;
    // Of two who resolve one incident the earlier one counts.
    for (const index of entry.entries) times.set(index, Math.min(time, times.get(index) ?? time));
  }
  return times;
}

function memberOf({ index, by, time, entry }: LoggedEntry, resolvedAt: number): Member | undefined {
  if (entry.kind === "restored") {
    const { incident } = entry;
    return {
      ...{ index, resolvedAt, id: incident.id, cause: incident.kind, culprit: incident.service },
      ...{ service: incident.service, affected: incident.affected, linked: new Set(), sameHost: new Set() },
      ...{ firstLineAt: incident.firstLineAt, openedAt: incident.openedAt, confidence: incident.confidence },
      ...{ evidence: incident.evidence, knownIssues: incident.knownIssues },
      notes: incident.timeline,
    };
  }
  if (entry.kind !== "finding" || entry.finding.cause === "harmless") return undefined;
  const { finding, firstLineAt, neighbours } = entry;
  const { service, culprit, cause } = finding;
  const namesOf = (isOnHost: boolean) =>
    new Set(
      neighbours.flatMap((each) => ((each.relation === "same-host") === isOnHost ? [each.service] : [])),
    );
  return {
    ...{ index, resolvedAt, cause, culprit, service, firstLineAt, openedAt: time },
    id: incidentId(culprit, cause, firstLineAt),
    affected: culprit === service ? [service] : [service, culprit],
    ...{ linked: namesOf(false), sameHost: namesOf(true) },
    ...{ confidence: finding.confidence, evidence: finding.evidence, knownIssues: finding.knownIssues },
    notes: [{ time, by, text: sentenceOf(finding) }],
  };
}

function sentenceOf({ service, cause, culprit, confidence }: Finding): string {
  const sure = `confidence ${confidence.toFixed(2)}`;
  if (cause === "unknown") return `Looked at ${service}, and found no cause (${sure}).`;
  const whose = culprit === service ? "its own" : `of ${culprit}`;
  return `Looked at ${service}: ${cause}, ${whose} (${sure}).`;
}
