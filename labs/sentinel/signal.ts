import type { LogEvent } from "./log-event.ts";

/** What the lead notices about a service, before anyone has looked for the cause. */
export type SignalKind =
  | "error-ratio"
  | "new-template"
  | "rate-up"
  | "rate-down"
  | "silence"
  | "clock-offset"
  | "value-drift";

/** A service that behaves unlike its own past: the reason to send an investigator. Plain data, so that it crosses to a worker. */
export interface Signal {
  /** Counts from 1 in the order of the run. */
  readonly id: number;
  readonly service: string;
  readonly kind: SignalKind;
  /** When its first line was written, and when the lead noticed: seconds since 1970, by the Sentinel's clock. */
  readonly firstLineAt: number;
  readonly noticedAt: number;
  /** How far from the past, in robust standard deviations (median absolute deviations × 1.4826). */
  readonly score: number;
  /** One plain sentence with the numbers: "12 % of 840 lines are errors; usual are 0.1 %." */
  readonly reason: string;
}

/** All that an investigator gets: the service, its neighbours and what was deployed. Plain data. */
export interface Investigation {
  readonly signal: Signal;
  /** Lines of the service around the signal, oldest first. */
  readonly lines: readonly LogEvent[];
  /** For each template of the service: lines a second before and since the signal. */
  readonly templates: readonly TemplateChange[];
  /** Services that it calls, and services that call it, with their own signals and last bad lines. */
  readonly neighbours: readonly Neighbour[];
  /** Deploys of the service and its neighbours in the last hour. */
  readonly deploys: readonly Deploy[];
}

export interface TemplateChange {
  /** The template's text, with `<*>` for what varies. */
  readonly template: string;
  readonly before: number;
  readonly since: number;
  readonly severity: LogEvent["severity"];
}

export interface Neighbour {
  readonly service: string;
  readonly relation: "calls" | "called-by" | "same-host";
  readonly signals: readonly Signal[];
  readonly lines: readonly LogEvent[];
}

export interface Deploy {
  readonly service: string;
  readonly version: string;
  /** Seconds since 1970. */
  readonly time: number;
}
