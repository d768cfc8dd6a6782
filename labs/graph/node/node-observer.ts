import type { AgentResult, AgentTask } from "../../agents/index.ts";
import type { SwarmProgress } from "../../swarm/index.ts";
import { AGENT_ENDED } from "./agent-listener.ts";
import type { NodeConfig } from "./node-config.ts";
import type { NodePlan } from "./node-plan.ts";
import { progressChunk } from "./node-progress.ts";
import { Tracers } from "./tracers.ts";

/** Tells the graph's stream and its tracers about the agents of one run of a node. */
export class NodeObserver {
  readonly #plan: NodePlan;
  readonly #node: string;
  readonly #config: NodeConfig;
  readonly #agents: readonly AgentTask[];
  readonly #tracers: Tracers;
  readonly #askedAt = performance.now() / 1000;
  /** By agent id; each settles when the tracers know that the agent has started. */
  readonly #traced = new Map<number, ReturnType<Tracers["start"]>>();
  readonly #told: Promise<unknown>[] = [];
  /** What `performance.now()` shows, in seconds, at the swarm's start. */
  #startTime: number | undefined;

  constructor(plan: NodePlan, node: string, config: NodeConfig, agents: readonly AgentTask[]) {
    this.#plan = plan;
    this.#node = node;
    this.#config = config;
    this.#agents = agents;
    this.#tracers = new Tracers(config.callbacks);
  }

  /** The option `onProgress` of the node's swarm. */
  readonly onProgress = (event: SwarmProgress): void => {
    this.#startTime ??= performance.now() / 1000 - event.elapsed;
    this.#config.writer?.(progressChunk(this.#node, event));
    if (this.#tracers.nodeRunId === undefined) return;
    if (event.kind === "started") this.#start(event.agentId);
    if (event.kind === "finished" && event.result !== undefined) this.#end(event.result);
  };

  /** Resolves when the tracers know of every agent. */
  async told(): Promise<void> {
    await Promise.all(this.#told);
  }

  #start(agentId: number): ReturnType<Tracers["start"]> {
    const known = this.#traced.get(agentId);
    // A retried agent starts again; its run goes on.
    if (known !== undefined) return known;
    const { runName, tags, executor, agentType } = this.#plan;
    const input = this.#agents.find((task) => task.agentId === agentId)?.input;
    const metadata = { swarmlab_executor: executor, swarmlab_agent: agentId };
    const run = this.#tracers.start({ name: runName ?? agentType, input, tags, metadata });
    this.#traced.set(agentId, run);
    return run;
  }

  #end(result: AgentResult): void {
    const { agentId, agentType, worker, startedAt, endedAt, error, duration } = result;
    const told = async () => {
      const run = await this.#start(agentId);
      if (error === null) await run?.handleChainEnd({ output: result.result, worker, duration });
      else await run?.handleChainError(error);
    };
    this.#told.push(told());
    const nodeRunId = this.#tracers.nodeRunId as string;
    const offset = this.#startTime ?? 0;
    const span = {
      nodeRunId,
      executor: this.#plan.executor,
      agentId,
      agentType,
      worker,
      askedAt: this.#askedAt,
      startedAt: offset + startedAt,
      endedAt: offset + endedAt,
      error: error?.message ?? null,
    };
    for (const listener of this.#tracers.agentListeners) listener[AGENT_ENDED](span);
  }
}
