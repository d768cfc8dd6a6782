import type { AgentTask } from "../../agents/agent.ts";
import { agentTypeOf } from "../agent-type.ts";
import type { Serializer } from "../transfer/index.ts";
import type { AgentType, JobMessage } from "./messages.ts";

/**
 * Serializes all agents before any worker starts. Each class or function is added to the bundle once; each agent
 * becomes a small message that refers to it by index.
 *
 * @throws SwarmError CANNOT_TRANSFER naming what cannot be serialized
 */
export function serializeAgents(
  agents: readonly AgentTask[],
  serializer: Serializer,
): { types: readonly AgentType[]; messages: readonly JobMessage[] } {
  const types: AgentType[] = [];
  const indexes = new Map<AgentTask["type"], number>();
  const messages = agents.map((task, job): JobMessage => {
    const { type, agentId, input, rest } = task;
    let index = indexes.get(type);
    if (index === undefined) {
      const path = type.name || `the function of agent ${agentId}`;
      // A class is serialized by its source, as a function is.
      const name = serializer.add(type as (...args: never[]) => unknown, path);
      index = types.push({ name, agentType: agentTypeOf(task) }) - 1;
      indexes.set(type, index);
    }
    const serializedInput = serializer.addValue(input, `the input of agent ${agentId}`);
    // A serialized array is an array.
    const serializedRest = serializer.addValue(
      rest,
      `the arguments of agent ${agentId}`,
    ) as readonly unknown[];
    return [job, agentId, index, serializedInput, serializedRest];
  });
  return { types, messages };
}
