import type { IncidentKind } from "../fleet/ground-truth.ts";

/** An incident that is over, as somebody wrote it down. Plain data. */
export interface PastIncident {
  readonly title: string;
  /** What was seen: log lines and a sentence or two. */
  readonly text: string;
  /** What it turned out to be; "other" where no kind of the Sentinel fits. */
  readonly cause: IncidentKind | "other";
  /** What ended it, in a sentence. */
  readonly fix: string;
  /** What kind of service it was, as "database" or "gateway". */
  readonly serviceKind: string;
}

/** A past incident that the index holds. */
export interface KnownIssue extends PastIncident {
  /** Its place in the index, counted from 0. */
  readonly id: number;
}
