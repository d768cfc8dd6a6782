/** What a timeline reads of one agent's result; every `AgentResult` is one. */
export interface AgentResultLike {
  readonly agentId: number;
  readonly agentType: string;
  readonly success: boolean;
  readonly error: { readonly message: string } | null;
  /** Who ran it: "main", "thread 3", "process 4711". */
  readonly worker: string;
  /** Seconds since the swarm's start. */
  readonly startedAt: number;
  /** Seconds since the swarm's start. */
  readonly endedAt: number;
}

/** An agent was asked to stop, or killed; every `AgentStop` of a run is one. */
export interface AgentStopLike {
  readonly agentId: number;
  readonly kind: "stopping" | "killed";
  /** Seconds since the swarm's start. */
  readonly at: number;
}

/** What the charts read of a run; every `SwarmRun` is one. */
export interface SwarmRunLike {
  readonly executor: string;
  /** Wall time of the whole run, in seconds. */
  readonly totalSeconds: number;
  readonly results: readonly AgentResultLike[];
  /** Agents that did not end by themselves. @default none */
  readonly stops?: readonly AgentStopLike[];
}

export function isSwarmRunLike(value: unknown): value is SwarmRunLike {
  return (
    typeof value === "object" &&
    value !== null &&
    "totalSeconds" in value &&
    "results" in value &&
    Array.isArray(value.results)
  );
}
