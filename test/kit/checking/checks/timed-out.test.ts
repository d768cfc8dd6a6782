import { expect, test } from "vitest";
import type { CheckIdentity, CheckOutcome } from "../../../../kit/checking/checks/request.ts";
import {
  addTimedOut,
  isUsedUp,
  NONE_TIMED_OUT,
  untriedOutcome,
} from "../../../../kit/checking/checks/timed-out.ts";

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
    { identity: identity(13_000), outcome: untriedOutcome(NONE_TIMED_OUT) },
    { identity: identity(17_000), outcome: outcome("timeout") },
  ];
  expect(addTimedOut({ checks: 1, ms: 1_000, elsewhereMs: 9_000 }, runs)).toEqual({
    ...{ checks: 3, ms: 23_000, elsewhereMs: 9_000 },
  });
});

test.each([
  ["one check, however long its limit is", { checks: 1, ms: 240_000, elsewhereMs: 0 }, false],
  ["many short ones", { checks: 9, ms: 119_000, elsewhereMs: 0 }, false],
  ["two long ones", { checks: 2, ms: 120_000, elsewhereMs: 0 }, true],
  ["none, in a notebook with many", { checks: 0, ms: 0, elsewhereMs: 900_000 }, false],
  ["one, in a notebook with many", { checks: 1, ms: 5_000, elsewhereMs: 400_000 }, true],
] as const)("%s: whether the others are tried", (_, timedOut, expected) => {
  expect(isUsedUp(timedOut)).toBe(expected);
});

test("a check that is not tried says how much time went where", () => {
  expect(untriedOutcome({ checks: 2, ms: 180_000, elsewhereMs: 0 }).message).toBe(
    "It was not tried: 2 checks before it ran out of time, 180 s together. Find out first why those do not end.",
  );
  expect(untriedOutcome({ checks: 1, ms: 5_000, elsewhereMs: 420_000 }).message).toBe(
    "It was not tried: checks of this notebook ran out of time for 425 s together, one of this exercise among them. Find out first why they do not end.",
  );
});
