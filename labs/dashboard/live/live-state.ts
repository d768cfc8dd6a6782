import type { AgentResultLike } from "../timeline/swarm-run-like.ts";
import { begunAgents } from "./begun-agents.ts";
import type { LiveAgent } from "./live-agent.ts";

/** The members of a progress event that the live view reads; every `SwarmProgress` of `onProgress` has them. */
export interface ProgressLike {
  readonly kind: "started" | "finished" | "stopping" | "killed" | "retrying" | "stray";
  readonly agentId: number;
  /** The agent's result; only with `finished`. */
  readonly result?: AgentResultLike;
  /** The worker that runs the agent, if the executor knows it at the start. */
  readonly worker?: string;
  readonly agentType?: string;
  readonly total: number;
  /** Seconds since the swarm's start. */
  readonly elapsed: number;
}

/** The state of a running swarm: plain, immutable data. Each step makes the next state. */
export interface LiveState {
  readonly title: string;
  readonly total: number;
  /** The agents that have started, by id; all others wait. */
  readonly agents: ReadonlyMap<number, LiveAgent>;
  /** Seconds since the swarm's start. */
  readonly elapsed: number;
  /** How long the same agents take one after another, in seconds; null when it is unknown. */
  readonly sequentialSeconds: number | null;
  readonly end: "finished" | "interrupted" | null;
}

export interface LiveOptions {
  /** The name of the run, such as "Worker threads". */
  readonly title: string;
  /** The number of agents. */
  readonly total: number;
  /** How long the same agents take one after another, in seconds, for the speedup so far. @default unknown */
  readonly sequentialSeconds?: number;
}

/** The state of a swarm before its start. */
export function startLive(options: LiveOptions): LiveState {
  return {
    title: options.title,
    total: options.total,
    agents: new Map(),
    elapsed: 0,
    sequentialSeconds: options.sequentialSeconds ?? null,
    end: null,
  };
}

/**
 * The state after some events. Collect events and call this once per redraw, since every call copies the agents.
 * `elapsed` advances the clock, also without events.
 */
export function advanceLive(
  state: LiveState,
  events: readonly ProgressLike[],
  elapsed = state.elapsed,
): LiveState {
  // Events after the end, such as the late death of an agent, do not change the final state.
  if (state.end !== null) return state;
  const agents = new Map(state.agents);
  let total = state.total;
  let now = Math.max(state.elapsed, elapsed);
  for (const event of events) {
    total = event.total;
    now = Math.max(now, event.elapsed);
    take(agents, event);
  }
  return { ...state, agents, total, elapsed: now };
}

/** The final state. Agents that still ran when the swarm was interrupted have failed; waiting agents never started. */
export function endLive(state: LiveState, end: "finished" | "interrupted"): LiveState {
  if (state.end !== null) return state;
  const agents = new Map<number, LiveAgent>();
  for (const agent of begunAgents([...state.agents.values()])) {
    const isRunning = agent.endedAt === null;
    agents.set(agent.agentId, isRunning ? { ...agent, status: "failed", endedAt: state.elapsed } : agent);
  }
  return { ...state, agents, end };
}

function take(agents: Map<number, LiveAgent>, event: ProgressLike): void {
  const { agentId, result } = event;
  const before = agents.get(agentId);
  switch (event.kind) {
    case "started":
      agents.set(agentId, {
        agentId,
        status: "running",
        worker: event.worker ?? null,
        agentType: event.agentType ?? null,
        startedAt: event.elapsed,
        endedAt: null,
      });
      break;
    case "stopping":
      if (before?.endedAt === null) agents.set(agentId, { ...before, status: "stopping" });
      break;
    case "retrying":
      // The agent waits until the event `started` of its next attempt.
      agents.delete(agentId);
      break;
    case "finished":
      if (!result) break;
      agents.set(agentId, {
        agentId,
        status: result.success ? "done" : "failed",
        worker: result.worker || (before?.worker ?? null),
        agentType: result.agentType,
        startedAt: result.startedAt,
        endedAt: result.endedAt,
      });
      break;
    case "killed":
    case "stray":
      // A killed agent's result follows as `finished`; a stray error belongs to an agent that has ended.
      break;
  }
}
