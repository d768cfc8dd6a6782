import { AgentError, type AgentResult } from "../../agents/index.ts";
import { errorMessage } from "../../common/error-message.ts";
import { GraphError } from "../graph-error.ts";

/** What stands in the state for an agent that failed, with `onFailure: "value"`. It is plain data, so checkpoints keep it. */
export interface NodeFailure {
  readonly error: NodeFailureDetails;
}

export interface NodeFailureDetails {
  /** The kind of failure: TIMEOUT, AGENT_THREW, EXITED, …, as in `AgentError`. */
  readonly code: string;
  readonly message: string;
  readonly node: string;
  readonly agentId: number;
  readonly agentType: string;
  /** The worker that ran the agent: "main", "thread 3", "process 4711", or "none" when it never began. */
  readonly worker: string;
}

/** Whether a value of the state stands for an agent that failed. */
export function isNodeFailure(value: unknown): value is NodeFailure {
  const error = (value as NodeFailure | null | undefined)?.error;
  return typeof error === "object" && typeof error?.code === "string" && typeof error.node === "string";
}

/** A failed agent as a value. */
export function failureOf(result: AgentResult, node: string): NodeFailure {
  const { agentId, agentType, worker, error } = result;
  const code = error?.code ?? "AGENT_THREW";
  const message = error?.message ?? "failed";
  return { error: { code, message, node, agentId, agentType, worker } };
}

/** A swarm that could not be started, as the failure of the agent at `index`. */
export function refusalOf(refusal: unknown, node: string, agentType: string, index: number): NodeFailure {
  const code: unknown = refusal instanceof Error ? Reflect.get(refusal, "code") : undefined;
  return {
    error: {
      code: typeof code === "string" ? code : "CANNOT_START",
      message: errorMessage(refusal),
      node,
      agentId: index + 1,
      agentType,
      worker: "none",
    },
  };
}

/** The exception for agents that failed: one agent's own error, or one error that counts several. */
export function errorOfNode(failures: readonly NodeFailure[], causes: readonly unknown[], of: number): Error {
  const [first] = failures;
  const [cause] = causes;
  if (of === 1 && AgentError.isAgentError(cause)) return cause;
  const { node, agentId, agentType, message } = (first as NodeFailure).error;
  return new GraphError(
    "NODE_FAILED",
    `${failures.length} of ${of} agents of the node ${node} failed; the first is agent ${agentId} (${agentType}), which ${message}.`,
    { cause },
  );
}
