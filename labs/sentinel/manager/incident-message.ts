import type { Incident } from "../incident.ts";
import { postKey } from "./post-key.ts";
import type { Summary } from "./summary.ts";

/** The body of a post to a webhook, and a line of the file. */
export interface IncidentMessage {
  /** Rises when a field changes its meaning. */
  readonly version: 1;
  readonly event: "incident.opened";
  /** The same for each try of one post: a receiver that keeps it sees an incident once. */
  readonly key: string;
  readonly summary: Summary;
  readonly incident: Incident;
  /** What is watched, and whether it is simulated. */
  readonly about: string;
}

/** An incident as plain JSON, for webhooks of one's own and for a file. */
export function incidentMessage(incident: Incident, summary: Summary, about: string): IncidentMessage {
  return { version: 1, event: "incident.opened", key: postKey(incident.id), summary, incident, about };
}
