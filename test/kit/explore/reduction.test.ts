import { expect, test } from "vitest";
import { compareSearches } from "./reduction.ts";

test("leaving out orders that make no difference loses no final state of 200 random programs", () => {
  const { differing, reduction } = compareSearches(200, 1, 2);
  expect(differing).toEqual([]);
  expect(reduction).toBeGreaterThan(2);
}, 120_000);
