import type { LogEvent, LogSeverity } from "../log-event.ts";
import { cleanName, cleanText } from "./clean-text.ts";
import { secondsOfNanoseconds } from "./nanoseconds.ts";
import type { EventSink, ReadContext } from "./read-context.ts";
import { severityNamed, severityOfOtlp, severityOfText } from "./severity-names.ts";

type Attributes = Record<string, string | number | boolean>;

const NO_ATTRIBUTES: LogEvent["attributes"] = Object.freeze({});

/**
 * Reads OpenTelemetry's `ExportLogsServiceRequest` or `LogsData` in JSON (OTLP 1.5, opentelemetry/proto/logs/v1): whatever order, both
 * spellings of names, numbers as numbers or strings. A record of another shape is counted and skipped.
 *
 * @returns how many records were refused
 */
export function readOtlp(data: unknown, context: ReadContext, sink: EventSink): number {
  let refused = 0;
  for (const resourceLogs of list(field(data, "resourceLogs", "resource_logs"))) {
    const resource = readAttributes(field(field(resourceLogs, "resource"), "attributes"));
    const { "service.name": named, ...rest } = resource;
    const service = (typeof named === "string" ? cleanName(named) : "") || context.service;
    const base: LogEvent["attributes"] = Object.keys(rest).length > 0 ? rest : NO_ATTRIBUTES;
    for (const scopeLogs of list(field(resourceLogs, "scopeLogs", "scope_logs")))
      for (const record of list(field(scopeLogs, "logRecords", "log_records"))) {
        const event = readRecord(record, service, base, context);
        if (event === undefined) refused++;
        else sink(event);
      }
  }
  if (refused > 0)
    context.problems.add(
      "no-message",
      context.source,
      `OTLP records without a body came from ${context.source}; they are left out.`,
      refused,
    );
  return refused;
}

function readRecord(
  record: unknown,
  service: string,
  base: LogEvent["attributes"],
  context: ReadContext,
): LogEvent | undefined {
  const own = readAttributes(field(record, "attributes"));
  const body = field(record, "body");
  const message = body === undefined ? (own["exception.message"] ?? own["event.name"]) : plainValue(body);
  if (message === undefined || typeof record !== "object" || record === null) return undefined;
  const text = cleanText(typeof message === "string" ? message : JSON.stringify(message));
  const time = nanoseconds(field(record, "timeUnixNano", "time_unix_nano"));
  const observed = nanoseconds(field(record, "observedTimeUnixNano", "observed_time_unix_nano"));
  const seenAt = context.isSeenWhenObserved && observed > 0 ? observed : context.seenAt;
  const trace = field(record, "traceId", "trace_id");
  if (typeof trace === "string" && trace !== "") own["trace.id"] = trace;
  return {
    time: time > 0 ? time : observed > 0 ? observed : seenAt,
    seenAt,
    service,
    severity: severityOf(record, text),
    text,
    attributes: Object.keys(own).length > 0 ? { ...base, ...own } : base,
  };
}

function severityOf(record: object, text: string): LogSeverity {
  const number = Number(field(record, "severityNumber", "severity_number"));
  const name = field(record, "severityText", "severity_text");
  return (
    severityOfOtlp(number) ??
    (typeof name === "string" && name !== "" ? severityNamed(name) : undefined) ??
    severityOfText(text)
  );
}

/** Attributes as a record; arrays and maps as JSON. */
export function readAttributes(attributes: unknown): Attributes {
  const read: Attributes = {};
  for (const attribute of list(attributes)) {
    const key = field(attribute, "key");
    const value = plainValue(field(attribute, "value"));
    if (typeof key === "string" && value !== undefined)
      read[key] = typeof value === "object" ? JSON.stringify(value).slice(0, 1000) : value;
  }
  return read;
}

/** What OpenTelemetry's AnyValue holds. */
function plainValue(value: unknown): string | number | boolean | object | undefined {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return undefined;
  const [kind, content] = Object.entries(value)[0] ?? [];
  switch (kind) {
    case "stringValue":
    case "string_value":
    case "bytesValue":
      return String(content);
    case "intValue":
    case "int_value":
    case "doubleValue":
    case "double_value":
      return Number(content);
    case "boolValue":
    case "bool_value":
      return content === true || content === "true";
    case "arrayValue":
      return list(field(content, "values")).map(plainValue);
    case "kvlistValue":
      return readAttributes(field(content, "values"));
    default:
      return undefined;
  }
}

function nanoseconds(value: unknown): number {
  if (typeof value !== "string" && typeof value !== "number") return 0;
  const digits = typeof value === "number" ? value.toFixed(0) : value;
  return secondsOfNanoseconds(digits, 0, digits.length) || 0;
}

function field(value: unknown, ...names: readonly string[]): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  for (const name of names) if (name in value) return (value as Record<string, unknown>)[name];
  return undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
