import { expect, test } from "vitest";
import { shownBeginning } from "../../../kit/checking/shown-beginning.ts";

test("a report holds a learner's text whole, and of a very long one the beginning", () => {
  expect(shownBeginning("const a = 1;")).toBe("const a = 1;");
  expect(shownBeginning("x".repeat(20_000_000))).toBe(
    `${"x".repeat(100_000)}\n… and 19,900,000 more characters.`,
  );
});
