import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { authorCheck, findingText } from "../../../kit/authoring/index.ts";
import { newCourseCommand } from "../../../kit/cli/new-course.ts";
import { runCommand } from "./support/run-command.ts";

const repository = join(import.meta.dirname, "../../..");
/** Generous: the machine may be busy. */
const TIMEOUT_MS = 600_000;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "swarmlab-new-course-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("wrong use is answered with one sentence", () => {
  test.each([
    [[], /^Where to\? Give a new folder, for example: npm run new-course -- \.\.\/my-course /],
    [["../course", "My", "course"], /^Write the title in quotes, for example: /],
    [["../course", " "], /^A title has letters or digits/],
    [["../course", 'The "course"'], /^A title has letters or digits/],
  ])("%j", async (args, sentence) => {
    const { code, out, err } = await runCommand(newCourseCommand, ...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(sentence);
    expect(err.trimEnd()).not.toContain("\n");
  });
});

describe("nothing is overwritten", () => {
  test("a folder inside the project is refused", async () => {
    const { code, err } = await runCommand(newCourseCommand, join(repository, "kit/course"));
    expect(code).toBe(1);
    expect(err).toContain("is part of this project: name a folder outside of it");
    expect(existsSync(join(repository, "kit/course"))).toBe(false);
  });

  test("a folder with files is refused, and stays as it is", async () => {
    const full = join(folder, "full");
    mkdirSync(full);
    writeFileSync(join(full, "mine.txt"), "mine");
    const { code, err } = await runCommand(newCourseCommand, full);
    expect(code).toBe(1);
    expect(err).toContain("holds files already");
    expect(readdirSync(full)).toEqual(["mine.txt"]);
  });
});

describe("a new course", () => {
  let course: string;
  beforeAll(async () => {
    course = join(folder, "Texte und Zahlen");
    const { code, err } = await runCommand(newCourseCommand, course, "Texts and numbers");
    expect({ code, err }).toEqual({ code: 0, err: "" });
  }, TIMEOUT_MS);

  test("has two lessons with checks and answers, a README, tests and CI, and nothing of the lessons on swarms", () => {
    expect(readdirSync(join(course, "notebooks")).sort()).toEqual([
      "00-words.ipynb",
      "01-numbers.ipynb",
      "course.json",
      "glossary.md",
    ]);
    expect(readdirSync(join(course, "test/answers")).sort()).toEqual(["00", "01"]);
    expect(readFileSync(join(course, "README.md"), "utf8")).toMatch(/^# Texts and numbers\n/);
    expect(existsSync(join(course, ".github/workflows/ci.yml"))).toBe(true);
    expect(existsSync(join(course, "node_modules"))).toBe(false);
    const { name, scripts } = JSON.parse(readFileSync(join(course, "package.json"), "utf8"));
    expect(name).toBe("texte-und-zahlen");
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(["lab", "test", "new-lesson", "grade"]));
  });

  test("has a lock file that npm takes for its package.json", () => {
    const lock = JSON.parse(readFileSync(join(course, "package-lock.json"), "utf8"));
    const manifest = JSON.parse(readFileSync(join(course, "package.json"), "utf8"));
    expect(lock.name).toBe(manifest.name);
    expect(lock.packages[""].devDependencies).toEqual(manifest.devDependencies);
  });

  test(
    "is formatted as its biome.json asks",
    async () => {
      const biome = join(repository, "node_modules/@biomejs/biome/bin/biome");
      const own = ["package.json", "contract.json", "cspell.json", "vitest.config.ts", "solutions", "test"];
      await promisify(execFile)(process.execPath, [biome, "check", ...own], { cwd: course }).catch(
        (error: { stdout: string; stderr: string }) => expect.fail(`${error.stdout}\n${error.stderr}`),
      );
    },
    TIMEOUT_MS,
  );

  test(
    "keeps the author's contract, but for the rules that its contract.json leaves out",
    async () => {
      symlinkSync(join(repository, "node_modules"), join(course, "node_modules"));
      const { findings, results } = await authorCheck({ root: course, everyCheck: true });
      expect(findings.map(findingText)).toEqual([]);
      expect(results.length).toBe(14);
      writeFileSync(join(course, "contract.json"), '{ "leaveOut": ["starter-fails"] }');
      await expect(authorCheck({ root: course, answers: false })).rejects.toThrow(
        'contract.json leaves out "starter-fails". A course may leave out has-every-part',
      );
      rmSync(join(course, "contract.json"));
      const strict = await authorCheck({ root: course, answers: false });
      expect(new Set(strict.findings.map(({ rule }) => rule))).toEqual(
        new Set(["has-every-part", "enough-exercises"]),
      );
    },
    TIMEOUT_MS,
  );
});
