import type { Draft } from "./draft-event.ts";
import { severityNamed, severityOfSyslog } from "./severity-names.ts";
import { timeAtStart } from "./timestamps.ts";

const PRIORITY = /^<(\d{1,3})>(?:(1) )?/u;
const HOST_AND_TAG = /^\s*([\w.:-]+) ([\w./@-]+?)(?:\[(\d+)\])?: ?/u;
const TAG = /^\s*([\w./@-]+?)(?:\[(\d+)\])?: ?/u;

/** Reads syslog with or without its priority: RFC 5424, and RFC 3164 as it is written to files. */
export function readSyslog(line: string, near: number): Draft | undefined {
  const priority = PRIORITY.exec(line);
  const severity = priority === null ? undefined : severityOfSyslog(Number(priority[1]) % 8);
  const rest = line.slice(priority?.[0].length ?? 0);
  if (priority?.[2] === "1") return readVersionOne(rest, near, severity);
  const stamp = timeAtStart(rest, near);
  if (stamp === undefined && priority === null) return undefined;
  const behind = rest.slice(stamp?.end ?? 0);
  const match = HOST_AND_TAG.exec(behind);
  if (match === null) {
    if (priority === null) return undefined;
    const tag = TAG.exec(behind);
    return {
      text: behind.slice(tag?.[0].length ?? 0),
      time: stamp?.time,
      service: tag?.[1],
      severity,
    };
  }
  const [head, host = "", tag = ""] = match;
  // "2026-01-05 09:00:00 INFO http: served" has a level where syslog has its host.
  if (priority === null && severityNamed(host) !== undefined) return undefined;
  return {
    text: behind.slice(head.length),
    time: stamp?.time,
    service: tag,
    severity,
    attributes: { "host.name": host },
  };
}

/** TIMESTAMP HOSTNAME APP-NAME PROCID MSGID STRUCTURED-DATA MSG, where "-" is nothing. */
function readVersionOne(rest: string, near: number, severity: Draft["severity"]): Draft | undefined {
  const match = /^(\S+) (\S+) (\S+) (\S+) (\S+) (-|(?:\[(?:[^\]\\"]|\\.|"(?:[^"\\]|\\.)*")*\])+) ?/u.exec(
    rest,
  );
  if (match === null) return undefined;
  const [head, stamp = "-", host = "-", app = "-"] = match;
  return {
    // The standard allows a byte order mark before the message.
    text: rest.slice(head.length).replace(/^\uFEFF/u, ""),
    time: timeAtStart(stamp, near)?.time,
    service: app === "-" ? undefined : app,
    severity,
    attributes: host === "-" ? {} : { "host.name": host },
  };
}
