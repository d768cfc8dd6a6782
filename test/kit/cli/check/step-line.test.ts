import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { StepLine } from "../../../../kit/cli/check/step-line.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A line, and what it wrote. */
function lineOn({ isTTY, columns = 80 }: { isTTY: boolean; columns?: number }) {
  const written: string[] = [];
  const line = new StepLine({ isTTY, columns, write: (text) => written.push(text) });
  return { line, written };
}

const compile = { part: "compile", exercise: "01.2" } as const;
const second = {
  part: "check",
  exercise: "01.2",
  name: "of nothing comes nothing",
  number: 2,
  of: 4,
} as const;

test("a check that is done within a second shows no step", () => {
  const { line, written } = lineOn({ isTTY: true });
  line.show(compile);
  vi.advanceTimersByTime(990);
  line.clear();
  vi.advanceTimersByTime(5000);
  expect(written).toEqual([]);
});

test("after a second the step is shown, then each further one in its place, until the line is cleared", () => {
  const { line, written } = lineOn({ isTTY: true });
  line.show(compile);
  vi.advanceTimersByTime(1000);
  line.show(second);
  line.clear();
  expect(written).toEqual([
    "\r\u001b[2KExercise 01.2: compiling the answer …",
    "\r\u001b[2KExercise 01.2: check 2 of 4, of nothing comes nothing …",
    "\r\u001b[2K",
  ]);
});

test("a step is cut to the terminal's width", () => {
  const { line, written } = lineOn({ isTTY: true, columns: 30 });
  line.show(second);
  vi.advanceTimersByTime(1000);
  expect(written).toEqual(["\r\u001b[2KExercise 01.2: check 2 of 4, "]);
});

test("nothing is written where there is no terminal", () => {
  const { line, written } = lineOn({ isTTY: false });
  line.show(compile);
  vi.advanceTimersByTime(5000);
  line.clear();
  expect(written).toEqual([]);
});
