import { fileURLToPath } from "node:url";
import { siblingModule } from "../../common/sibling-module.ts";
import type { BenchSwarm } from "../compare/node-variant.ts";
import type { Variant } from "../compare/variant.ts";
import type { WorkerState } from "../measure/host-messages.ts";
import type { BareOrder, Deal } from "./bare-messages.ts";

export interface CeilingOptions {
  readonly swarm: BenchSwarm;
  /** The number of processes: as many as the swarm has workers. */
  readonly processes: number;
  readonly workers: WorkerState;
  readonly processors: readonly number[] | null;
  readonly deal: Deal;
  /** The name of the variant that the speedup is computed against. @default "sequential" */
  readonly base?: string | undefined;
}

/** The name of the ceiling among the variants of a benchmark. */
export const CEILING_NAME = "bare processes";

/**
 * What this machine can do: the same agents in as many bare processes as the swarm has workers, without a swarm and
 * without a transfer. No executor gets more out of the same cores, so an executor's efficiency is against this.
 */
export function ceilingVariant(options: CeilingOptions): Variant {
  const { swarm, processes, workers, processors, deal, base } = options;
  const order: BareOrder = { source: swarm.source, processes, workers, processors, deal };
  return {
    name: CEILING_NAME,
    agents: swarm.agents,
    workers: processes,
    isCeiling: true,
    ...(base === undefined ? {} : { base }),
    order: {
      command: {
        title: `${CEILING_NAME} with ${swarm.agents} ${swarm.agents === 1 ? "agent" : "agents"}`,
        program: process.execPath,
        args: [fileURLToPath(siblingModule(import.meta.url, "bare-host"))],
      },
      order,
      timeLimit: 60 + 20 * swarm.agents * swarm.secondsPerAgent,
    },
  };
}
