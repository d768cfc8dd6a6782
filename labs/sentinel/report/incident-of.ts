import type { Evidence, IssueMatch } from "../finding.ts";
import type { Incident, IncidentSeverity } from "../incident.ts";
import type { Member } from "./member.ts";
import type { LoggedEntry } from "./report-entry.ts";

const MOST_EVIDENCE = 20;
const MOST_ISSUES = 5;
/** So many affected services make an incident of severity 1, 2 and 3. */
const AFFECTED_FOR_SEVERITY = [10, 4, 2] as const;
/** An entry from the culprit itself counts more than what others think of it. */
const OWN_WEIGHT = 100;

/** The incident that some entries make together. @param members - in the order of the log, at least one */
export function incidentOf(members: readonly Member[], entries: readonly LoggedEntry[]): Incident {
  const [first] = members as [Member];
  const service = rootOf(members);
  const { cause, confidence } = causeAt(service, members);
  const affected = [...new Set([service, ...members.flatMap((member) => member.affected)])].sort();
  const resolvedAt = Math.min(...members.map((member) => member.resolvedAt));
  return deepFreeze({
    id: first.id,
    kind: cause,
    service,
    affected,
    severity: severityOf(affected.length),
    firstLineAt: Math.min(...members.map(({ firstLineAt }) => firstLineAt)),
    openedAt: Math.min(...members.map(({ openedAt }) => openedAt)),
    resolvedAt: Number.isFinite(resolvedAt) ? resolvedAt : undefined,
    confidence,
    evidence: evidenceOf(service, members),
    knownIssues: issuesOf(members),
    timeline: timelineOf(members, entries),
  });
}

/** Follows who blames whom to a service that blames none. In a circle it is the service with the earliest bad line. */
function rootOf(members: readonly Member[]): string {
  const strong = members.filter(({ cause }) => cause !== "unknown");
  const known = (strong.length > 0 ? strong : members).toSorted(byTime);
  const blamed = new Map<string, string>();
  for (const { service, culprit } of known) if (service !== culprit) blamed.set(service, culprit);
  const roots = new Map<string, { surest: number; sum: number }>();
  for (const { culprit, confidence } of known) {
    const seen = new Set<string>();
    let at = culprit;
    while (blamed.has(at) && !seen.has(at)) {
      seen.add(at);
      at = blamed.get(at) as string;
    }
    const { surest, sum } = roots.get(at) ?? { surest: 0, sum: 0 };
    roots.set(at, { surest: Math.max(surest, confidence), sum: sum + confidence });
  }
  // The one of whom an agent is surest; of equally sure ones the one that more blame, then the earliest.
  const [best] = [...roots].sort(
    ([, a], [, b]) => rounded(b.surest) - rounded(a.surest) || rounded(b.sum) - rounded(a.sum),
  );
  return best?.[0] ?? (known[0] as Member).culprit;
}

/** Two sums of the same numbers in another order are the same. */
function rounded(value: number): number {
  return Math.round(value * 1e6);
}

/** The cause with the most weight. */
function causeAt(
  service: string,
  members: readonly Member[],
): { cause: Incident["kind"]; confidence: number } {
  const weights = new Map<Incident["kind"], number>();
  for (const member of members) {
    if (member.cause === "unknown" || member.cause === "harmless") continue;
    const own = member.service === service && member.culprit === service ? OWN_WEIGHT : 1;
    weights.set(member.cause, (weights.get(member.cause) ?? 0) + own * member.confidence);
  }
  const [best] = [...weights].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const cause = best?.[0] ?? "unknown";
  const sure = members.filter((member) => member.cause === cause).map(({ confidence }) => confidence);
  return { cause, confidence: Math.max(0, ...sure) };
}

function severityOf(affected: number): IncidentSeverity {
  const at = AFFECTED_FOR_SEVERITY.findIndex((least) => affected >= least);
  return (at === -1 ? 4 : at + 1) as IncidentSeverity;
}

/** Lines of the culprit first, then the earliest of the others. */
function evidenceOf(service: string, members: readonly Member[]): readonly Evidence[] {
  const lines = new Map<string, Evidence>();
  for (const evidence of members.toSorted(byTime).flatMap((member) => member.evidence))
    lines.set(`${evidence.service}\n${evidence.time}\n${evidence.line}`, evidence);
  const others = (evidence: Evidence) => (evidence.service === service ? 0 : 1);
  return [...lines.values()]
    .sort((a, b) => others(a) - others(b) || a.time - b.time || (a.line < b.line ? -1 : 1))
    .slice(0, MOST_EVIDENCE);
}

function issuesOf(members: readonly Member[]): readonly IssueMatch[] {
  const best = new Map<number, IssueMatch>();
  for (const issue of members.flatMap(({ knownIssues }) => knownIssues)) {
    if ((best.get(issue.id)?.similarity ?? -2) < issue.similarity) best.set(issue.id, issue);
  }
  return [...best.values()].sort((a, b) => b.similarity - a.similarity || a.id - b.id).slice(0, MOST_ISSUES);
}

function timelineOf(members: readonly Member[], entries: readonly LoggedEntry[]): Incident["timeline"] {
  const places = new Set(members.map(({ index }) => index));
  const own = entries.flatMap(({ by, time, entry }) =>
    (entry.kind === "note" || entry.kind === "resolved") && entry.entries.some((at) => places.has(at))
      ? [{ time, by, text: entry.text }]
      : [],
  );
  return [...members.flatMap(({ notes }) => notes), ...own].sort(
    (a, b) => a.time - b.time || (`${a.by} ${a.text}` < `${b.by} ${b.text}` ? -1 : 1),
  );
}

function byTime(a: Member, b: Member): number {
  return a.firstLineAt - b.firstLineAt || a.openedAt - b.openedAt || (a.service < b.service ? -1 : 1);
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  for (const member of Object.values(value)) deepFreeze(member);
  return Object.freeze(value);
}
