import type { RunOptions } from "../executor.ts";
import type { Bundle } from "../transfer/index.ts";
import { refuseSharedMemory } from "./refuse-shared-memory.ts";

/** Refuses shared objects in what is transferred with the agents, and among the top-level names that they refer to. */
export function refuseSharedObjects({ agents, settings }: RunOptions, bundle?: Bundle): void {
  if (bundle === undefined) {
    refuseSharedMemory(settings.shared, "shared");
    for (const { agentId, input, rest } of agents) {
      refuseSharedMemory(input, `the input of agent ${agentId}`);
      refuseSharedMemory(rest, `the arguments of agent ${agentId}`);
    }
    return;
  }
  const { values, statics } = bundle.data;
  for (const [name, value] of Object.entries({ ...values, ...statics })) refuseSharedMemory(value, name);
}
