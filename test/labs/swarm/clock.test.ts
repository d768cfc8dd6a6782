import { afterEach, expect, it, vi } from "vitest";
import { readClockOrigin, swarmClock } from "../../../labs/swarm/clock.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

it("the clock of a swarm is set right although its thread is paused meanwhile", () => {
  let milliseconds = 1000;
  let isPaused = true;
  vi.spyOn(process.hrtime, "bigint").mockImplementation(() => BigInt(milliseconds) * 1_000_000n);
  const now = () => {
    if (isPaused) milliseconds += 50;
    isPaused = false;
    return milliseconds;
  };
  expect(readClockOrigin(now)).toBe(0n);
});

it("the clock of a swarm shows the seconds since the start that it is given", () => {
  const earlier = process.hrtime.bigint();
  const now = swarmClock(earlier)();
  const seconds = Number(process.hrtime.bigint() - earlier) / 1e9;
  expect(now).toBeGreaterThanOrEqual(-1e-6);
  expect(now).toBeLessThanOrEqual(seconds + 1e-6);
});
