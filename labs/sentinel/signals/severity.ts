import type { LogSeverity } from "../log-event.ts";

/** What a bad line counts when new kinds of lines are weighed; 0 for lines that are not bad. */
export const BADNESS: Readonly<Record<LogSeverity, number>> = {
  trace: 0,
  debug: 0,
  info: 0,
  warn: 1,
  error: 1,
  fatal: 2,
};

export function isBad(severity: LogSeverity): boolean {
  return severity === "error" || severity === "warn" || severity === "fatal";
}
