import { expect, test } from "vitest";
import type { AnswerCase, CaseKind } from "../../../../kit/authoring/cases/answer-case.ts";
import { enoughCases } from "../../../../kit/authoring/cases/enough-cases.ts";

const answer = (
  kind: CaseKind,
  file: string,
  fails: readonly string[] = [],
  exercise = "00.1",
): AnswerCase => ({
  kind,
  lesson: "00",
  exercise,
  code: "",
  file,
  fails,
});
const filesOf = (cases: readonly AnswerCase[]) => enoughCases(cases).map(({ file }) => file);

test("takes every starter and solution, and the first right answer of each exercise", () => {
  const cases = [
    ...[answer("starter", "starter 1"), answer("solution", "solution 1")],
    ...[answer("starter", "starter 2", [], "00.2"), answer("solution", "solution 2", [], "00.2")],
    ...[answer("right", "right 1 a"), answer("right", "right 1 b"), answer("right", "right 2", [], "00.2")],
  ];
  expect(filesOf(cases)).toEqual([
    ...["starter 1", "solution 1", "starter 2", "solution 2"],
    ...["right 1 a", "right 2"],
  ]);
});

test("takes the wrong answers that name most checks first, until each check is named, and keeps their order", () => {
  const cases = [
    answer("wrong", "one check of three", ["a"]),
    answer("wrong", "the last check", ["d"]),
    answer("wrong", "three checks", ["a", "b", "c"]),
    answer("wrong", "the same three", ["c", "b", "a"]),
    answer("wrong", "a check of another exercise", ["a"], "00.2"),
  ];
  expect(filesOf(cases)).toEqual(["the last check", "three checks", "a check of another exercise"]);
});

test("takes a wrong answer that names no check, for the contract to find", () => {
  expect(filesOf([answer("wrong", "names none"), answer("wrong", "names one", ["a"])])).toEqual([
    ...["names none", "names one"],
  ]);
});
