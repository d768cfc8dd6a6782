import type { AgentContext } from "../../../../labs/agents/index.ts";
import { Saboteur } from "../../../../labs/chaos/index.ts";
import { type Finding, type Investigation, Investigator } from "../../../../labs/sentinel/index.ts";

/** How the investigation of a signal fails; the others are healthy. */
export const faultOf = (signalId: number) =>
  (({ 3: "aborts", 9: "spins", 15: "many-arrays" }) as const)[signalId % 20];

/** Of 20 of them one crashes, one hangs and one runs out of memory. */
export class FailingInvestigator extends Investigator {
  static override readonly module: string = import.meta.url;

  protected override think(investigation: Investigation, context: AgentContext): Finding {
    const fault = faultOf(investigation.signal.id);
    // It does not return.
    if (fault !== undefined) void new Saboteur(this.agentId).reason(fault, context);
    return super.think(investigation, context);
  }
}
