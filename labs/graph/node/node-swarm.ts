import type { ExecutorOption, SwarmOptions, SwarmRun } from "../../swarm/index.ts";

/** What one run of a node asks of its swarm. */
export type NodeRunOptions = Omit<SwarmOptions, "executor" | "warmUp" | "shared" | "announce">;

/** What runs the agents of nodes. */
export interface NodeSwarm {
  readonly executor: ExecutorOption;
  /** @throws SwarmError before anything starts, when an option is invalid or an agent cannot be transferred to a worker */
  run(options: NodeRunOptions): Promise<SwarmRun>;
}
