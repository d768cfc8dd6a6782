import { AgentError, type AgentResult, type AgentTask } from "../agents/index.ts";
import { agentTypeOf } from "./agent-type.ts";
import { failedResult } from "./failed-result.ts";

/** Why an agent is stopped before it has ended. */
export interface StopReason {
  /** The code of the AgentError it ends with: TIMEOUT, DEADLINE, ABORTED, CANCELLED or INTERRUPTED. */
  readonly code: string;
  /** For example "took longer than its timeout of 2 s". */
  readonly message: string;
  /** The reason of the signal that was aborted. The agent's own signal is aborted with it. */
  readonly cause?: unknown;
}

/**
 * The result of an agent that was asked to stop. An answer that it still gave is kept. Otherwise it fails with the reason, and
 * the error that it threw is the cause.
 */
export function stoppedFor({ code, message, ...reason }: StopReason, result: AgentResult): AgentResult {
  if (result.success || result.error === null) return result;
  const { agentId, agentType, error } = result;
  const cause = error.code === "KILLED" ? causeOf(reason) : { cause: error };
  return failedResult(result, new AgentError(message, { code, agentId, agentType, ...cause }), result);
}

/** The result of an agent that was stopped before it began. */
export function neverStarted(
  { code, message, ...reason }: StopReason,
  task: AgentTask,
  now: number,
): AgentResult {
  const agent = { agentId: task.agentId, agentType: agentTypeOf(task) };
  const error = new AgentError(`never started: it ${message}`, { ...agent, code, ...causeOf(reason) });
  return failedResult(agent, error, { worker: "none", startedAt: now, endedAt: now });
}

function causeOf({ cause }: Pick<StopReason, "cause">): { readonly cause?: unknown } {
  return cause === undefined ? {} : { cause };
}
