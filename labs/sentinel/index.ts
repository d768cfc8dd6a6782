/** The Sentinel: a fleet of services is watched, incidents are found, explained and reported. */

export type { Evidence, Finding, IssueMatch } from "./finding.ts";
export { createFleet, type Fleet, type FleetLine, type FleetOptions } from "./fleet/create-fleet.ts";
export { type FleetServer, type FleetServerOptions, openFleetServer } from "./fleet/fleet-server.ts";
export type { FleetService } from "./fleet/fleet-service.ts";
export {
  type GroundTruth,
  type IncidentKind,
  incidentKinds,
  type LookAlikeKind,
} from "./fleet/ground-truth.ts";
export type { Incident, IncidentNote, IncidentSeverity } from "./incident.ts";
export { connectSocket, type SocketSource } from "./intake/connect-socket.ts";
export {
  createIntake,
  type Intake,
  type IntakeOptions,
  type IntakeStatistics,
} from "./intake/create-intake.ts";
export type { ShedCount } from "./intake/event-buffer.ts";
export { followDocker, followJournal } from "./intake/follow-command.ts";
export { IntakeError, type IntakeErrorCode, type OpenSource } from "./intake/intake-error.ts";
export { type OtlpServer, openOtlpServer } from "./intake/otlp-server.ts";
export type { Problem, ProblemKind } from "./intake/problems.ts";
export { readStream } from "./intake/read-stream.ts";
export { replayFiles } from "./intake/replay-files.ts";
export type { SourceReader } from "./intake/source-reader.ts";
export { type TailOptions, tailFiles } from "./intake/tail-files.ts";
export { type Investigated, type InvestigateOptions, investigate } from "./investigators/investigate.ts";
export {
  findCause,
  Investigator,
  type InvestigatorsMemory,
  type IssueLookup,
} from "./investigators/investigator.ts";
export { type JudgedIncident, type JudgeOptions, judgeRun, type Verdict } from "./judge/judge-run.ts";
export type { KnownIssue, PastIncident } from "./known-issues/issue.ts";
export type { KnownIssuesMemory } from "./known-issues/issue-memory.ts";
export { KnownIssues, type KnownIssuesOptions } from "./known-issues/known-issues.ts";
export { KnownIssuesError, type KnownIssuesErrorCode } from "./known-issues/known-issues-error.ts";
export { pastIncidents } from "./known-issues/past-incidents.ts";
export {
  createLead,
  type Lead,
  type LeadOptions,
  type LeadStatistics,
  type Recovery,
  type ServiceHealth,
} from "./lead/create-lead.ts";
export type { ServiceTopology } from "./lead/topology.ts";
export type { LogEvent, LogSeverity } from "./log-event.ts";
export type { Destination, PostOutcome, PostState } from "./manager/destination.ts";
export { jsonLinesFile } from "./manager/file.ts";
export { slack, type WebhookOptions } from "./manager/slack.ts";
export type { Summary } from "./manager/summary.ts";
export { webhook } from "./manager/webhook.ts";
export type { SearchKind } from "./processes/messages.ts";
export { ProcessInvestigators, type ProcessOptions } from "./processes/process-investigators.ts";
export { IncidentReport, type IncidentReportOptions, type Signature } from "./report/incident-report.ts";
export type { ReportedFinding } from "./report/report-entry.ts";
export { ReportError, type ReportErrorCode } from "./report/report-error.ts";
export { demonstration, type SentinelOptions } from "./run/options.ts";
export { openSentinel, runSentinel } from "./run/run-sentinel.ts";
export type { Sentinel } from "./run/sentinel.ts";
export type { SentinelRun } from "./run/sentinel-run.ts";
export type { FinishedSource, RealSource, SentinelSource, SimulatedSource } from "./run/source.ts";
export { SentinelError, type SentinelErrorCode } from "./sentinel-error.ts";
export type {
  Deploy,
  Investigation,
  Neighbour,
  Signal,
  SignalKind,
  TemplateChange,
} from "./signal.ts";
export type { OutboxState } from "./store/outbox-row.ts";
export { incidentTitle } from "./view/incident-words.ts";
export { sentinelPage } from "./view/page/sentinel-page.ts";
export { printable } from "./view/printable.ts";
export { sentinelHtml } from "./view/sentinel-html.ts";
export type { AgentWork, JudgedRun, SentinelRecord } from "./view/sentinel-record.ts";
export type { SentinelCounts, SentinelState } from "./view/sentinel-state.ts";
export { sentinelLine, sentinelText } from "./view/sentinel-text.ts";
