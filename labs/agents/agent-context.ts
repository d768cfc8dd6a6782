import type { ModelAccess } from "./model-access.ts";
import { noModel } from "./no-model.ts";

/** What an agent can learn about its run while it reasons. */
export interface AgentContext {
  readonly agentId: number;
  /** The worker that runs the agent: "main", "thread 3" or "process 4711". */
  readonly worker: string;
  /** The value of the option `shared` of `runMultiAgentSystem`, which every agent receives. */
  readonly shared: unknown;
  /**
   * Aborts when the agent is asked to stop: pass it to `fetch`, timers and other calls that wait.
   * A synchronous loop never sees it abort, because the thread is busy; it reads `stopRequested` instead.
   */
  readonly signal: AbortSignal;
  /** Whether the agent has been asked to stop. It reads shared memory, so it changes during a synchronous loop too. */
  readonly stopRequested: boolean;
  /** Seconds since the swarm's start. */
  now(): number;
  /**
   * The swarm's language model, from the option `model`. Its questions end with the agent. Without that option, asking is
   * rejected with `MODEL_MISSING`.
   */
  readonly model: ModelAccess;
}

/** The context of an agent that runs outside a swarm. */
export function soloContext(agentId: number): AgentContext {
  const start = performance.now();
  return {
    agentId,
    worker: "main",
    shared: undefined,
    signal: new AbortController().signal,
    stopRequested: false,
    now: () => (performance.now() - start) / 1000,
    model: noModel,
  };
}
