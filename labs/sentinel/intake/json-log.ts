import type { LogSeverity } from "../log-event.ts";
import type { Draft } from "./draft-event.ts";
import { severityNamed, severityOfOtlp, severityOfPino, severityOfSyslog } from "./severity-names.ts";
import { timeOfValue } from "./timestamps.ts";

type Values = Record<string, string | number | boolean>;

const MESSAGE = ["msg", "message", "MESSAGE", "log", "body", "text", "event", "short_message", "@m", "@mt"];
const LEVEL = [
  "level",
  "severity",
  "lvl",
  "log.level",
  "loglevel",
  "levelname",
  "severityText",
  "level_name",
  "@l",
];
const TIME = ["time", "timestamp", "@timestamp", "ts", "t", "datetime", "asctime", "date", "@t"];
const SERVICE = [
  "service",
  "service.name",
  "service_name",
  "serviceName",
  "app",
  "application",
  "name",
  "unit",
];
const VERSION = ["service.version", "version", "app_version", "release"];
const MOST_ATTRIBUTES = 32;

/**
 * Reads an object that a logger wrote: pino, bunyan, winston, zap, logrus, structlog, Serilog, the Elastic Common Schema, GELF, Google's
 * and journald's. Nested objects become attributes with dots in their names.
 *
 * @returns undefined where no member is a message
 */
export function readJsonLog(data: object, near: number): Draft | undefined {
  if ("MESSAGE" in data && ("PRIORITY" in data || "__REALTIME_TIMESTAMP" in data))
    return readJournal(data, near);
  const values = flatten(data);
  const failure =
    values["err.message"] ??
    values["error.message"] ??
    values["exception.message"] ??
    values.error ??
    values.err;
  const message = first(values, MESSAGE)?.[1] ?? failure;
  if (message === undefined) return undefined;
  const level = first(values, LEVEL);
  const time = first(values, TIME);
  const service = first(values, SERVICE);
  const version = first(values, VERSION);
  const attributes: Values = {};
  let kept = 0;
  for (const [key, value] of Object.entries(values)) {
    if (MESSAGE.includes(key) || key === level?.[0] || key === time?.[0] || key === service?.[0]) continue;
    if (key.endsWith("stack") || ++kept > MOST_ATTRIBUTES) continue;
    attributes[key] = typeof value === "string" ? value.slice(0, 500) : value;
  }
  if (typeof version?.[1] === "string") attributes["service.version"] = version[1];
  const host = values["host.name"] ?? values.hostname ?? values.host;
  if (typeof host === "string") attributes["host.name"] = host;
  let text = String(message);
  // Kubernetes and others write what happened beside a message that is always the same.
  for (const more of [failure, values.reason, values.message])
    if (more !== undefined && more !== "" && !text.includes(String(more))) text += `: ${more}`;
  return {
    text,
    time: timeOfValue(time?.[1], near),
    service: typeof service?.[1] === "string" ? service[1] : undefined,
    severity: severityOfLevel(level?.[1], values),
    attributes,
  };
}

/** A line of `journalctl -o json`, see systemd.journal-fields(7). */
function readJournal(data: object, near: number): Draft {
  const entry = data as Record<string, unknown>;
  const { MESSAGE: message } = entry;
  // journald writes bytes that are no UTF-8 as an array of numbers.
  const text = Array.isArray(message)
    ? Buffer.from(message as number[]).toString("latin1")
    : String(message ?? "");
  const service = entry.SYSLOG_IDENTIFIER ?? entry._SYSTEMD_UNIT ?? entry._COMM;
  const host = entry._HOSTNAME;
  return {
    text,
    time: timeOfValue(entry._SOURCE_REALTIME_TIMESTAMP ?? entry.__REALTIME_TIMESTAMP, near),
    service: typeof service === "string" ? service.replace(/\.service$/u, "") : undefined,
    severity: entry.PRIORITY === undefined ? undefined : severityOfSyslog(Number(entry.PRIORITY)),
    attributes: typeof host === "string" ? { "host.name": host } : {},
  };
}

function severityOfLevel(level: unknown, values: Values): LogSeverity | undefined {
  if (typeof level === "number" || (typeof level === "string" && /^\d+$/u.test(level))) {
    const number = Number(level);
    // GELF and syslog count 0 to 7, pino and bunyan 10 to 60.
    return number <= 7 ? severityOfSyslog(number) : severityOfPino(number);
  }
  const otlp = values.severityNumber ?? values.severity_number;
  return (typeof level === "string" ? severityNamed(level) : undefined) ?? severityOfOtlp(Number(otlp));
}

function first(
  values: Values,
  names: readonly string[],
): readonly [string, string | number | boolean] | undefined {
  for (const name of names) {
    const value = values[name];
    if (value !== undefined && value !== "") return [name, value];
  }
  return undefined;
}

function flatten(data: object, prefix = "", into: Values = {}, depth = 0): Values {
  for (const [key, value] of Object.entries(data)) {
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
      into[prefix + key] = value;
    else if (typeof value === "object" && value !== null && depth < 3)
      flatten(value, `${prefix}${key}.`, into, depth + 1);
  }
  return into;
}
