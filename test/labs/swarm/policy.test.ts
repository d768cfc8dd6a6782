import { expect, it } from "vitest";
import type { AgentResult } from "../../../labs/agents/index.ts";
import { endingReason, quorum } from "../../../labs/swarm/policy.ts";

it("the message of a quorum counts its agents in the singular or the plural", () => {
  const result = { success: true, agentId: 3 } as AgentResult;
  expect(endingReason(quorum(2), result, 1)).toBeUndefined();
  expect(endingReason(quorum(1), result, 1)?.message).toBe(
    "was stopped, because 1 agent has succeeded (quorum)",
  );
  expect(endingReason(quorum(2), result, 2)?.message).toBe(
    "was stopped, because 2 agents have succeeded (quorum)",
  );
});
