import { expect } from "vitest";
import {
  findCause,
  IncidentReport,
  investigate,
  KnownIssues,
  pastIncidents,
} from "../../../../labs/sentinel/index.ts";
import { openSwarm } from "../../../../labs/swarm/index.ts";
import { agentProcesses } from "../../swarm/processes/support/processes-alive.ts";
import { FailingInvestigator, faultOf } from "./failing-investigator.ts";
import { investigation } from "./investigations.ts";

/** Investigates on processes, of which 5 % crash, 5 % hang and 5 % run out of memory, and compares what is left. */
export async function investigateAmongFailures(count: number, timeout: number): Promise<void> {
  const before = agentProcesses();
  const knownIssues = KnownIssues.of(pastIncidents(200), { room: 10 });
  const report = IncidentReport.of();
  const investigations = Array.from({ length: count }, (_, i) =>
    investigation({ id: i + 1, lines: [i % 2 === 0 ? "no space left on device" : "cart-db is unreachable"] }),
  );
  const swarm = await openSwarm({
    ...{ executor: "child-processes", concurrency: 2, memoryLimit: 96, announce: false },
  });
  try {
    const all = await investigate(investigations, {
      ...{ swarm, report, knownIssues, timeout, agentType: FailingInvestigator },
    });
    const codes = { aborts: "CRASHED", spins: "TIMEOUT", "many-arrays": "OUT_OF_MEMORY" };
    for (const { investigation: one, finding, result } of all) {
      const fault = faultOf(one.signal.id);
      if (fault === undefined) expect(finding).toEqual(findCause(one, knownIssues));
      else expect({ fault, code: result.error?.code }).toEqual({ fault, code: codes[fault] });
    }
    expect(report.entryCount).toBe(all.filter(({ finding }) => finding !== undefined).length);
  } finally {
    await swarm.close();
  }
  expect(agentProcesses()).toEqual(before);
}
