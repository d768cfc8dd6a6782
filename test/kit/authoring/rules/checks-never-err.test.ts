import { expect, test } from "vitest";
import { findingText } from "../../../../kit/authoring/finding.ts";
import { checksNeverErr } from "../../../../kit/authoring/rules/checks-never-err.ts";
import type { CheckReport } from "../../../../kit/checking/report.ts";

const check = (name: string, fields: Partial<CheckReport>): CheckReport => ({
  ...{ name, status: "failed", points: 0, maxPoints: 1, message: "expected 2, got 3", hidden: false },
  ...{ output: "", outputLength: 0 },
  ...fields,
});

test("a check that errs on a stored answer is a finding, also where the answer does not name it", () => {
  const file = "test/answers/00/wrong/00.1-one.ts";
  const answerCase = {
    kind: "wrong",
    lesson: "00",
    exercise: "00.1",
    code: "",
    file,
    fails: ["doubles"],
  } as const;
  const message = "The check itself failed: TypeError: no such thing";
  const checks = [
    check("doubles", {}),
    check("halves", { status: "error", message, isDefect: true }),
    check("is quick", { status: "timeout", message: "Your answer ran past 5 s." }),
  ];
  const report = { id: "00.1", title: "", state: "written", code: "", notes: [], checks } as const;
  expect(
    checksNeverErr(answerCase, { ...report, hiddenChecks: 0, hiddenPoints: 0 }).map(findingText),
  ).toEqual([
    `${file}: exercise 00.1: the check "halves" errs on ${file}: let it assert what it needs before it uses it. It says: ${message} [checks-never-err]`,
  ]);
});
