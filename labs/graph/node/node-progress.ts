import type { SwarmProgress } from "../../swarm/index.ts";

/** One step of a node's agents, as a chunk of LangGraph.js's stream mode "custom". */
export interface NodeProgress {
  readonly source: "swarmlab";
  readonly node: string;
  /** As in `onProgress` of a swarm. */
  readonly kind: SwarmProgress["kind"];
  readonly agentId: number;
  /** Only with `finished`: the worker that ran the agent. */
  readonly worker?: string;
  /** Only with `finished`, and only of an agent that succeeded: its answer, before the node has ended. */
  readonly answer?: unknown;
  /** Only with `stopping`, `killed`, `retrying`, `stray`, and `finished` of an agent that failed: why, in a sentence. */
  readonly reason?: string;
  /** How many of the node's agents have ended. */
  readonly done: number;
  readonly total: number;
  /** Seconds since the node's start. */
  readonly elapsed: number;
}

/** Whether a chunk of the stream mode "custom" is one of a node on workers. */
export function isNodeProgress(chunk: unknown): chunk is NodeProgress {
  return (chunk as Partial<NodeProgress> | null | undefined)?.source === "swarmlab";
}

/** A step of a swarm as a chunk. */
export function progressChunk(node: string, event: SwarmProgress): NodeProgress {
  const { kind, agentId, result, reason, done, total, elapsed } = event;
  const common = { source: "swarmlab", node, kind, agentId, done, total, elapsed } as const;
  if (result?.success) return { ...common, worker: result.worker, answer: result.result };
  if (result) return { ...common, worker: result.worker, reason: result.error?.message ?? "failed" };
  return reason === undefined ? common : { ...common, reason };
}
