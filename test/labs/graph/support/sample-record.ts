import type { GraphEdge, GraphRecord, NodeRun, RecordedAgent } from "../../../../labs/graph/index.ts";

/** An agent that computed from `startedAt` to `endedAt` on a worker. */
export function agentRun(
  worker: string,
  [askedAt, startedAt, endedAt]: readonly [number, number, number],
  changes: Partial<RecordedAgent> = {},
): RecordedAgent {
  return {
    agentId: 1,
    agentType: "Doubler",
    executor: worker === "main" ? "event-loop" : "worker-threads",
    worker,
    askedAt,
    startedAt,
    endedAt,
    error: null,
    ...changes,
  };
}

/** A run of a node, by default on the graph's own thread. */
export function nodeRun(
  node: string,
  step: number,
  [startedAt, endedAt]: readonly [number, number | undefined],
  changes: Partial<NodeRun> = {},
): NodeRun {
  return { node, step, startedAt, endedAt, read: [], wrote: [], error: null, agents: [], ...changes };
}

/** An edge that the run took once, or as often as said. */
export function edge(from: string, to: string, taken = 1): GraphEdge {
  return { from, to, isConditional: false, taken };
}

/** A record of these runs; a node leads to all nodes of the next step. */
export function recordOf(runs: readonly NodeRun[], changes: Partial<GraphRecord> = {}): GraphRecord {
  const last = Math.max(0, ...runs.map(({ step }) => step));
  const edges = runs.flatMap(({ node, step }) => [
    ...(step === 1 ? [edge("__start__", node)] : []),
    ...runs.filter((next) => next.step === step + 1).map((next) => edge(node, next.node)),
    ...(step === last ? [edge(node, "__end__")] : []),
  ]);
  return {
    title: "Sample",
    nodes: ["__start__", ...new Set(runs.map(({ node }) => node)), "__end__"],
    edges,
    runs,
    state: "finished",
    error: null,
    cores: 4,
    totalSeconds: Math.max(0, ...runs.map(({ endedAt = 0 }) => endedAt)),
    ...changes,
  };
}
