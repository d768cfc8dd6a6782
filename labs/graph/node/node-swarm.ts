import type { ExecutorOption, SwarmOptions, SwarmRun, SwarmRunOptions } from "../../swarm/index.ts";

/** What one run of a node asks of its swarm. */
export type NodeRunOptions = SwarmRunOptions;

/** What the workers of a swarm must be like. */
export type NodeWorkers = Pick<SwarmOptions, "concurrency" | "memoryLimit">;

/** What runs the agents of nodes; every open swarm does. */
export interface NodeSwarm {
  readonly executor: ExecutorOption;
  /** @throws SwarmError before anything starts, when an option is invalid or an agent cannot be transferred to a worker */
  run(options: NodeRunOptions): Promise<SwarmRun>;
}
