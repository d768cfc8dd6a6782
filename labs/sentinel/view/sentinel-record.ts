import type { Finding } from "../finding.ts";
import type { GroundTruth, LookAlikeKind } from "../fleet/ground-truth.ts";
import type { LogEvent } from "../log-event.ts";
import type { Summary } from "../manager/summary.ts";
import type { Signal } from "../signal.ts";
import type { SentinelState } from "./sentinel-state.ts";

/** What was measured at one moment of a run. */
export interface Sample {
  /** Real seconds since the start. */
  readonly elapsed: number;
  readonly linesPerSecond: number;
  readonly memoryMB: number;
  readonly atWork: number;
  readonly waiting: number;
}

/** What one agent did: what it saw, what it searched, what it concluded. */
export interface AgentWork {
  readonly agentId: number;
  /** The thread or process that it ran on. */
  readonly worker: string;
  readonly signal: Signal;
  /** Seconds that its investigation waited, and that the agent worked. */
  readonly waitedSeconds: number;
  readonly workedSeconds: number;
  /** How many lines of the service it was given, and the last of them. */
  readonly lineCount: number;
  readonly lines: readonly Pick<LogEvent, "time" | "severity" | "text">[];
  /** Templates that changed most. */
  readonly templates: readonly {
    readonly template: string;
    readonly before: number;
    readonly since: number;
  }[];
  readonly neighbours: readonly string[];
  readonly deploys: readonly string[];
  /** Undefined when the agent failed. */
  readonly finding: Finding | undefined;
  readonly error: string | undefined;
  /** The incident that its finding belongs to; undefined when it belongs to none. */
  readonly incident: string | undefined;
}

/** A run against what the simulated fleet really did. */
export interface JudgedRun {
  readonly precision: number;
  readonly recall: number;
  readonly injected: readonly JudgedTruth[];
  /** Ids of incidents that were none. */
  readonly falseAlarms: readonly string[];
  readonly lookAlikes: readonly {
    readonly kind: LookAlikeKind;
    readonly service: string;
    readonly startsAt: number;
    readonly endsAt: number;
  }[];
}

/** An injected incident, and the one that was found for it. */
export interface JudgedTruth extends GroundTruth {
  /** The id of the incident; undefined when it was missed. */
  readonly incident: string | undefined;
}

/** A whole run of the Sentinel, plain data: what its page shows and `--json` prints. */
export interface SentinelRecord {
  /** Rises when a field changes its meaning. */
  readonly version: 1;
  /** The state at the end. */
  readonly state: SentinelState;
  /** The Sentinel's clock at the start: seconds since 1970. */
  readonly startedAt: number;
  readonly seed: number | undefined;
  readonly samples: readonly Sample[];
  /** The newest work of agents, and all that an incident rests on, up to a limit for each. */
  readonly works: readonly AgentWork[];
  readonly summaries: Readonly<Record<string, Summary>>;
  /** Undefined where the truth is not known: for services of one's own. */
  readonly judged: JudgedRun | undefined;
  readonly machine: { readonly cores: number; readonly node: string; readonly platform: string };
}
