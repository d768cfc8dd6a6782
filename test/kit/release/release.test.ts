import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadCourse, openExplanation } from "../../../kit/lesson/index.ts";
import { type Release, type ReleaseError, searchForLeaks, writeRelease } from "../../../kit/release/index.ts";
import { projectFiles, releasedFiles } from "../../../kit/release/project-files.ts";
import { install } from "./install.ts";

const root = join(import.meta.dirname, "../../..");
const run = promisify(execFile);

let folder: string;
beforeAll(() => {
  mkdirSync(join(root, ".lab/tmp"), { recursive: true });
  folder = mkdtempSync(join(root, ".lab/tmp/release-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The project, or these of its files, as a folder of its own, so that a test may spoil it. */
function projectCopy(name: string, isCopied: (file: string) => boolean = () => true): string {
  const copy = join(folder, name);
  for (const file of projectFiles(root).filter(isCopied)) cpSync(join(root, file), join(copy, file));
  return copy;
}

const refusal = (made: Promise<unknown>): Promise<ReleaseError> =>
  made.then(
    () => expect.fail("nothing was refused"),
    (error) => error,
  );

describe("the learners' copy of the course", () => {
  let copy: string;
  let project: string;
  let release: Release;
  beforeAll(async () => {
    // No other test edits this course while it is released.
    project = projectCopy("project");
    copy = join(folder, "learners");
    release = await writeRelease(project, copy);
  }, 300_000);

  test("has every explanation sealed, and opens it", () => {
    const clear = loadCourse(project).lessons.flatMap(({ exercises }) => exercises);
    const closed = loadCourse(copy).lessons.flatMap(({ exercises }) => exercises);
    expect(closed.filter(({ explanation }) => explanation !== undefined)).toEqual([]);
    expect(closed.map((exercise) => openExplanation(copy, exercise))).toEqual(
      clear.map(({ explanation }) => explanation),
    );
  });

  test("holds no solution, hidden check, known answer or history", () => {
    expect(release.secrets).toBeGreaterThan(200);
    expect(readdirSync(copy)).not.toEqual(expect.arrayContaining(["solutions"]));
    expect(readdirSync(join(copy, "test"))).toEqual(["checks"]);
    expect(existsSync(join(copy, ".git"))).toBe(false);
    for (const name of readdirSync(join(copy, "test/checks"))) {
      expect(readFileSync(join(copy, "test/checks", name), "utf8"), name).not.toMatch(/\bhidden\(/);
    }
  });

  test("has fingerprints of the answers for the co-teacher's guard, of every exercise and without a text", () => {
    const text = readFileSync(join(copy, "notebooks/answers.json"), "utf8");
    const { exercises } = JSON.parse(text) as { exercises: Record<string, { fingerprints: unknown[] }> };
    expect(Object.keys(exercises).length).toBeGreaterThan(40);
    for (const [id, { fingerprints }] of Object.entries(exercises))
      expect(fingerprints.length, id).toBeGreaterThan(0);
    const words = new Set(text.match(/[A-Za-z]{3,}/g)?.filter((word) => !/^[0-9a-f]+$/.test(word)));
    expect([...words].sort()).toEqual([
      "answer",
      "bits",
      "exercises",
      "fingerprints",
      "hashes",
      "salt",
      "solution",
      "statements",
      "values",
      "version",
    ]);
  });

  test("has the glossary, and no link to a file that it does not have", () => {
    expect(existsSync(join(copy, "notebooks/glossary.md"))).toBe(true);
    const texts = releasedFiles(project).filter((file) => file.endsWith(".md"));
    expect(texts).toContain("README.md");
    for (const file of texts) {
      const text = readFileSync(join(copy, file), "utf8").replaceAll(/```[\s\S]*?```/g, "");
      const targets = [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map((match) => match[1] as string);
      const dead = targets.filter(
        (target) => !/^[a-z]+:/.test(target) && !existsSync(join(copy, file, "..", target)),
      );
      expect(dead, file).toEqual([]);
    }
  });

  test("is the same, byte for byte, when it is made again in the same place", async () => {
    const before = contents(copy);
    await writeRelease(project, copy);
    expect(contents(copy)).toEqual(before);
  }, 300_000);

  test("has a lock file that npm takes for its package.json, with nothing the learner does not need", () => {
    const lock = JSON.parse(readFileSync(join(copy, "package-lock.json"), "utf8"));
    const manifest = JSON.parse(readFileSync(join(copy, "package.json"), "utf8"));
    expect(lock.packages[""].devDependencies).toEqual(manifest.devDependencies);
    expect(Object.keys(lock.packages)).toEqual(
      expect.arrayContaining(["node_modules/tslab", "node_modules/piscina"]),
    );
    expect(Object.keys(lock.packages)).not.toContain("node_modules/playwright-core");
  });

  test("builds, checks an answer with the same points, and holds no secret then either", async () => {
    install(copy);
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    await run(process.execPath, [tsc, "-b", "labs", "kit"], { cwd: copy });
    // A learner who has solved everything.
    const notebook = join(copy, "work/01-one-agent.ipynb");
    mkdirSync(join(copy, "work"));
    cpSync(join(root, "solutions/01-one-agent.ipynb"), notebook);
    const check = join(copy, "kit/dist/cli/check.js");
    const { stdout } = await run(process.execPath, [check, notebook, "--json"], { cwd: copy });
    const result = JSON.parse(stdout);
    expect(result.points).toBe(result.maxPoints);
    expect(result.points).toBeGreaterThan(10);
    rmSync(join(copy, "work"), { recursive: true });
    expect(searchForLeaks(project, copy).leaks).toEqual([]);
  }, 300_000);
});

describe("nothing is released", () => {
  test("where a hint holds the solution: the file and the exercise are named", async () => {
    // Most of the time of a release is the search of the sources, which are as they were above.
    const spoilt = projectCopy("spoilt", (file) => !/^(?:kit|labs|docs|test\/answers)\//.test(file));
    const source = readFileSync(join(spoilt, "solutions/01-one-agent.ts"), "utf8");
    const solution = /\/\/ BEGIN SOLUTION\n([\s\S]*?)\/\/ END SOLUTION/g;
    const long = [...source.matchAll(solution)]
      .map((match) => match[1] as string)
      .sort((a, b) => b.length - a.length)[0];
    const course = JSON.parse(readFileSync(join(spoilt, "notebooks/course.json"), "utf8"));
    course.lessons[1].exercises[0].hints[2] += `\n\n${long}`;
    writeFileSync(join(spoilt, "notebooks/course.json"), JSON.stringify(course));
    const out = join(folder, "never");
    const error = await refusal(writeRelease(spoilt, out));
    expect(error).toMatchObject({ code: "LEAK" });
    expect(error.message).toMatch(/notebooks\/course\.json holds the solution of exercise 01\.\d/);
    expect(existsSync(out)).toBe(false);
    expect(readdirSync(folder).filter((name) => name.startsWith(".never"))).toEqual([]);
  }, 300_000);

  test("over a folder that is no release, and its files stay", async () => {
    const taken = join(folder, "taken");
    mkdirSync(taken);
    writeFileSync(join(taken, "thesis.txt"), "years of work");
    expect(await refusal(writeRelease(root, taken))).toMatchObject({ code: "BAD_TARGET" });
    expect(readFileSync(join(taken, "thesis.txt"), "utf8")).toBe("years of work");
  });

  test.each(["", "notebooks", "labs/agents", ".."])("into the project itself (%s)", async (inside) => {
    expect(await refusal(writeRelease(root, join(root, inside)))).toMatchObject({ code: "BAD_TARGET" });
  });
});

test("the command says what it does, refuses two folders and names the missing one", async () => {
  const command = join(root, "kit/dist/cli/release.js");
  expect(execFileSync(process.execPath, [command, "--help"], { encoding: "utf8" })).toContain(
    "npm run release -- OUT",
  );
  for (const args of [[], ["one", "two"], ["--nonsense"]]) {
    const failed = await run(process.execPath, [command, ...args]).then(
      () => undefined,
      (error) => error,
    );
    expect(failed).toMatchObject({ code: 2 });
  }
});

function contents(copy: string): Record<string, string> {
  const files = readdirSync(copy, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => [
      join(parentPath, name),
      createHash("sha256")
        .update(readFileSync(join(parentPath, name)))
        .digest("hex"),
    ]),
  );
}
