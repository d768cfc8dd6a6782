import { expect, test } from "vitest";
import { loadFailure } from "../../../../kit/checking/engine/load-failure.ts";

const file = "test/checks/13.check.ts";

test("a syntax error is one line that begins with its place, without the compiler's drawing and colours", () => {
  const message =
    "Transform failed with 1 error:\n\n\u001b[31m[PARSE_ERROR] \u001b[0mUnexpected token\n   \u001b[38;5;246m╭─[\u001b[0m ../course/test/checks/13.check.ts:7:46 \u001b[38;5;246m]\u001b[0m\n";
  expect(loadFailure(file, { message })).toBe("test/checks/13.check.ts:7:46: Unexpected token");
});

test("an error that a check file throws is placed by its stack, and by its file alone where no stack says more", () => {
  const message = "Exercise 13.1 has no checks.";
  const stack = `Error: ${message}\n    at exercise (file:///course/kit/exercise.ts:1:2)\n    at /course/test/checks/13.check.ts:4:1\n`;
  expect(loadFailure(file, { message, stack })).toBe(`test/checks/13.check.ts:4:1: ${message}`);
  expect(loadFailure(file, { message })).toBe(`${file}: ${message}`);
});
