import { expect, it } from "vitest";
import { pingsToBeginAgain } from "../../../../labs/swarm/worker/pings-to-begin.ts";

it.each([
  [undefined, 0.25, 10],
  [0.1, 0, 3],
  [1, 0.25, 4],
  [60, 0.25, 10],
])(
  "a worker that may be blocked, with timeout %s and grace %s, may miss %s pings",
  (timeout, grace, pings) => {
    expect(pingsToBeginAgain({ timeout, grace })).toBe(pings);
  },
);
