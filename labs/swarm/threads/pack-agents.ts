import type { AgentTask } from "../../agents/index.ts";
import { agentTypeOf } from "../agent-type.ts";
import type { Packer } from "../transfer/index.ts";
import type { AgentType, JobMessage } from "./messages.ts";

/**
 * Makes all agents ready for the border, before anything starts: whatever cannot cross is found out here.
 * Their classes are put into the luggage, once each; every agent becomes a small message that refers to them.
 */
export function packAgents(
  agents: readonly AgentTask[],
  packer: Packer,
): { types: readonly AgentType[]; messages: readonly JobMessage[] } {
  const types: AgentType[] = [];
  const places = new Map<AgentTask["type"], number>();
  const messages = agents.map((task, job): JobMessage => {
    const { type, agentId, input, rest } = task;
    let place = places.get(type);
    if (place === undefined) {
      const name = packer.add(
        type as (...args: never[]) => unknown,
        type.name || `the function of agent ${agentId}`,
      );
      place = types.push({ name, agentType: agentTypeOf(task) }) - 1;
      places.set(type, place);
    }
    const packedInput = packer.addValue(input, `the input of agent ${agentId}`);
    const packedRest = packer.addValue(rest, `the arguments of agent ${agentId}`) as readonly unknown[];
    return [job, agentId, place, packedInput, packedRest];
  });
  return { types, messages };
}
