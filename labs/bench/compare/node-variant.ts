import { availableParallelism } from "node:os";
import { executorNames, findExecutor } from "../../swarm/index.ts";
import type { NodeOrder } from "../measure/host-messages.ts";
import { nodeRun } from "../measure/node-run.ts";
import type { SwarmSource } from "../measure/swarm-source.ts";
import { sourceOf } from "../workloads/swarm-plan.ts";
import type { PieceSeconds, Workload } from "../workloads/workload.ts";
import type { Variant } from "./variant.ts";

/** A swarm to be measured. */
export interface BenchSwarm {
  readonly source: SwarmSource;
  /** The number of agents. */
  readonly agents: number;
  /** The approximate time of an agent's work, in seconds. */
  readonly secondsPerAgent: number;
}

export interface NodeVariantOptions extends Omit<NodeOrder, "source"> {
  readonly swarm: BenchSwarm;
  /** The name of the variant. @default the executor's name */
  readonly name?: string;
  /** The name of the variant that the speedup is computed against. @default "sequential" */
  readonly base?: string | undefined;
}

/** A variant that one of labs' executors runs in Node. */
export function nodeVariant({ swarm, name: givenName, base, ...order }: NodeVariantOptions): Variant {
  const name = givenName ?? order.executor;
  const { source, agents, secondsPerAgent } = swarm;
  const title = `${name} with ${agents} ${agents === 1 ? "agent" : "agents"}`;
  // Seconds, far more than a run needs: only a swarm that hangs reaches this limit.
  const timeLimit = 60 + 20 * agents * secondsPerAgent;
  return {
    name,
    agents,
    workers: workersOf(order.executor, agents, order.concurrency),
    ...(base === undefined ? {} : { base }),
    order: nodeRun(title, { ...order, source }, timeLimit),
  };
}

/** The number of workers of an executor: one for those that run in the main thread. */
function workersOf(executor: string, agents: number, concurrency = availableParallelism()): number {
  const isParallel = executorNames().includes(executor) && findExecutor(executor).parallel;
  return isParallel ? Math.min(agents, concurrency) : 1;
}

/** A swarm of `agents` agents of a workload, each of which takes about `secondsPerAgent` on this machine. */
export function swarmOf(
  workload: Workload,
  agents: number,
  secondsPerAgent: number,
  pieceSeconds: PieceSeconds,
): BenchSwarm {
  const plan = Array.from({ length: agents }, (_, i) => workload.plan(i, secondsPerAgent, pieceSeconds));
  return { source: sourceOf(plan), agents, secondsPerAgent };
}
