import { describe, expect, test } from "vitest";
import { type AnswerCase, caseName } from "../../../../kit/authoring/cases/answer-case.ts";
import { judgeCase } from "../../../../kit/authoring/cases/judge-case.ts";
import { findingText } from "../../../../kit/authoring/finding.ts";
import { feedbackHelps } from "../../../../kit/authoring/rules/feedback-helps.ts";
import type { CheckReport, ExerciseReport } from "../../../../kit/checking/report.ts";

const check = (fields: Partial<CheckReport> = {}): CheckReport => ({
  name: "doubles",
  status: "passed",
  points: 1,
  maxPoints: 1,
  message: "",
  hidden: false,
  output: "",
  outputLength: 0,
  ...fields,
});
const report = (...checks: CheckReport[]): ExerciseReport => ({
  id: "00.1",
  title: "Twice",
  state: "written",
  code: "",
  notes: [],
  checks,
  hiddenChecks: 0,
  hiddenPoints: 0,
});
const answerCase = (kind: AnswerCase["kind"], fails: readonly string[] = ["doubles"]): AnswerCase => ({
  kind,
  lesson: "00",
  exercise: "00.1",
  code: "",
  file: kind === "right" || kind === "wrong" ? `test/answers/00/${kind}/00.1-x.ts` : "solutions/00-small.ts",
  fails,
});
const failed = check({ status: "failed", message: "expected 2, got 3" });
const told = (kind: AnswerCase["kind"], found: ExerciseReport, fails?: readonly string[]) =>
  judgeCase(answerCase(kind, fails), found).map(findingText);

describe("a starter", () => {
  test("fails every check, one by one", () => {
    expect(told("starter", report(failed, failed))).toEqual([]);
    expect(told("starter", report(failed, check({ name: "halves" })))).toEqual([
      'solutions/00-small.ts: exercise 00.1: the check "halves" passes on the starter: let it ask for something that only an answer can give. [starter-fails]',
    ]);
  });

  test("has checks, and some that learners see", () => {
    expect(told("starter", report()).join()).toContain(
      "it has no checks: write some in test/checks/00.check.ts.",
    );
    expect(told("starter", report({ ...failed, hidden: true })).join()).toContain(
      "learners see none of its checks",
    );
  });

  test("of a lesson that is not built yet gets a finding that says what to run", () => {
    const unknown = { ...report(), problem: "the built course does not have it yet: run npm run notebooks." };
    expect(told("starter", unknown).join()).toContain("run npm run notebooks");
  });
});

describe.each(["solution", "right"] as const)("a correct answer (%s)", (kind) => {
  test("passes every check, hidden ones too", () => {
    expect(told(kind, report(check(), check({ hidden: true })))).toEqual([]);
    const [finding = "", ...more] = told(kind, report(check(), { ...failed, hidden: true }));
    expect(finding).toContain(
      `${caseName(answerCase(kind))} does not pass "doubles" (failed: expected 2, got 3)`,
    );
    expect(more).toEqual([]);
  });

  test("is not correct when it cannot be checked at all", () => {
    expect(told(kind, { ...report(failed), problem: "It does not compile." }).join()).toContain(
      "could not be checked",
    );
  });
});

describe("a wrong answer", () => {
  test("is failed by every check that it names", () => {
    expect(told("wrong", report(failed, check({ name: "halves" })))).toEqual([]);
    expect(told("wrong", report(failed), ["doubles", "thirds"]).join()).toContain(
      'the exercise has no check named "thirds"; it has "doubles".',
    );
    expect(told("wrong", report(check())).join()).toContain('the check "doubles" accepts this wrong answer');
  });

  test("is judged by the check itself, not by the clock or by an accident", () => {
    for (const status of ["timeout", "error", "missing"] as const) {
      expect(told("wrong", report(check({ status, message: "m" }))).join()).toContain(
        `did not judge this answer (${status}: m)`,
      );
    }
  });

  test("names a check, and compiles", () => {
    expect(told("wrong", report(failed), []).join()).toContain("add a line `// fails: NAME OF THE CHECK`");
    expect(told("wrong", { ...report(failed), problem: "It does not compile." }).join()).toContain(
      "should compile",
    );
  });
});

describe("feedback", () => {
  const headings = new Set(["two clocks", "a live swarm"]);
  const lacks = (fields: Partial<CheckReport>) =>
    feedbackHelps(answerCase("wrong"), report({ ...failed, ...fields }), headings).map(
      ({ message }) => message,
    );

  test.each([
    [{ message: "Twice as much: expected 2, got 3. Reread “Two clocks”.", expected: "2", got: "3" }],
    [{ message: "You measured 3 s, and the work took at most 2 s. Reread “A live swarm” and “Two clocks”." }],
    [{ message: "You predicted 4, and something else comes out. Reread exercise 00.1." }],
    [{ message: "Your answer threw: RangeError: too large (line 3). Reread “Two clocks”." }],
  ])("that says what came and sends learners to known headings helps: %j", (fields) => {
    expect(lacks(fields)).toEqual([]);
  });

  test.each([
    [{ message: "assert.fail()" }, "does not say what came"],
    [{ message: "doubles." }, "does not say what came"],
    [
      {
        message: "Unspecified AssertionError. Expected: Two comes out. Reread “Two clocks”.",
        reread: "Two clocks",
      },
      "does not say what came",
    ],
    [
      { message: "It should be 2 and was 3. Reread “Three clocks”." },
      "sends learners to “Three clocks”, which is no heading",
    ],
  ])("%j %s", (fields, lack) => {
    const [finding = "", ...more] = lacks(fields);
    expect(finding).toContain(`the feedback of "doubles" ${lack}`);
    expect(finding).toContain(`It says: ${fields.message}`);
    expect(more).toEqual([]);
  });
});
