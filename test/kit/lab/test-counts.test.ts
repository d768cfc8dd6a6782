import { expect, test } from "vitest";
import {
  closingLine,
  countTests,
  namesOfFailed,
  readResults,
} from "../../../kit/lab/commands/test-counts.mjs";

const file = (status: string, ...tests: string[]) => ({
  name: "/project/test/one.test.ts",
  status,
  assertionResults: tests.map((one, at) => ({ fullName: `test ${at}`, status: one })),
});
const clean = { exitCode: 0, failedChecks: 0 };

test("counts tests over all files; what did not run is skipped", () => {
  const testResults = [
    file("passed", "passed", "passed", "pending"),
    file("failed", "failed", "passed", "todo"),
  ];
  const counts = countTests({ testResults }, { exitCode: 1, failedChecks: 0 });
  expect(counts).toEqual({ passed: 3, failed: 1, skipped: 2 });
  expect(closingLine(counts)).toBe("3 passed, 1 failed, 2 skipped");
});

test("without skipped tests the line has two numbers", () => {
  expect(closingLine(countTests({ testResults: [file("passed", "passed")] }, clean))).toBe(
    "1 passed, 0 failed",
  );
});

test("a file that could not be loaded is one failed", () => {
  const testResults = [file("failed"), file("passed", "passed")];
  expect(countTests({ testResults }, { exitCode: 1, failedChecks: 0 })).toMatchObject({
    passed: 1,
    failed: 1,
  });
});

test("types or lint that do not hold are failed too", () => {
  const testResults = [file("passed", "passed")];
  expect(countTests({ testResults }, { exitCode: 0, failedChecks: 2 })).toMatchObject({
    passed: 1,
    failed: 2,
  });
});

test("an error outside of every test shows as one failed", () => {
  const testResults = [file("passed", "passed")];
  expect(countTests({ testResults }, { exitCode: 1, failedChecks: 0 })).toMatchObject({
    passed: 1,
    failed: 1,
  });
});

test("a vitest that died before it wrote results is one failed", () => {
  expect(countTests(readResults("/no/such/file"), { exitCode: 134, failedChecks: 0 })).toMatchObject({
    passed: 0,
    failed: 1,
  });
});

test("what failed is named: checks, tests, and files that do not load", () => {
  const testResults = [
    { ...file("failed"), name: "/project/test/two.test.ts" },
    file("failed", "passed", "failed"),
  ];
  const around = { root: "/project", exitCode: 1, failedChecks: ["types"] };
  const names = namesOfFailed({ testResults }, around);
  expect(names).toEqual(["types", "test/two.test.ts (it does not load)", "test/one.test.ts (test 1)"]);
  expect(closingLine({ passed: 1, failed: 3, skipped: 0 }, names)).toBe(
    "1 passed, 3 failed: types, test/two.test.ts (it does not load), test/one.test.ts (test 1)",
  );
  expect(namesOfFailed(undefined, around)).toEqual(["types", "an error outside of every test"]);
});

test("of many that failed, four are named and the others counted", () => {
  const line = closingLine({ passed: 0, failed: 6, skipped: 2 }, ["a", "b", "c", "d", "e", "f"]);
  expect(line).toBe("0 passed, 6 failed, 2 skipped: a, b, c, d, and 2 more");
});
