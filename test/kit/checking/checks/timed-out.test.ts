import { expect, test } from "vitest";
import type { CheckIdentity, CheckOutcome } from "../../../../kit/checking/checks/request.ts";
import { timedOutMs, untriedOutcome } from "../../../../kit/checking/checks/timed-out.ts";

const identity = (timeout: number): CheckIdentity => ({
  ...{ exercise: "01.1", name: "one", points: 1, hidden: false, timeout, processes: false },
});
const outcome = (status: CheckOutcome["status"]): CheckOutcome => ({
  ...{ status, message: "", output: "", outputLength: 0 },
});

test("only checks that ran and ran out of time count, with their limits", () => {
  const runs = [
    { identity: identity(5_000), outcome: outcome("timeout") },
    { identity: identity(7_000), outcome: outcome("failed") },
    { identity: identity(11_000), outcome: undefined },
    { identity: identity(13_000), outcome: untriedOutcome(120_000) },
    { identity: identity(17_000), outcome: outcome("timeout") },
  ];
  expect(timedOutMs(runs)).toBe(22_000);
});
