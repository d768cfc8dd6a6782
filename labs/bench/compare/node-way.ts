import type { NodeOrder } from "../measure/host-messages.ts";
import { nodeRun } from "../measure/node-run.ts";
import type { SwarmSource } from "../measure/swarm-source.ts";
import { sourceOf } from "../workloads/swarm-plan.ts";
import type { PieceSeconds, Workload } from "../workloads/workload.ts";
import type { Way } from "./way.ts";

/** A swarm to be measured. */
export interface BenchSwarm {
  readonly source: SwarmSource;
  /** How many agents it has. */
  readonly agents: number;
  /** How long an agent works, about. */
  readonly secondsPerAgent: number;
}

export interface NodeWayOptions extends Omit<NodeOrder, "source"> {
  readonly swarm: BenchSwarm;
  /** What the row is called. @default the executor's name */
  readonly approach?: string;
}

/** A way that runs in Node, with one of our executors. */
export function nodeWay({ swarm, approach, ...order }: NodeWayOptions): Way {
  const { source, agents, secondsPerAgent } = swarm;
  const name = approach ?? order.executor;
  const title = `${name} with ${agents} ${agents === 1 ? "agent" : "agents"}`;
  // Far beyond what any run needs: only a swarm that hangs reaches it.
  const timeLimit = 60 + 20 * agents * secondsPerAgent;
  return { approach: name, agents, order: nodeRun(title, { ...order, source }, timeLimit) };
}

/** A swarm of so many agents of a workload, each of which takes about `secondsPerAgent` on this machine. */
export function swarmOf(
  workload: Workload,
  agents: number,
  secondsPerAgent: number,
  pieceSeconds: PieceSeconds,
): BenchSwarm {
  const plan = Array.from({ length: agents }, (_, i) => workload.plan(i, secondsPerAgent, pieceSeconds));
  return { source: sourceOf(plan), agents, secondsPerAgent };
}
