import { type AgentResult, freezeResult } from "../agents/agent-result.ts";
import { type AgentErrorData, agentErrorFromData, agentErrorToData } from "../agents/error-data.ts";

/** An AgentResult on its way to another thread or process. */
export interface ResultData extends Omit<AgentResult, "error"> {
  readonly error: AgentErrorData | null;
}

/** Takes a result apart for the journey. */
export function resultToData(result: AgentResult): ResultData {
  return { ...result, error: result.error && agentErrorToData(result.error) };
}

/** Puts it together again on the other side. */
export function resultFromData(data: ResultData): AgentResult {
  return freezeResult({ ...data, error: data.error && agentErrorFromData(data.error) });
}
