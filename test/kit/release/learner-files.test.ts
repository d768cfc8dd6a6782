import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { learnerPackage } from "../../../kit/release/learner-package.ts";
import { learnerReadme } from "../../../kit/release/learner-readme.ts";
import { releasedFiles } from "../../../kit/release/project-files.ts";

const root = join(import.meta.dirname, "../../..");

describe("the learners' README", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const learners = learnerReadme(readme, ["lab", "doctor", "check", "bench"]);

  test("keeps what a learner reads, and drops the sections for others", () => {
    expect(learners).toContain("## If you are a learner");
    expect(learners).not.toMatch(/## (If you are an|The house)/);
    expect(learners).not.toContain("solutions/");
  });

  test("names no command that the copy does not have", () => {
    const named = [...learners.matchAll(/npm (?:run )?([\w:-]+)/g)].map((match) => match[1] as string);
    expect(
      named.filter((name) => !["lab", "doctor", "check", "bench", "progress", "with"].includes(name)),
    ).toEqual([]);
  });
});

test("the learners' package.json has the learners' commands and only the tools that build the kit", () => {
  const project = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const learners = learnerPackage(project);
  expect(Object.keys(learners.scripts)).toEqual(expect.arrayContaining(["lab", "doctor", "check", "bench"]));
  expect(Object.keys(learners.scripts)).not.toContain("notebooks");
  expect(Object.keys(learners.devDependencies).sort()).toEqual(["@types/node", "typescript"]);
  expect(learners.dependencies).toEqual(project.dependencies);
});

test("the released files hold no solution, no known answer and no test but the checks", () => {
  const files = releasedFiles(root);
  expect(files.filter((file) => /^(solutions|test\/(?!checks\/))/.test(file))).toEqual([]);
  expect(files).toEqual(
    expect.arrayContaining([
      "notebooks/course.json",
      "test/checks/01.check.ts",
      "kit/lab/start.mjs",
      "checklist.md",
    ]),
  );
});
