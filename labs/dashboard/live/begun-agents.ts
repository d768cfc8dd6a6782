import type { LiveAgent } from "./live-agent.ts";

/** The worker of agents that share the event loop. Several of them may be under way at once. */
const EVENT_LOOP = "main";

/**
 * Leaves out agents that only wait on their worker: those of a chunk are sent at once, and run one after the other. An agent
 * that follows one that has ended on its worker began then.
 */
export function begunAgents(agents: readonly LiveAgent[]): LiveAgent[] {
  const free = new Map<string, number>();
  for (const { worker, endedAt } of agents) {
    if (worker !== null && endedAt !== null) free.set(worker, Math.max(free.get(worker) ?? 0, endedAt));
  }
  const occupied = new Set<string>();
  return agents.flatMap((agent) => {
    const { worker, endedAt, startedAt } = agent;
    if (endedAt !== null || worker === null || worker === EVENT_LOOP) return [agent];
    if (occupied.has(worker)) return [];
    occupied.add(worker);
    return [{ ...agent, startedAt: Math.max(startedAt, free.get(worker) ?? 0) }];
  });
}
