/** The status of an agent. `stopping`: it still occupies its worker. `waiting`: it has not started, or will be retried. */
export type LiveStatus = "waiting" | "running" | "stopping" | "done" | "failed";

export interface LiveAgent {
  readonly agentId: number;
  readonly status: Exclude<LiveStatus, "waiting">;
  /** The worker that runs the agent; null while it is unknown. */
  readonly worker: string | null;
  readonly agentType: string | null;
  /** Seconds since the swarm's start. */
  readonly startedAt: number;
  /** Seconds since the swarm's start; null while the agent runs. */
  readonly endedAt: number | null;
}
