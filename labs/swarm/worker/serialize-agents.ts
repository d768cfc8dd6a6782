import type { AgentTask } from "../../agents/agent.ts";
import { agentTypeOf } from "../agent-type.ts";
import type { Job } from "../executor.ts";
import type { Serializer } from "../transfer/index.ts";
import type { AgentType, JobMessage } from "./messages.ts";

const NO_ARGUMENTS: readonly unknown[] = [];

/**
 * Serializes all agents before any of them is sent. Each class or function is added to the bundle once; each agent
 * becomes a small message that refers to it by index.
 *
 * @param firstJob the number of the first agent's job
 * @throws SwarmError CANNOT_TRANSFER naming what cannot be serialized
 */
export function serializeAgents(
  agents: readonly AgentTask[],
  serializer: Serializer,
  firstJob: Job,
): { types: readonly AgentType[]; messages: readonly JobMessage[] } {
  const types: AgentType[] = [];
  const indexes = new Map<AgentTask["type"], number>();
  const messages = agents.map((task, i): JobMessage => {
    const { type, agentId, input, rest } = task;
    let index = indexes.get(type);
    if (index === undefined) {
      const path = type.name || `the function of agent ${agentId}`;
      // A class is serialized by its source, as a function is.
      const name = serializer.add(type as (...args: never[]) => unknown, path);
      index = types.push({ name, agentType: agentTypeOf(task) }) - 1;
      indexes.set(type, index);
    }
    const serializedInput = isPrimitive(input)
      ? input
      : serializer.addValue(input, `the input of agent ${agentId}`);
    const serializedRest =
      rest.length === 0 ? NO_ARGUMENTS : serializer.addValue(rest, `the arguments of agent ${agentId}`);
    // A serialized array is an array.
    return [firstJob + i, agentId, index, serializedInput, serializedRest as readonly unknown[]];
  });
  return { types, messages };
}

/** Whether a value is serialized as it is. It is asked first, because most inputs are, and it costs least. */
function isPrimitive(value: unknown): boolean {
  const type = typeof value;
  return type === "number" || type === "string" || value === null || type === "undefined";
}
