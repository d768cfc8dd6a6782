import type { Evidence, IssueMatch } from "./finding.ts";
import type { IncidentKind } from "./fleet/ground-truth.ts";

/** 1 is the gravest: many services or a whole chain; 4 is one service that still answers. */
export type IncidentSeverity = 1 | 2 | 3 | 4;

/** One cause, whatever many services show it. */
export interface Incident {
  /** Stays the same when the Sentinel starts again: made of the culprit, the cause and the time of the first bad line. */
  readonly id: string;
  readonly kind: IncidentKind | "unknown";
  /** The service that causes it. */
  readonly service: string;
  readonly affected: readonly string[];
  readonly severity: IncidentSeverity;
  /** Seconds since 1970, by the Sentinel's clock. */
  readonly firstLineAt: number;
  readonly openedAt: number;
  /** Undefined while it lasts. */
  readonly resolvedAt: number | undefined;
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
  readonly knownIssues: readonly IssueMatch[];
  /** What happened to it and which agent did it, oldest first. */
  readonly timeline: readonly IncidentNote[];
}

export interface IncidentNote {
  /** Seconds since 1970. */
  readonly time: number;
  /** "lead", "manager", or the investigator's id. */
  readonly by: string;
  readonly text: string;
}
