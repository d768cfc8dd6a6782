import { expect, test } from "vitest";
import { count, formatSeconds, formatSpeedup } from "../../../labs/common/format-numbers.ts";

test.each([
  [0, "0 s"],
  [0.000_000_1, "<0.001 ms"],
  [0.000_042, "0.042 ms"],
  [0.001, "1 ms"],
  [0.001_234, "1.23 ms"],
  [0.0994, "99 ms"],
  [0.0996, "0.10 s"],
  [1.005, "1.00 s"],
  [9.994, "9.99 s"],
  [9.996, "10.0 s"],
  [119.9, "119.9 s"],
  [119.99, "2 min 0 s"],
  [200, "3 min 20 s"],
])("%d seconds read %s", (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text);
});

test.each([
  [1, "1.00×"],
  [1.974, "1.97×"],
  [9.996, "10.0×"],
  [99.6, "100×"],
  [0.004, "0.004×"],
])("a speedup of %d reads %s", (speedup, text) => {
  expect(formatSpeedup(speedup)).toBe(text);
});

test("one of a thing is singular, none and many are plural", () => {
  expect([0, 1, 2].map((amount) => count(amount, "agent"))).toEqual(["0 agents", "1 agent", "2 agents"]);
  expect(count(2, "process", "processes")).toBe("2 processes");
});
