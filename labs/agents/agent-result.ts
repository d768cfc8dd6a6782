import type { AgentError } from "./agent-error.ts";

/**
 * What one agent has to say once it has ended, well or badly. It is frozen: nobody can change it afterwards,
 * so it can be handed around between agents, threads and charts without a lock.
 */
export interface AgentResult<T = unknown> {
  readonly agentId: number;
  /** The name of the agent's class, or of its function. */
  readonly agentType: string;
  /** What the agent found, or null when it failed. */
  readonly result: T | null;
  /** How long it took, in seconds. */
  readonly duration: number;
  readonly success: boolean;
  /** Why it failed, or null when it did not. */
  readonly error: AgentError | null;
  /** Who ran it: "main", "thread 3" or "process 4711". */
  readonly worker: string;
  /** Seconds since the swarm's start, on one clock for all threads and processes of the machine. */
  readonly startedAt: number;
  /** Seconds since the swarm's start. */
  readonly endedAt: number;
}

/** Freezes a result as it is handed out. */
export function freezeResult<T>(result: AgentResult<T>): AgentResult<T> {
  return Object.freeze(result);
}
