import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadCourse } from "../../../kit/lesson/index.ts";
import { courseSecrets, courseStructures } from "../../../kit/release/leaks/course-secrets.ts";
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

const root = join(import.meta.dirname, "../../..");
const course = loadCourse(root);
const secretsOfCourse = courseSecrets(root, "");

test("explanations are secrets, each paragraph by itself", () => {
  const exercises = course.lessons.flatMap(({ exercises }) => exercises);
  const explanation = exercises.find(({ id }) => id === "04.1")?.explanation ?? "";
  const first = explanation.split("\n\n")[0] as string;
  put("docs/said.md", `Some words.\n\n${first.replaceAll("\n", " ")}\n`);
  expect(findLeaks(folder, secretsOfCourse).map(({ of }) => of)).toEqual([
    "the explanation of exercise 04.1",
  ]);
});

test("model answers of cells that a person grades are secrets", () => {
  const ofModels = secretsOfCourse.filter(({ of }) => of === "a model answer of 12-capstone.ts");
  expect(ofModels.length).toBeGreaterThan(3);
});

describe("in the real course, a disguise hides nothing", () => {
  const { lessons } = course;
  const solutionOf = (id: string) =>
    lessons.flatMap(({ exercises }) => exercises).find((exercise) => exercise.id === id)?.solution ?? "";
  const hidden =
    / {2}hidden\("is exact for sizes that were not announced"[\s\S]*?\n {2}\}\);\n/.exec(
      readFileSync(join(root, "test/checks/01.check.ts"), "utf8"),
    )?.[0] ?? "";
  const originals = { "04.3": solutionOf("04.3"), "07.3": solutionOf("07.3"), hidden };
  const secrets = secretsOfCourse;
  const structures = courseStructures(root, "");
  const everyLine = (change: (line: string, index: number) => string) => (text: string) =>
    text.split("\n").map(change).join("\n");
  const code = (character: string) => character.charCodeAt(0);

  test.each<[string, (text: string) => string | Buffer, file?: string]>([
    ["as it stands", (text) => text],
    ["in comments", everyLine((line) => `// ${line}`)],
    ["in a block comment", (text) => `/*\n${everyLine((line) => ` * ${line}`)(text)}\n */`],
    ["as a quotation", everyLine((line) => `> ${line}`)],
    ["as a diff", everyLine((line) => `+${line}`)],
    ["with line numbers", everyLine((line, index) => `${index + 1} ${line}`)],
    ["with comments in between", (text) => text.replace(/\n/g, "\n// a word\n")],
    ["with a comment behind each line", (text) => text.replace(/;$/gm, "; //")],
    ["without semicolons", (text) => text.replace(/;/g, "")],
    ["in base64", (text) => Buffer.from(text).toString("base64")],
    ["in hexadecimal", (text) => Buffer.from(text).toString("hex")],
    ["in UTF-16", (text) => Buffer.from(`\ufeff${text}`, "utf16le")],
    ["compressed", (text) => gzipSync(text)],
    ["with character references", (text) => text.replace(/[<>&="]/g, (one) => `&#${code(one)};`)],
    ["with percent signs", (text) => encodeURIComponent(text)],
    [
      "with escapes",
      (text) => text.replace(/[=;]/g, (one) => `\\u${code(one).toString(16).padStart(4, "0")}`),
    ],
    ["as strings, line by line", everyLine((line) => `${JSON.stringify(line)},`)],
    ["as JSON in JSON", (text) => JSON.stringify({ a: JSON.stringify({ b: text }) }), "a.json"],
  ])("%s", (_, disguise, file = "a.md") => {
    for (const [what, text] of Object.entries(originals)) {
      const disguised = disguise(text);
      writeFileSync(join(folder, file), disguised);
      expect(findLeaks(folder, secrets, { structures }), what).not.toEqual([]);
    }
  });

  test.each<[string, (text: string) => string]>([
    [
      "with other names",
      (text) => text.replace(/\b(?:state|holder|ways|rows|round|index|times)\b/g, (name) => `my${name}`),
    ],
    ["with its lines backwards", (text) => text.split("\n").reverse().join("\n")],
    [
      "with every second line left out",
      (text) =>
        text
          .split("\n")
          .filter((_, index) => index % 2 === 0)
          .join("\n"),
    ],
  ])("the solution of 04.3 is found %s", (_, disguise) => {
    writeFileSync(join(folder, "a.md"), disguise(originals["04.3"]));
    expect(findLeaks(folder, secrets, { structures })).not.toEqual([]);
  });

  test("and a page that was written for learners is no leak", () => {
    for (const page of ["docs/sandbox.md", "docs/explorer.md", "labs/README.md"])
      writeFileSync(join(folder, page.replace("/", "-")), readFileSync(join(root, page)));
    expect(findLeaks(folder, secrets, { structures })).toEqual([]);
  });
});
