import { afterEach, expect, it, vi } from "vitest";
import { swarmClock } from "../../../labs/swarm/clock.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

it("the clock of a swarm is right although its thread was paused while it was set", () => {
  let milliseconds = 1000;
  let isPaused = true;
  vi.spyOn(process.hrtime, "bigint").mockImplementation(() => BigInt(milliseconds) * 1_000_000n);
  vi.spyOn(performance, "now").mockImplementation(() => {
    if (isPaused) milliseconds += 50;
    isPaused = false;
    return milliseconds;
  });
  const now = swarmClock(1_000_000_000n);
  milliseconds += 10;
  expect(now()).toBeCloseTo((milliseconds - 1000) / 1000, 9);
});
