import { agent } from "../../../../labs/agents/index.ts";
import { nodeRun, type RunOrder, type SwarmToRun } from "../../../../labs/bench/index.ts";
import type { NodeOrder } from "../../../../labs/bench/measure/host-messages.ts";
import { Burner, Holder, Rehearsed, Spike, type Trouble, Troubled } from "./agents.ts";

/** The swarms that the tests run; a host calls these functions. */
export const burners = ({
  agents,
  cpu,
  over,
}: {
  agents: number;
  cpu: number;
  over: number;
}): SwarmToRun => ({
  agents: ids(agents).map((id) => agent(Burner, id, { cpu, over })),
});

export const holders = ({ agents, megabytes }: { agents: number; megabytes: number }): SwarmToRun => ({
  agents: ids(agents).map((id) => agent(Holder, id, { megabytes, seconds: 1 })),
});

export const spikes = (megabytes: number): SwarmToRun => ({ agents: [agent(Spike, 1, megabytes)] });

export const troubled = (troubles: readonly Trouble[]): SwarmToRun => ({
  agents: troubles.map((trouble, i) => agent(Troubled, i + 1, trouble)),
});

export const rehearsed = (agents: number): SwarmToRun => ({
  agents: ids(agents).map((id) => agent(Rehearsed, id, "run")),
  warmUp: [agent(Rehearsed, 0, "rehearsal")],
});

/** A run of one of the swarms above. */
export function runOf(
  executor: string,
  make: string,
  input: unknown,
  { timeLimit = 120, ...more }: Partial<NodeOrder> & { timeLimit?: number } = {},
): RunOrder {
  const source = { module: import.meta.url, make, input };
  return nodeRun(`${executor} with ${make}`, { executor, source, ...more }, timeLimit);
}

function ids(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}
