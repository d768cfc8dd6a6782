import type { AgentTask } from "../agents/index.ts";

/** The name of an agent's type in results: the name of its class or function. */
export function agentTypeOf(task: AgentTask): string {
  return task.type.name || "anonymous";
}
