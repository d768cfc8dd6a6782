import { expect, test } from "vitest";
import { median } from "../../../kit/common/median.ts";

test("the median is the middle value, or the mean of the two in the middle, and 0 without values", () => {
  expect([median([9, 1, 5]), median([4, 1, 3, 100]), median([7]), median([])]).toEqual([5, 3.5, 7, 0]);
});

test("the median compares numbers as numbers and leaves the list unchanged", () => {
  const values = [10, 9, 100];
  expect(median(values)).toBe(10);
  expect(values).toEqual([10, 9, 100]);
});
