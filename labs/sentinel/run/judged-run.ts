import type { Incident } from "../incident.ts";
import { judgeRun } from "../judge/judge-run.ts";
import type { JudgedRun } from "../view/sentinel-record.ts";
import type { FleetTruth } from "./lead-messages.ts";

/**
 * A run against what the simulated fleet did until the run's end. What begins in the last seconds could not be found any more,
 * so it does not count.
 *
 * @param endsAt the Sentinel's clock at the end: seconds since 1970
 */
export function judgedRun(
  { groundTruth, lookAlikes }: FleetTruth,
  incidents: readonly Incident[],
  endsAt: number,
): JudgedRun {
  const begun = groundTruth.filter(({ startsAt }) => startsAt < endsAt - LAST_SECONDS);
  // An incident that began too late to count and was found all the same is no false alarm.
  const late = groundTruth.filter(({ startsAt }) => startsAt >= endsAt - LAST_SECONDS);
  const verdict = judgeRun([...begun, ...late], incidents);
  const found = new Map(verdict.matches.map(({ truth, incident }) => [truth, (incident as Incident).id]));
  const matched = new Set(found.values());
  const counted = begun.filter((truth) => found.has(truth)).length;
  return {
    precision: incidents.length === 0 ? 1 : matched.size / incidents.length,
    recall: begun.length === 0 ? 1 : counted / begun.length,
    injected: begun.map((truth) => ({ ...truth, incident: found.get(truth) })),
    falseAlarms: incidents.filter(({ id }) => !matched.has(id)).map(({ id }) => id),
    lookAlikes: lookAlikes
      .filter(({ startsAt }) => startsAt < endsAt)
      .map(({ kind, service, startsAt, endsAt: end }) => ({ kind, service, startsAt, endsAt: end })),
  };
}

const LAST_SECONDS = 15;
