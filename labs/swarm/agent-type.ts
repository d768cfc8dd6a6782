import type { AgentTask } from "../agents/index.ts";

/** What an agent is called in results: the name of its class or function. */
export function agentTypeOf(task: AgentTask): string {
  return task.type.name || "anonymous";
}
