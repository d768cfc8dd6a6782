import { count, formatSeconds } from "../../common/format-numbers.ts";
import type { Incident, IncidentSeverity } from "../incident.ts";

const SEVERITY_WORDS: Readonly<Record<IncidentSeverity, string>> = {
  1: "critical",
  2: "high",
  3: "medium",
  4: "low",
};

/** "critical", "high", "medium" or "low". */
export function severityWord(severity: IncidentSeverity): string {
  return SEVERITY_WORDS[severity];
}

/** The kind as words: "bad deploy". */
export function kindWords(kind: string): string {
  return kind === "unknown" ? "unknown cause" : kind.replaceAll("-", " ");
}

/** An incident in a few words: "bad deploy in checkout". */
export function incidentTitle({ kind, service }: Pick<Incident, "kind" | "service">): string {
  return `${kindWords(kind)} in ${service}`;
}

/** Names that are written out, before "and 12 more". */
const MOST_NAMES = 5;

/** "cart, checkout and 3 more". */
export function listNames(names: readonly string[], most = MOST_NAMES): string {
  const first = names.slice(0, most);
  const more = names.length - first.length;
  if (more > 0) return `${first.join(", ")} and ${more} more`;
  return first.length < 2 ? first.join("") : `${first.slice(0, -1).join(", ")} and ${first.at(-1)}`;
}

/** A time of day, in UTC: "10:03:12". @param seconds since 1970 */
export function timeOfDay(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? "at an unknown time" : date.toISOString().slice(11, 19);
}

/** A date and a time, in UTC: "2026-11-30 10:03:12". @param seconds since 1970 */
export function dateAndTime(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime())
    ? "at an unknown time"
    : date.toISOString().slice(0, 19).replace("T", " ");
}

/** "it lasts" or "it lasted 3 min 20 s". */
export function lengthWords({ firstLineAt, resolvedAt }: Incident): string {
  if (resolvedAt === undefined) return "it lasts";
  return `it lasted ${formatSeconds(Math.max(0, resolvedAt - firstLineAt))}`;
}

/** "1 service" or "4 services". */
export function servicesWords(amount: number): string {
  return count(amount, "service");
}
