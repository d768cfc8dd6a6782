import { type AgentContext, AIAgent } from "../../../../labs/agents/index.ts";
import { KnownIssues, type KnownIssuesMemory, type PastIncident } from "../../../../labs/sentinel/index.ts";

/** Learns so many issues, and reads all that are known after each. */
export class Learner extends AIAgent<{ readonly issue: PastIncident; readonly count: number }, number> {
  static readonly module: string = import.meta.url;

  protected think(
    { issue, count }: { readonly issue: PastIncident; readonly count: number },
    { shared }: AgentContext,
  ): number {
    const issues = KnownIssues.open((shared as { readonly memory: KnownIssuesMemory }).memory);
    for (let i = 0; i < count; i++) {
      const text = `word${this.agentId} `.repeat(i + 1);
      issues.learn({ ...issue, title: `${this.agentId} ${i}`, text });
      for (let id = 0; id < issues.count; id++)
        if (issues.get(id)?.fix !== issue.fix) throw new Error(`Issue ${id} is torn.`);
    }
    return issues.count;
  }
}
