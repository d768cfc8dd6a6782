import type { NodeOrder } from "../measure/host-messages.ts";
import { nodeRun } from "../measure/node-run.ts";
import { type SwarmPlan, sourceOf } from "../workloads/swarm-plan.ts";
import type { PieceSeconds, Workload } from "../workloads/workload.ts";
import type { Way } from "./way.ts";

export interface NodeWayOptions extends Omit<NodeOrder, "source"> {
  readonly plan: SwarmPlan;
  /** How long an agent works, about. */
  readonly secondsPerAgent: number;
  /** What the row is called. @default the executor's name */
  readonly approach?: string;
}

/** A way that runs in Node, with one of our executors. */
export function nodeWay({ plan, secondsPerAgent, approach, ...order }: NodeWayOptions): Way {
  const name = approach ?? order.executor;
  const title = `${name} with ${plan.length} ${plan.length === 1 ? "agent" : "agents"}`;
  // Far beyond what any run needs: only a swarm that hangs reaches it.
  const timeLimit = 60 + 20 * plan.length * secondsPerAgent;
  return {
    approach: name,
    agents: plan.length,
    order: nodeRun(title, { ...order, source: sourceOf(plan) }, timeLimit),
  };
}

/** A swarm of so many agents of a workload, each of which takes about `secondsPerAgent` on this machine. */
export function planOf(
  workload: Workload,
  agents: number,
  secondsPerAgent: number,
  pieceSeconds: PieceSeconds,
): SwarmPlan {
  return Array.from({ length: agents }, (_, i) => workload.plan(i, secondsPerAgent, pieceSeconds));
}
