import { type ExecutorOption, runMultiAgentSystem, type SwarmRun } from "../../swarm/index.ts";
import type { NodeRunOptions, NodeSwarm } from "./node-swarm.ts";

/** Runs each node's agents in a swarm of its own. */
class OwnSwarms implements NodeSwarm {
  readonly executor: ExecutorOption;

  constructor(executor: ExecutorOption) {
    this.executor = executor;
  }

  run(options: NodeRunOptions): Promise<SwarmRun> {
    return runMultiAgentSystem({ ...options, executor: this.executor, announce: false });
  }
}

const swarms = new Map<ExecutorOption, NodeSwarm>();

/** The swarm of all nodes of one executor that name no swarm of their own. */
export function sharedSwarm(executor: ExecutorOption): NodeSwarm {
  const known = swarms.get(executor);
  if (known !== undefined) return known;
  const swarm = new OwnSwarms(executor);
  swarms.set(executor, swarm);
  return swarm;
}
