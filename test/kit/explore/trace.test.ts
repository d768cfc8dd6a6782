import { expect, test } from "vitest";
import { readTrace, traceOf } from "../../../kit/explore/schedule/trace.ts";
import { Random } from "./reduction.ts";

test("a trace is short, and read back it is the same run", () => {
  expect(traceOf([0, 0, 0, 1, 1, 0])).toBe("A3 B2 A1");
  expect(traceOf([1, -1, -1, 0])).toBe("B1 A! A! A1");
  expect(traceOf([2, ...Array(9).fill([0, 1]).flat(), 0, 0])).toBe("C1 (A1 B1)*9 A2");
  expect(readTrace("C1 (A1 B1)*3 B!", 3)).toEqual([2, 0, 1, 0, 1, 0, 1, -2]);
});

test("every run can be read back from its trace", () => {
  const random = new Random(5);
  for (let i = 0; i < 300; i++) {
    const choices = Array.from({ length: random.below(60) + 1 }, () => random.below(4) - 1);
    expect(readTrace(traceOf(choices), 3)).toEqual(choices);
    const often = Array.from({ length: 6 }, () => choices).flat();
    expect(readTrace(traceOf(often), 3)).toEqual(often);
  }
});
