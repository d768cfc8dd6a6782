import { expect, test } from "vitest";
import { compareCrashes, compareLoops, compareSearches } from "./reduction.ts";

test("leaving out orders that make no difference loses no final state of 200 random programs", () => {
  const { differing, reduction } = compareSearches(200, 1, 2);
  expect(differing).toEqual([]);
  expect(reduction).toBeGreaterThan(2);
}, 300_000);

test("leaving out the turns of loops that stand still loses no final state of 60 random programs", () => {
  const { losing, compared } = compareLoops(60, 3, 11);
  expect(losing).toEqual([]);
  expect(compared).toBeGreaterThan(100);
}, 300_000);

test("leaving out orders loses no final state of 60 random programs whose threads may die", () => {
  expect(compareCrashes(60, 77)).toEqual([]);
}, 300_000);
