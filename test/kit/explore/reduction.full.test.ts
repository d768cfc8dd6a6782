import { expect, test } from "vitest";
import { compareCrashes, compareLoops, compareSearches } from "./reduction.ts";

test("leaving out orders that make no difference loses no final state of 1,000 random programs", () => {
  const { differing, reduction } = compareSearches(1000, 2026, 3);
  expect(differing).toEqual([]);
  expect(reduction).toBeGreaterThan(5);
}, 1_200_000);

test("leaving out the turns of loops that stand still loses no final state of 1,000 random programs", () => {
  const { losing, compared } = compareLoops(1000, 4, 13);
  expect(losing).toEqual([]);
  expect(compared).toBeGreaterThan(2000);
}, 1_200_000);

test("leaving out orders loses no final state of 400 random programs whose threads may die", () => {
  expect(compareCrashes(400, 78)).toEqual([]);
}, 1_200_000);
