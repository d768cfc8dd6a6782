import type { Draft } from "./draft-event.ts";
import { timeAtStart } from "./timestamps.ts";

const ACCESS = /^(\S+) \S+ (.+?) \[([^\]]+)\] "([^"]*)" (\d{3}) (\d+|-)(?: "([^"]*)" "([^"]*)")?(.*)$/u;

/** Reads the common and the combined log format of Apache and nginx. Answers of 500 and above are errors, of 400 to 499 warnings. */
export function readAccessLog(line: string, near: number): Draft | undefined {
  const match = ACCESS.exec(line);
  if (match === null) return undefined;
  const [, client = "", , stamp = "", request = "", status = "", bytes = "", , agent = "", rest = ""] = match;
  const code = Number(status);
  return {
    text: `${request} ${status} ${bytes} bytes${rest}`,
    time: timeAtStart(stamp, near)?.time,
    severity: code >= 500 ? "error" : code >= 400 && code !== 404 ? "warn" : "info",
    attributes: {
      "http.response.status_code": code,
      "client.address": client,
      ...(agent === "" ? {} : { "user_agent.original": agent.slice(0, 200) }),
    },
  };
}
