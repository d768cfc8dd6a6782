import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { courseSecrets } from "../../../kit/release/leaks/course-secrets.ts";
import { findLeaks } from "../../../kit/release/leaks/find-leaks.ts";
import { secretsIn } from "../../../kit/release/leaks/secret.ts";

const solution = `const total = numbers.reduce((sum, value) => sum + value * value, 0);
const mean = total / numbers.length;
return { total, mean, count: numbers.length };`;
const secrets = secretsIn(solution, "the solution of exercise 09.1");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "swarmlab-leaks-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(file: string, content: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), content);
}

describe("three lines of a solution are found", () => {
  test.each([
    ["as they stand", "hint.md", `Try this:\n\n${solution}\n`],
    ["with other indents and line breaks", "labs/x.ts", solution.replace(/ = /g, " =\n        ")],
    ["in one line", "min.js", solution.replace(/\n/g, " ")],
    [
      "with other quotes and escapes, in JSON",
      "course.json",
      JSON.stringify({ hints: [{ text: solution }] }),
    ],
    [
      "as a notebook's list of lines",
      "n.ipynb",
      JSON.stringify({ cells: [{ source: solution.split(/(?<=\n)/) }] }),
    ],
    ["in a source map", "dist/x.js.map", JSON.stringify({ sourcesContent: [`// head\n${solution}`] })],
    ["in a file of another kind", "picture.svg", `<svg><!-- ${solution} --></svg>`],
    ["inside broken JSON", "broken.json", `{ "a": ${solution}`],
  ])("%s", (_, file, content) => {
    put(file, content);
    expect(findLeaks(folder, secrets)).toEqual([
      { file, of: "the solution of exercise 09.1", begins: expect.stringMatching(/^consttotal=/) },
    ]);
  });
});

describe("no leak", () => {
  test("is made of two lines, or of short ones", () => {
    put("a.md", solution.split("\n").slice(0, 2).join("\n"));
    expect(findLeaks(folder, secrets)).toEqual([]);
    expect(secretsIn("a();\nb();\nc();", "short")).toEqual([]);
  });

  test("is searched for in what npm installed", () => {
    put("node_modules/x/index.js", solution);
    expect(findLeaks(folder, secrets)).toEqual([]);
  });
});

test("model answers of cells that a person grades are secrets", () => {
  const secrets = courseSecrets(join(import.meta.dirname, "../../.."), "");
  const ofModels = secrets.filter(({ of }) => of === "a model answer of 12-capstone.ts");
  expect(ofModels.length).toBeGreaterThan(3);
});
