import { type ExecutorOption, runMultiAgentSystem, type SwarmRun } from "../../swarm/index.ts";
import type { NodeRunOptions, NodeSwarm, NodeWorkers } from "./node-swarm.ts";

/** Runs each node's agents in a swarm of its own. */
class OwnSwarms implements NodeSwarm {
  readonly executor: ExecutorOption;
  readonly #workers: NodeWorkers;

  constructor(executor: ExecutorOption, workers: NodeWorkers) {
    this.executor = executor;
    this.#workers = workers;
  }

  run(options: NodeRunOptions): Promise<SwarmRun> {
    return runMultiAgentSystem({ ...options, ...this.#workers, executor: this.executor, announce: false });
  }
}

const swarms = new Map<string, NodeSwarm>();

/** The swarm of all nodes that want such workers and name no swarm of their own. */
export function sharedSwarm(executor: ExecutorOption, workers: NodeWorkers): NodeSwarm {
  const { concurrency, memoryLimit } = workers;
  const key = JSON.stringify([executor, concurrency, memoryLimit]);
  const known = swarms.get(key);
  if (known !== undefined) return known;
  const swarm = new OwnSwarms(executor, workers);
  swarms.set(key, swarm);
  return swarm;
}
