import { expect, test } from "vitest";
import type { CaseKind } from "../../../../kit/authoring/cases/answer-case.ts";
import { findingText } from "../../../../kit/authoring/finding.ts";
import { brokenChecks, isCausedBy } from "../../../../kit/authoring/rules/broken-checks.ts";
import type { CheckReport, ExerciseReport } from "../../../../kit/checking/report.ts";

const defect = { at: "test/checks/13.check.ts:24:14", error: "TypeError: no such thing" };
const check = (name: string, fields: Partial<CheckReport> = {}): CheckReport => ({
  ...{ name, status: "failed", points: 0, maxPoints: 1, message: "", hidden: false },
  ...{ output: "", outputLength: 0 },
  ...fields,
});
const report = (checks: CheckReport[], fields: Partial<ExerciseReport> = {}): ExerciseReport => ({
  ...{ id: "13.1", title: "", state: "written", code: "", notes: [], hiddenChecks: 0, hiddenPoints: 0 },
  checks,
  ...fields,
});
const result = (kind: CaseKind, checks: CheckReport[]) => ({
  answerCase: { kind, lesson: "13", exercise: "13.1", code: "", file: "", fails: [] },
  report: report(checks),
  seconds: 0,
});
const throwing = check("halves", { isDefect: true, defect });

test("a check that throws on the solution is one finding at the place where it throws", () => {
  const results = [
    result("starter", [check("halves"), check("doubles")]),
    result("solution", [throwing, check("doubles", { status: "passed" })]),
    result("right", [throwing, check("doubles", { status: "passed" })]),
  ];
  expect(brokenChecks(results).map(({ finding }) => findingText(finding))).toEqual([
    'test/checks/13.check.ts:24:14: exercise 13.1: the check "halves" itself throws (TypeError: no such thing) on every answer: mend the check. [checks-never-err]',
  ]);
  const [some] = brokenChecks([...results, result("wrong", [check("halves")])]);
  expect(some?.finding.message).toContain("on 2 of 3 answers, the solution too");
});

test("a check that throws on a wrong answer alone stays a finding on that answer", () => {
  expect(
    brokenChecks([result("solution", [check("halves", { status: "passed" })]), result("wrong", [throwing])]),
  ).toEqual([]);
});

test("what names a broken check, or waits for its exercise, has the broken check as its cause", () => {
  const broken = brokenChecks([result("solution", [throwing])]);
  const finding = (exercise: string, message: string) => ({ rule: "solution-passes", exercise, message });
  const own = finding("13.1", 'the solution does not pass "halves"');
  expect(isCausedBy(broken, own, report([]))).toBe(true);
  expect(isCausedBy(broken, finding("13.1", 'it does not pass "doubles"'), report([]))).toBe(false);
  const waits = finding("13.2", "could not be checked");
  expect(isCausedBy(broken, waits, report([], { needs: ["13.1"] }))).toBe(true);
  expect(isCausedBy(broken, waits, report([]))).toBe(false);
});
