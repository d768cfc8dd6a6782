/** The members of an agent's result that a timeline reads; every `AgentResult` has them. */
export interface AgentResultLike {
  readonly agentId: number;
  readonly agentType: string;
  readonly success: boolean;
  readonly error: { readonly message: string } | null;
  /** The worker that ran the agent: "main", "thread 3", "process 4711". */
  readonly worker: string;
  /** Seconds since the swarm's start. */
  readonly startedAt: number;
  /** Seconds since the swarm's start. */
  readonly endedAt: number;
  /** What the agent asked its swarm's language model. @default nothing */
  readonly model?: readonly ModelUseLike[];
}

/** A question to the swarm's language model; every `ModelUse` of a result is one. */
export interface ModelUseLike {
  /** Seconds since the swarm's start. */
  readonly startedAt: number;
  /** Seconds in the queue before the model, and then with the model. */
  readonly waitingSeconds: number;
  readonly modelSeconds: number;
}

/** A request to an agent to stop, or its kill; every `AgentStop` of a run is one. */
export interface AgentStopLike {
  readonly agentId: number;
  readonly kind: "stopping" | "killed";
  /** Seconds since the swarm's start. */
  readonly at: number;
}

/** The members of a run that charts read; every `SwarmRun` has them. */
export interface SwarmRunLike {
  readonly executor: string;
  /** The wall time of the whole run, in seconds. */
  readonly totalSeconds: number;
  readonly results: readonly AgentResultLike[];
  /** The stops of agents that did not end by themselves. @default none */
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
