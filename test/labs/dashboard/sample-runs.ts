import type { AgentResultLike, SwarmRunLike } from "../../../labs/dashboard/index.ts";

/** A result of agent `agentId`, which ran on `worker` from `startedAt` to `endedAt` seconds; with an error it failed. */
export function result(
  agentId: number,
  worker: string,
  startedAt: number,
  endedAt: number,
  more: { type?: string; error?: string } = {},
): AgentResultLike {
  return {
    agentId,
    agentType: more.type ?? "DataAnalyst",
    worker,
    startedAt,
    endedAt,
    success: more.error === undefined,
    error: more.error === undefined ? null : { message: more.error },
  };
}

/** Four agents of half a second, one after another on the main thread. */
export const looped: SwarmRunLike = {
  executor: "event-loop",
  totalSeconds: 2,
  results: [0, 1, 2, 3].map((id) => result(id, "main", id / 2, (id + 1) / 2)),
};

/** The same four agents on two threads. */
export const threaded: SwarmRunLike = {
  executor: "worker-threads",
  totalSeconds: 1,
  results: [0, 1, 2, 3].map((id) =>
    result(id, `thread ${(id % 2) + 1}`, Math.floor(id / 2) / 2, (Math.floor(id / 2) + 1) / 2),
  ),
};
