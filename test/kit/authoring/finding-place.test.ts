import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withPlace } from "../../../kit/authoring/finding-place.ts";

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "swarmlab-place-"));
  mkdirSync(join(root, "test/checks"), { recursive: true });
  mkdirSync(join(root, "solutions"));
  writeFileSync(
    join(root, "test/checks/13.check.ts"),
    'exercise("13.1", () => {\n  check("halves", () => {});\n});\nexercise("13.2", () => {\n  check("halves", () => {});\n});\n',
  );
  writeFileSync(join(root, "solutions/13-a.ts"), "// %%\n\n// exercise 13.2 · Halve\n");
});
afterAll(() => rmSync(root, { recursive: true }));

const placeOf = (file: string, exercise: string, message: string, line?: number) => {
  const found = withPlace({ rule: "r", file, exercise, message, ...(line ? { line } : {}) }, root);
  return [found.line, found.column];
};

test("a finding on a check is placed where its exercise names it, and else where the exercise stands", () => {
  const file = "test/checks/13.check.ts";
  expect(placeOf(file, "13.1", 'the check "halves" is dull')).toEqual([2, 9]);
  expect(placeOf(file, "13.2", 'the check "halves" is dull')).toEqual([5, 9]);
  expect(placeOf(file, "13.2", "it has too few")).toEqual([4, 1]);
});

test("a finding on an exercise is placed at its first line; a place that is known stays", () => {
  expect(placeOf("solutions/13-a.ts", "13.2", "its hints are dull")).toEqual([3, 1]);
  expect(placeOf("solutions/13-a.ts", "13.2", "its hints are dull", 2)).toEqual([2, undefined]);
  expect(placeOf("solutions/14-none.ts", "14.1", "it is not there")).toEqual([undefined, undefined]);
});
