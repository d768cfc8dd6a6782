/** What the world around an agent tells it while it reasons. */
export interface AgentContext {
  readonly agentId: number;
  /** Who runs the agent: "main", "thread 3" or "process 4711". */
  readonly worker: string;
  /** What `runMultiAgentSystem({ shared })` handed to every agent. */
  readonly shared: unknown;
  /**
   * Aborts when the agent is asked to stop: hand it to `fetch`, timers and other things that wait.
   * A synchronous loop never sees it change, because the thread is busy; it looks at `stopRequested`.
   */
  readonly signal: AbortSignal;
  /** True once the agent is asked to stop. Works in the middle of a synchronous loop: it reads shared memory. */
  readonly stopRequested: boolean;
  /** Seconds since the swarm's start. */
  now(): number;
}

/** The context of an agent that runs on its own, outside any swarm. */
export function soloContext(agentId: number): AgentContext {
  const start = performance.now();
  return {
    agentId,
    worker: "main",
    shared: undefined,
    signal: new AbortController().signal,
    stopRequested: false,
    now: () => (performance.now() - start) / 1000,
  };
}
