export type { AgentContext } from "./agent-context.ts";
export { soloContext } from "./agent-context.ts";
export type { AgentErrorDetails } from "./agent-error.ts";
export { AgentError } from "./agent-error.ts";
export type { AgentResult } from "./agent-result.ts";
export type { AgentClass, AgentFunction, AgentTask, Reasoner } from "./agent-task.ts";
export { agent } from "./agent-task.ts";
export { AIAgent } from "./ai-agent.ts";
export { DataAnalyst } from "./data-analyst.ts";
