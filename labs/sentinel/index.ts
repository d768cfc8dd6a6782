/** The Sentinel: a fleet of services is watched, incidents are found, explained and reported. */

export type { Evidence, Finding, IssueMatch } from "./finding.ts";
export {
  type GroundTruth,
  type IncidentKind,
  incidentKinds,
  type LookAlikeKind,
} from "./fleet/ground-truth.ts";
export type { Incident, IncidentNote, IncidentSeverity } from "./incident.ts";
export type { LogEvent, LogSeverity } from "./log-event.ts";
export type {
  Deploy,
  Investigation,
  Neighbour,
  Signal,
  SignalKind,
  TemplateChange,
} from "./signal.ts";
