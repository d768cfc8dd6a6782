import { AGENT_ENDED, type AgentListener } from "./agent-listener.ts";

/** The members of LangChain's `CallbackManager` that a node calls. */
interface TracerManager {
  readonly handlers: readonly unknown[];
  getParentRunId(): string | undefined;
  handleChainStart(
    chain: object,
    inputs: object,
    runId?: string,
    runType?: string,
    tags?: string[],
    metadata?: Record<string, unknown>,
    runName?: string,
  ): Promise<TracedRun>;
  addTags?(tags: string[], inherit?: boolean): void;
  addMetadata?(metadata: Record<string, unknown>, inherit?: boolean): void;
  copy?(parentRunId?: string): TracerManager;
}

/** A run that tracers see. */
interface TracedRun {
  handleChainEnd(outputs: object): Promise<void>;
  handleChainError(error: unknown): Promise<void>;
}

/** What tracers learn of an agent before it runs. */
export interface TracedAgent {
  readonly name: string;
  readonly input: unknown;
  readonly tags: readonly string[];
  readonly metadata: Record<string, unknown>;
}

/**
 * The tracers of one node's run: LangSmith's, or any that LangChain's callbacks accept. Each agent is a run below the node's,
 * so that a trace shows which thread computed it. Without tracers, every method does nothing.
 */
export class Tracers {
  readonly #manager: TracerManager | undefined;

  /** @param callbacks `config.callbacks` of a node */
  constructor(callbacks: unknown) {
    const manager = callbacks as TracerManager | undefined;
    const hasTracers = typeof manager?.handleChainStart === "function" && manager.handlers.length > 0;
    this.#manager = hasTracers ? manager : undefined;
  }

  /** The id of the node's run; undefined without tracers. */
  get nodeRunId(): string | undefined {
    return this.#manager?.getParentRunId();
  }

  /** The tracers that want to know when and where each agent ran. */
  get agentListeners(): readonly AgentListener[] {
    const handlers = (this.#manager?.handlers ?? []) as readonly Partial<AgentListener>[];
    return handlers.filter((handler) => handler[AGENT_ENDED] !== undefined) as AgentListener[];
  }

  /** Tells the tracers that an agent starts. Resolves to its run; undefined when there is no tracer. */
  async start(agent: TracedAgent): Promise<TracedRun | undefined> {
    if (this.#manager === undefined) return undefined;
    const { name, input, tags, metadata } = agent;
    // Tags and metadata of a manager belong to all runs that start from it, so each agent has a copy.
    const manager = this.#manager.copy?.(this.nodeRunId) ?? this.#manager;
    manager.addTags?.([...tags], false);
    manager.addMetadata?.(metadata, false);
    const serialized = { lc: 1, type: "not_implemented", id: ["swarmlab", "labs", "graph", name] };
    return manager.handleChainStart(serialized, { input }, undefined, undefined, undefined, undefined, name);
  }
}
