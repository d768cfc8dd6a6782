import type { LogSeverity } from "../log-event.ts";

const NAMES: Readonly<Record<string, LogSeverity>> = {
  ...{ trace: "trace", finest: "trace", finer: "trace", silly: "trace", verbose: "debug", v: "debug" },
  ...{ debug: "debug", dbg: "debug", fine: "debug", d: "debug", config: "debug" },
  ...{
    info: "info",
    information: "info",
    informational: "info",
    notice: "info",
    i: "info",
    log: "info",
    http: "info",
  },
  ...{ warn: "warn", warning: "warn", w: "warn", wrn: "warn" },
  ...{ error: "error", err: "error", e: "error", severe: "error", failure: "error", eror: "error" },
  ...{ fatal: "fatal", critical: "fatal", crit: "fatal", alert: "fatal", emerg: "fatal", emergency: "fatal" },
  ...{ panic: "fatal", dpanic: "fatal", f: "fatal", ftl: "fatal" },
};

/** The severity that a logger's word names, as "WARNING" or "err". */
export function severityNamed(name: string): LogSeverity | undefined {
  return NAMES[name.toLowerCase()] ?? NAMES[name.toLowerCase().replace(/[^a-z].*$/u, "")];
}

/** OpenTelemetry's SeverityNumber, 1 to 24; 0 is "not given". */
export function severityOfOtlp(number: number): LogSeverity | undefined {
  if (!(number >= 1 && number <= 24)) return undefined;
  return (["trace", "debug", "info", "warn", "error", "fatal"] as const)[Math.floor((number - 1) / 4)];
}

/** The level of pino and bunyan: 10, 20, … 60. */
export function severityOfPino(level: number): LogSeverity | undefined {
  if (!(level >= 10 && level <= 60)) return undefined;
  return (["trace", "debug", "info", "warn", "error", "fatal"] as const)[Math.round(level / 10) - 1];
}

/** The severity of syslog (RFC 5424, table 2): 0 is an emergency, 7 debug. */
export function severityOfSyslog(number: number): LogSeverity {
  if (number <= 2) return "fatal";
  if (number === 3) return "error";
  if (number === 4) return "warn";
  return number === 7 ? "debug" : "info";
}

const LEVEL_WORD =
  /(?:^|[\s[|(<])(TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|ERR|SEVERE|FATAL|CRIT(?:ICAL)?|EMERG|PANIC)(?=[\]\s:|)>])/u;
const LOWER_LEVEL =
  /^\W*(?:\S+\s+){0,3}?\[?(trace|debug|info|notice|warn(?:ing)?|error|fatal|crit(?:ical)?|panic)(?:\]|:)/u;
const GRAVE =
  /\b(?:panic|fatal|emerg(?:ency)?|segfault|segmentation fault|oom-?kill\w*|kernel bug|core dumped)\b/iu;
const BAD =
  /\b(?:error|errors|exception|traceback|failed|failure|fails|cannot|could not|unable to|refused|unreachable|denied|aborted|corrupt(?:ed)?|no space left|expired)\b|(?:Error|Exception)\b/iu;
const DUBIOUS =
  /\b(?:warn(?:ing)?|deprecated|retry(?:ing)?|timed? ?out|slow|throttl\w+|dropp(?:ed|ing)|overload\w*)\b/iu;
const DENIED = /\b(?:0|no|zero|without) (?:errors?|failures?|warnings?|exceptions?)\b|\berrors?[=: ]+0\b/iu;

/** The severity of a line that carries none: the level word near its beginning, else what its words say. */
export function severityOfText(text: string): LogSeverity {
  const head = text.slice(0, 400);
  const word = LEVEL_WORD.exec(head.slice(0, 120))?.[1] ?? LOWER_LEVEL.exec(head.slice(0, 120))?.[1];
  const named = word === undefined ? undefined : severityNamed(word);
  if (named !== undefined) return named;
  if (DENIED.test(head)) return "info";
  if (GRAVE.test(head)) return "fatal";
  if (BAD.test(head)) return "error";
  return DUBIOUS.test(head) ? "warn" : "info";
}
