import { expect, test } from "vitest";
import { idleShare } from "../../../../labs/bench/index.ts";

const lane = (worker: string, startedAt: number, endedAt: number) => ({ worker, startedAt, endedAt });

test("two lanes that are full are not idle", () => {
  expect(idleShare([lane("a", 0, 1), lane("a", 1, 2), lane("b", 0, 2)], 2)).toBe(0);
});

test("the uneven end of a list is idle time", () => {
  expect(idleShare([lane("a", 0, 2), lane("b", 0, 1)], 2)).toBe(0.25);
});

test("a worker that got no agent was idle all the time", () => {
  expect(idleShare([lane("a", 0, 1), lane("a", 1, 2)], 2)).toBe(0.5);
});

test("agents that are under way at the same time on one event loop keep one lane busy", () => {
  expect(idleShare([lane("main", 0, 2), lane("main", 0, 2), lane("main", 3, 4)], 1)).toBe(0.25);
});

test("more workers than agents count as so many lanes as agents", () => {
  expect(idleShare([lane("a", 0, 1)], 8)).toBe(0);
});

test("without an agent there is no share", () => {
  expect(idleShare([], 2)).toBeNull();
});
