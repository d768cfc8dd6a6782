import { expect, test } from "vitest";
import { wholeNumberProblem } from "../../../labs/common/whole-number.ts";

test("a whole number within the range is no problem, its ends included", () => {
  expect([1, 2, 3].map((value) => wholeNumberProblem("x", value, 1, 3))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test.each([
  [0, "0 (number)"],
  [4, "4 (number)"],
  [1.5, "1.5 (number)"],
  ["2", 'the string "2"'],
  [null, "null"],
])("the sentence on %j names the value, its type and the range", (value, described) => {
  expect(wholeNumberProblem("threads", value, 1, 3)).toBe(
    `threads must be a whole number from 1 to 3, but is ${described}.`,
  );
});
