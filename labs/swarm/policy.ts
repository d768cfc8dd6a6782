import type { AgentResult } from "../agents/index.ts";
import type { StopReason } from "./stop-reason.ts";

/**
 * When a swarm ends.
 *
 * - `settle`: every agent has succeeded or failed.
 * - `fail-fast`: the first failure stops the other agents.
 * - `quorum`: `count` successes stop the other agents.
 * - `deadline`: agents that still run `seconds` after the start are stopped.
 */
export type Policy =
  | { readonly kind: "settle" }
  | { readonly kind: "fail-fast" }
  | { readonly kind: "quorum"; readonly count: number }
  | { readonly kind: "deadline"; readonly seconds: number };

/** Waits for all agents. The default. */
export const settle: Policy = Object.freeze({ kind: "settle" });

/** Stops the swarm at the first failure. */
export const failFast: Policy = Object.freeze({ kind: "fail-fast" });

/** Stops the swarm once `count` agents have succeeded. At least 1. */
export function quorum(count: number): Policy {
  return Object.freeze({ kind: "quorum", count });
}

/** Stops the swarm `seconds` after its start. Above 0. */
export function deadline(seconds: number): Policy {
  return Object.freeze({ kind: "deadline", seconds });
}

/** Why this result ends the swarm; undefined when it does not. */
export function endingReason(
  policy: Policy,
  { success, agentId }: AgentResult,
  succeeded: number,
): StopReason | undefined {
  if (policy.kind === "fail-fast" && !success) {
    return { code: "CANCELLED", message: `was stopped, because agent ${agentId} failed (failFast)` };
  }
  if (policy.kind === "quorum" && succeeded >= policy.count) {
    const who = policy.count === 1 ? "1 agent has" : `${policy.count} agents have`;
    return { code: "CANCELLED", message: `was stopped, because ${who} succeeded (quorum)` };
  }
  return undefined;
}
