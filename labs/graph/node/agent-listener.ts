/** One agent of a node, as it ran. Times are in seconds on the clock of `performance.now()` of the graph's thread. */
export interface AgentSpan {
  /** The id of the node's run, under which tracers know it. */
  readonly nodeRunId: string;
  readonly executor: string;
  readonly agentId: number;
  readonly agentType: string;
  /** The worker that ran the agent: "main", "thread 3" or "process 4711"; "none" when it never began. */
  readonly worker: string;
  /** When the node asked for the agent; until `startedAt` it waited for a worker. */
  readonly askedAt: number;
  readonly startedAt: number;
  readonly endedAt: number;
  /** Why it failed, or null. */
  readonly error: string | null;
}

/** The name of the method by which a node tells a tracer about its agents. */
export const AGENT_ENDED = Symbol.for("swarmlab.graph.agentEnded");

/** A tracer that hears of the agents of worker nodes. */
export interface AgentListener {
  [AGENT_ENDED](span: AgentSpan): void;
}
