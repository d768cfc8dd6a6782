import { type AgentError, type AgentResult, freezeResult } from "../agents/agent.ts";

/** The result of an agent that has failed. */
export function failedResult(
  agent: { readonly agentId: number; readonly agentType: string },
  error: AgentError,
  when: Pick<AgentResult, "worker" | "startedAt" | "endedAt">,
): AgentResult<null> {
  const { agentId, agentType } = agent;
  const { worker, startedAt, endedAt } = when;
  const duration = endedAt - startedAt;
  return freezeResult({
    agentId,
    agentType,
    result: null,
    duration,
    success: false,
    error,
    worker,
    startedAt,
    endedAt,
  });
}
