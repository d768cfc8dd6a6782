import type { Finding } from "../finding.ts";
import type { Fleet } from "../fleet/create-fleet.ts";
import { createLead, type LeadOptions } from "../lead/create-lead.ts";
import type { Investigation } from "../signal.ts";
import { type JudgedIncident, judgeRun, type Verdict } from "./judge-run.ts";
import { SimpleReport } from "./simple-report.ts";

export interface SimulatedRun extends Verdict {
  readonly incidents: readonly JudgedIncident[];
  readonly investigations: readonly Investigation[];
  readonly lines: number;
}

const TICK_SECONDS = 0.1;

/**
 * Runs a fleet in simulated time through a lead and an investigator, one after the other in this thread, and judges what they report.
 * The clock is the simulated one plus what reading, looking and investigating took in a tick.
 *
 * It goes on a tick at a time, so that a caller can do other things in between.
 */
export function* simulateRun(
  fleet: Fleet,
  investigate: (investigation: Investigation) => Finding,
  options: LeadOptions = {},
): Generator<number, SimulatedRun, undefined> {
  const lead = createLead({ topology: fleet.services, ...options });
  const report = new SimpleReport();
  const investigations: Investigation[] = [];
  let next = fleet.startsAt + TICK_SECONDS;
  for (const event of fleet.events()) {
    for (; event.seenAt >= next; next += TICK_SECONDS) {
      const begun = performance.now();
      for (const investigation of lead.tick(next)) {
        investigations.push(investigation);
        report.add(investigate(investigation), next + (performance.now() - begun) / 1000);
      }
      yield next;
    }
    lead.read(event);
  }
  const incidents = report.incidents();
  return {
    ...judgeRun(fleet.groundTruth, incidents),
    incidents,
    investigations,
    lines: lead.statistics.lines,
  };
}
