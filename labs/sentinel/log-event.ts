/** How grave a line is, in OpenTelemetry's order. */
export type LogSeverity = "trace" | "debug" | "info" | "warn" | "error" | "fatal";

/** One line of a service's log, read. */
export interface LogEvent {
  /** When the service wrote it: seconds since 1970, by the clock of the service. */
  readonly time: number;
  /** When it was read: seconds since 1970, by the clock of the Sentinel (in a simulation: the simulated one). */
  readonly seenAt: number;
  readonly service: string;
  readonly severity: LogSeverity;
  /** The message, one line, cut at 4,096 characters. */
  readonly text: string;
  /** Named values that came with the line, as `deployment.version` or `trace.id`. */
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
}
