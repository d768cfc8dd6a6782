/**
 * What an agent is, without the agent types that labs ships. Workers import this file instead of `index.ts`: they load an
 * agent type only when one of their agents is of that type.
 */
export type { AgentContext } from "./agent-context.ts";
export { AgentError } from "./agent-error.ts";
export type { AgentResult } from "./agent-result.ts";
export { freezeResult, isReasonedResult } from "./agent-result.ts";
export type { AgentClass, AgentFunction, AgentTask } from "./agent-task.ts";
export type { AgentErrorData } from "./error-data.ts";
export { agentErrorFromData, agentErrorToData } from "./error-data.ts";
export type { ModelAccess, ModelAnswer, ModelQuestion, ModelUsage } from "./model-access.ts";
export { ModelError, type ModelErrorCode } from "./model-error.ts";
