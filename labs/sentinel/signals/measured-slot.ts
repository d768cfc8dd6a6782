import type { Slot } from "../templates/mask-line.ts";

const UNITS =
  /^(?:n?s|us|µs|ms|sec|secs|seconds?|min|minutes|[kmgt]?i?b|bytes|%|percent|days?|hours?|[kmg]bps|rps|qps|req)$/iu;
const NAMES =
  /latency|duration|elapsed|took|time|wait|delay|lag|heap|rss|mem|cpu|load|disk|used|usage|full|free|queue|backlog|depth|pool|conn|threads|pending|inflight|size|errors|retries|temp|ratio|rate|percent|util|steal|gc|pause/iu;

/** Whether a number measures something, by its unit or its name. Other numbers are ids, ports, or positions, and may be anything. */
export function isMeasured({ name, unit }: Slot): boolean {
  if (/id$|^port$|^pid$|offset|line|version|code|status/u.test(name)) return false;
  return UNITS.test(unit) || NAMES.test(name);
}
