import { expect, it } from "vitest";
import { beatsToBeginAgain } from "../../../labs/swarm/beats-to-begin.ts";

it.each([
  [undefined, 0.25, 10],
  [0.1, 0, 3],
  [1, 0.25, 4],
  [60, 0.25, 10],
])(
  "a worker that may be blocked, with timeout %s and grace %s, is waited for %s beats",
  (timeout, grace, beats) => {
    expect(beatsToBeginAgain({ timeout, grace })).toBe(beats);
  },
);
