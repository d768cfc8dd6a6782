import type { LogEvent, LogSeverity } from "../log-event.ts";

/** OpenTelemetry's severity numbers: the first of each range of four. */
const SEVERITY_NUMBER: Readonly<Record<LogSeverity, number>> = {
  trace: 1,
  debug: 5,
  info: 9,
  warn: 13,
  error: 17,
  fatal: 21,
};

/** What OpenTelemetry calls the resource: attributes that all lines of a service carry. As JSON, ready to be put into lines. */
export function otlpResource(attributes: Readonly<Record<string, string>>): string {
  return JSON.stringify({ attributes: attributeList(attributes) });
}

/**
 * One line in OpenTelemetry's file format: a whole `LogsData` of one record
 * (OpenTelemetry Protocol File Exporter, "JSON File serialization").
 */
export function otlpLine(
  resource: string,
  { time, seenAt, severity, text }: Pick<LogEvent, "time" | "seenAt" | "severity" | "text">,
  attributes: LogEvent["attributes"] | undefined,
): string {
  const own = attributes === undefined ? "" : `,"attributes":${JSON.stringify(attributeList(attributes))}`;
  return `{"resourceLogs":[{"resource":${resource},"scopeLogs":[{"scope":{},"logRecords":[{"timeUnixNano":"${nanoseconds(time)}","observedTimeUnixNano":"${nanoseconds(seenAt)}","severityNumber":${SEVERITY_NUMBER[severity]},"severityText":"${severity.toUpperCase()}","body":{"stringValue":${JSON.stringify(text)}}${own}}]}]}]}`;
}

/** Microseconds are what a double of seconds since 1970 holds. */
function nanoseconds(seconds: number): string {
  return `${Math.round(seconds * 1e6)}000`;
}

function attributeList(attributes: LogEvent["attributes"]): { key: string; value: object }[] {
  return Object.entries(attributes).map(([key, value]) => ({
    key,
    value:
      typeof value === "string"
        ? { stringValue: value }
        : typeof value === "boolean"
          ? { boolValue: value }
          : Number.isInteger(value)
            ? { intValue: String(value) }
            : { doubleValue: value },
  }));
}
