import type { Fleet } from "../fleet/create-fleet.ts";
import type { Incident } from "../incident.ts";
import { findCause, type IssueLookup, reportedFinding } from "../investigators/investigator.ts";
import { createLead, type LeadOptions } from "../lead/create-lead.ts";
import { IncidentReport } from "../report/incident-report.ts";
import type { Investigation } from "../signal.ts";
import { judgeRun, type Verdict } from "./judge-run.ts";

export interface SimulatedRun extends Verdict {
  readonly incidents: readonly Incident[];
  readonly investigations: readonly Investigation[];
  readonly lines: number;
}

const TICK_SECONDS = 0.1;

/**
 * Runs a fleet in simulated time through a lead, investigators and a report, one after the other in this thread, and judges what is
 * reported. The clock is the simulated one plus what looking and investigating took since the tick.
 */
export function simulateRun(fleet: Fleet, issues: IssueLookup, options: LeadOptions = {}): SimulatedRun {
  const lead = createLead({ topology: fleet.services, ...options });
  const report = IncidentReport.of();
  const investigations: Investigation[] = [];
  let next = fleet.startsAt + TICK_SECONDS;
  for (const event of fleet.events()) {
    for (; event.seenAt >= next; next += TICK_SECONDS) {
      const begun = performance.now();
      for (const investigation of lead.tick(next)) {
        investigations.push(investigation);
        const finding = reportedFinding(investigation, findCause(investigation, issues));
        const time = next + (performance.now() - begun) / 1000;
        report.add(finding, { by: `Investigator ${investigation.signal.id}`, time });
      }
    }
    lead.read(event);
  }
  const incidents = report.snapshot();
  return {
    ...judgeRun(fleet.groundTruth, incidents),
    incidents,
    investigations,
    lines: lead.statistics.lines,
  };
}
