import { expect, test } from "vitest";
import { classReport } from "../../../../kit/cli/grade/class-report.ts";
import type { ClassResult } from "../../../../kit/grading/index.ts";

const result: ClassResult = {
  counts: { graded: 2, late: 0, "waiting for a person": 0, missing: 0, "needs attention": 1 },
  attention: [{ student: "mallory", lesson: "01", reason: "odd" }],
  changes: undefined,
  notes: [],
  problems: [],
  lessons: ["01"],
  students: 3,
  graded: 3,
};
const request = { outAsTyped: "gradebook", regrade: false };

test("the report of a class stays short, whatever the names of what was handed in", () => {
  const long = `\u001b]0;pwned\u0007\u202e${"x".repeat(1_000_000)}`;
  const report = classReport(
    {
      ...result,
      attention: [{ student: "mallory", lesson: "01", reason: long }],
      problems: Array.from({ length: 60_000 }, () => long),
      notes: ["Points of lesson 01 have no column in Canvas."],
    },
    request,
  );
  expect(report.length).toBeLessThan(100_000);
  expect(report).toContain("and 59,971 more in gradebook/class.html");
  expect(report).toContain("have no column in Canvas");
  expect(report).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
  expect(report.split("\n").at(-1)).toBe("The gradebook is in gradebook: open gradebook/class.html first.");
});

test("a few sentences are printed whole", () => {
  const report = classReport({ ...result, problems: ["one", "two"] }, request);
  expect(report).toBe(`3 students, lesson 01: 2 graded, 0 late, 0 missing, 1 needs attention.

Needs attention:
  mallory, lesson 01: odd

one

two

The gradebook is in gradebook: open gradebook/class.html first.`);
});
