/** Agents: what an agent is, what it receives and answers, and the agent types that labs ships. */
export type { AgentContext } from "./agent-context.ts";
export { soloContext } from "./agent-context.ts";
export type { AgentErrorDetails } from "./agent-error.ts";
export { AgentError } from "./agent-error.ts";
export type { AgentResult } from "./agent-result.ts";
export { freezeResult } from "./agent-result.ts";
export type { AgentClass, AgentFunction, AgentTask, Reasoner } from "./agent-task.ts";
export { agent } from "./agent-task.ts";
export { AIAgent } from "./ai-agent.ts";
export type { CodeReport, CodeToAnalyse } from "./code-analyst.ts";
export { CodeAnalyst } from "./code-analyst.ts";
export { DataAnalyst } from "./data-analyst.ts";
export type { AgentErrorData, ThrownData } from "./error-data.ts";
export { agentErrorFromData, agentErrorToData } from "./error-data.ts";
export type {
  ModelAccess,
  ModelAnswer,
  ModelMessage,
  ModelQuestion,
  ModelUsage,
  SharedModel,
} from "./model-access.ts";
export { ModelError, type ModelErrorCode } from "./model-error.ts";
export type { TrainedModel, TrainingPlan } from "./model-trainer.ts";
export { ModelTrainer } from "./model-trainer.ts";
export type { ModelUse } from "./model-use.ts";
export { missingModel } from "./no-model.ts";
export type { Finding, ResearchQuestion } from "./researcher.ts";
export { Researcher } from "./researcher.ts";
export type { Validation, ValidationRequest } from "./validator.ts";
export { Validator } from "./validator.ts";
