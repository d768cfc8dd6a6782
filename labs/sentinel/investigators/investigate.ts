import { type AgentResult, agent } from "../../agents/index.ts";
import type { OpenSwarm } from "../../swarm/index.ts";
import type { Finding } from "../finding.ts";
import type { KnownIssues } from "../known-issues/known-issues.ts";
import type { IncidentReport } from "../report/incident-report.ts";
import type { Investigation } from "../signal.ts";
import { Investigator, reportedFinding } from "./investigator.ts";

/** With what to investigate. */
export interface InvestigateOptions {
  /** Warm workers. On processes each worker gets a copy of the index, because they can share no memory. */
  readonly swarm: OpenSwarm;
  readonly report: IncidentReport;
  readonly knownIssues: KnownIssues;
  /** Seconds that one investigation may take, above 0. @default 10 */
  readonly timeout?: number;
  /** Stops all investigations. */
  readonly signal?: AbortSignal;
  /** The Sentinel's clock, in seconds since 1970. @default the machine's */
  readonly now?: () => number;
  /** The agent type. @default Investigator */
  readonly agentType?: typeof Investigator;
  /** Called for each investigation when it has ended. */
  readonly onFinding?: (investigated: Investigated) => void;
}

/** An investigation that has ended. */
export interface Investigated {
  readonly investigation: Investigation;
  /** Undefined when its agent failed; the report then has nothing of it. */
  readonly finding: Finding | undefined;
  readonly result: AgentResult<Finding>;
}

const DEFAULT_TIMEOUT_SECONDS = 10;

/**
 * Investigates signals in parallel, one agent each, and adds every finding to the report: on threads each agent writes its own.
 * An agent that fails, hangs or (on processes) runs out of memory costs only its own finding.
 *
 * @returns what came of each investigation, in their order
 */
export async function investigate(
  investigations: readonly Investigation[],
  options: InvestigateOptions,
): Promise<readonly Investigated[]> {
  const { swarm, report, knownIssues, timeout = DEFAULT_TIMEOUT_SECONDS, signal, onFinding } = options;
  const { now = () => Date.now() / 1000, agentType = Investigator } = options;
  if (investigations.length === 0) return [];
  const ended: Investigated[] = [];
  const sharesMemory = swarm.executor !== "child-processes";
  const clockOffset = now() - Date.now() / 1000;
  const results = swarm.stream({
    agents: investigations.map((investigation, i) => agent(agentType, i + 1, investigation)),
    shared: sharesMemory
      ? { knownIssues: knownIssues.memory, report: report.memory, clockOffset }
      : { knownIssues: knownIssues.copy() },
    timeout,
    announce: false,
    ...(signal && { signal }),
  });
  const writes: Promise<void>[] = [];
  for await (const result of results as AsyncIterable<AgentResult<Finding>>) {
    const investigation = investigations[result.agentId - 1] as Investigation;
    const finding = result.result ?? undefined;
    ended[result.agentId - 1] = { investigation, finding, result };
    if (finding !== undefined && !sharesMemory) {
      const by = `${result.agentType} ${investigation.signal.id}`;
      writes.push(report.addAsync(reportedFinding(investigation, finding), { by, time: now() }));
    }
    onFinding?.({ investigation, finding, result });
  }
  await Promise.all(writes);
  return ended;
}
