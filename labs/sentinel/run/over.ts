import type { Incident } from "../incident.ts";

/**
 * Incidents whose services are all as usual again.
 *
 * @param alarmed services that behave unlike their past
 * @param busy services that are being looked at: what is found there may belong to the incident
 */
export function incidentsThatAreOver(
  open: readonly Incident[],
  alarmed: ReadonlySet<string>,
  busy: ReadonlySet<string>,
): readonly Incident[] {
  return open.filter(({ service, affected }) =>
    [service, ...affected].every((name) => !alarmed.has(name) && !busy.has(name)),
  );
}
