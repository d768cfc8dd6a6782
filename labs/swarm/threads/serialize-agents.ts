import type { AgentTask } from "../../agents/index.ts";
import { agentTypeOf } from "../agent-type.ts";
import type { Serializer } from "../transfer/index.ts";
import type { AgentType, JobMessage } from "./messages.ts";

/**
 * Makes all agents ready for the border, before anything starts: whatever cannot cross is found out here.
 * Their classes are put into the bundle, once each; every agent becomes a small message that refers to them.
 */
export function serializeAgents(
  agents: readonly AgentTask[],
  serializer: Serializer,
): { types: readonly AgentType[]; messages: readonly JobMessage[] } {
  const types: AgentType[] = [];
  const places = new Map<AgentTask["type"], number>();
  const messages = agents.map((task, job): JobMessage => {
    const { type, agentId, input, rest } = task;
    let place = places.get(type);
    if (place === undefined) {
      const name = serializer.add(
        type as (...args: never[]) => unknown,
        type.name || `the function of agent ${agentId}`,
      );
      place = types.push({ name, agentType: agentTypeOf(task) }) - 1;
      places.set(type, place);
    }
    const serializedInput = serializer.addValue(input, `the input of agent ${agentId}`);
    const serializedRest = serializer.addValue(
      rest,
      `the arguments of agent ${agentId}`,
    ) as readonly unknown[];
    return [job, agentId, place, serializedInput, serializedRest];
  });
  return { types, messages };
}
