import type { AgentResult } from "../agents/index.ts";
import type { StopReason } from "./stop-reason.ts";

/**
 * When a swarm has seen enough.
 *
 * - `settle`: every agent ends, well or badly.
 * - `fail-fast`: the first failure stops the rest.
 * - `quorum`: `count` successes stop the rest.
 * - `deadline`: `seconds` after the start, whoever is not done is stopped.
 */
export type Policy =
  | { readonly kind: "settle" }
  | { readonly kind: "fail-fast" }
  | { readonly kind: "quorum"; readonly count: number }
  | { readonly kind: "deadline"; readonly seconds: number };

/** Wait for everybody. The default. */
export const settle: Policy = Object.freeze({ kind: "settle" });

/** Stop at the first failure. */
export const failFast: Policy = Object.freeze({ kind: "fail-fast" });

/** Stop once `count` agents have succeeded. */
export function quorum(count: number): Policy {
  return Object.freeze({ kind: "quorum", count });
}

/** Stop `seconds` after the start. */
export function deadline(seconds: number): Policy {
  return Object.freeze({ kind: "deadline", seconds });
}

/** Why the swarm has seen enough once this result is in; undefined when it has not. */
export function enough(
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
