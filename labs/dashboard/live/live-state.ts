import type { AgentResultLike } from "../timeline/swarm-run-like.ts";

/** What the live view reads of a progress event; every `SwarmProgress` of `onProgress` is one. */
export interface ProgressLike {
  readonly kind: "started" | "finished" | "stopping" | "killed" | "retrying" | "stray";
  readonly agentId: number;
  /** Only with `finished`. */
  readonly result?: AgentResultLike;
  /** Who runs it, where the executor can already tell at the start. */
  readonly worker?: string;
  readonly agentType?: string;
  readonly total: number;
  /** Seconds since the swarm's start. */
  readonly elapsed: number;
}

/** Where an agent stands. `stopping` still occupies its worker; `waiting` has not begun, or begins again. */
export type LiveStatus = "waiting" | "running" | "stopping" | "done" | "failed";

export interface LiveAgent {
  readonly agentId: number;
  readonly status: Exclude<LiveStatus, "waiting">;
  /** Null while the executor has not said who runs it. */
  readonly worker: string | null;
  readonly agentType: string | null;
  /** Seconds since the swarm's start. */
  readonly startedAt: number;
  /** Seconds since the swarm's start; null while it runs. */
  readonly endedAt: number | null;
}

/** A swarm as it stands. Plain data that never changes: each step makes the next one. */
export interface LiveState {
  readonly title: string;
  readonly total: number;
  /** Agents that have started, by id; who is not here waits. */
  readonly agents: ReadonlyMap<number, LiveAgent>;
  /** Seconds since the swarm's start. */
  readonly elapsed: number;
  /** How long the same agents take one after another, in seconds, where that is known. */
  readonly sequentialSeconds: number | null;
  readonly end: "finished" | "interrupted" | null;
}

export interface LiveOptions {
  /** What runs, such as "Worker threads". */
  readonly title: string;
  /** How many agents there are. */
  readonly total: number;
  /** How long the same agents take one after another, in seconds; the speedup so far is told against it. @default unknown */
  readonly sequentialSeconds?: number;
}

/** A swarm that has not begun. */
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
 * The state after some events. Collect events as they come and call this once a redraw: a call copies the agents once,
 * however many events it takes in. `elapsed` moves the clock on when nothing happened.
 */
export function advanceLive(
  state: LiveState,
  events: readonly ProgressLike[],
  elapsed = state.elapsed,
): LiveState {
  // What comes after the end, such as an agent that dies late, changes nothing that was shown as final.
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

/** The last state: what still ran when the swarm was interrupted has failed, what waited never started. */
export function endLive(state: LiveState, end: "finished" | "interrupted"): LiveState {
  if (state.end !== null) return state;
  const agents = new Map(state.agents);
  for (const [id, agent] of agents) {
    if (agent.endedAt === null) agents.set(id, { ...agent, status: "failed", endedAt: state.elapsed });
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
      // Its next try comes with a `started` of its own; until then it waits.
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
