import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { leftOutRules } from "../../../kit/authoring/left-out-rules.ts";

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "contract-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test("a course without contract.json keeps all rules", () => {
  expect([...leftOutRules(root)]).toEqual([]);
});

test("the rules that contract.json names are left out", () => {
  writeFileSync(join(root, "contract.json"), '{ "leaveOut": ["spelling"] }');
  expect([...leftOutRules(root)]).toEqual(["spelling"]);
});

test.each([
  [
    '{ "leaveOut": ["solution-passes"] }',
    /leaves out "solution-passes". A course may leave out has-every-part, /,
  ],
  ['{ "leaveOut": "spelling" }', /is not of the form/],
  ["{", /is not of the form/],
])("%s is refused in one sentence", (text, sentence) => {
  writeFileSync(join(root, "contract.json"), text);
  expect(() => leftOutRules(root)).toThrow(sentence);
});
