import { expect, test } from "vitest";
import { filesToTryAgain, lastResults, unsteadyTests } from "../../../kit/lab/commands/test/second-try.mjs";

const file = (name: string, status: string, tests: Record<string, string> = {}) => ({
  name,
  status,
  assertionResults: Object.entries(tests).map(([fullName, one]) => ({ fullName, status: one })),
});

const first = {
  testResults: [
    file("a", "passed", { x: "passed" }),
    file("b", "failed", { y: "failed", z: "passed" }),
    file("c", "failed", { x: "failed" }),
    file("d", "failed"),
  ],
};
const second = {
  testResults: [
    file("b", "passed", { y: "passed", z: "passed" }),
    file("c", "failed", { x: "failed" }),
    file("d", "passed", { v: "passed" }),
  ],
};

test("the files that failed are tried again, whatever failed in them", () => {
  expect(filesToTryAgain(first)).toEqual(["b", "c", "d"]);
  expect(filesToTryAgain({ testResults: [file("a", "passed")] })).toEqual([]);
  expect(filesToTryAgain(undefined)).toEqual([]);
});

test("nothing is tried again when much failed", () => {
  const testResults = Array.from({ length: 9 }, (_, at) => file(`${at}`, "failed"));
  expect(filesToTryAgain({ testResults })).toEqual([]);
});

test("a file counts as its last run saw it", () => {
  expect(lastResults(first, second).testResults).toEqual([first.testResults[0], ...second.testResults]);
});

test("what failed first and held then is named, what failed twice is not", () => {
  expect(unsteadyTests(first, second)).toEqual(["b > y", "d"]);
});

test("a test that fails only the second time stays failed", () => {
  const worse = { testResults: [file("b", "failed", { y: "passed", z: "failed" })] };
  expect(lastResults(first, worse).testResults[1]).toEqual(worse.testResults[0]);
  expect(unsteadyTests(first, worse)).toEqual(["b > y"]);
});
