import type { AgentResult } from "../agents/index.ts";
import type { RuntimeStatus } from "./runtime-status.ts";

/** What a swarm has done. */
export interface SwarmRun {
  /** One result for each agent, in the order in which the agents were given. */
  readonly results: readonly AgentResult[];
  /** From the first agent's turn to the last one's end, in seconds. Starting the workers is not in it. */
  readonly totalSeconds: number;
  /** What it took to start the workers, in seconds. */
  readonly startupSeconds: number;
  readonly status: RuntimeStatus;
  readonly executor: string;
  readonly concurrency: number;
}
