import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CheckFileError } from "../../../kit/checking/engine/check-file-error.ts";
import { visiblePoints } from "../../../kit/checking/visible-points.ts";
import { buildCourse } from "../../../kit/cli/notebooks/build-course.ts";
import { notebooksCommand } from "../../../kit/cli/notebooks.ts";
import type { Points } from "../../../kit/lesson/index.ts";
import { courseFolder } from "../lesson/support/course-folder.ts";
import { smallLesson } from "../lesson/support/small-lesson.ts";

/** Builds the notebooks of a course whose exercises have these points, or compares them. */
async function run(root: string, { check = false, points = { "05.1": 1 } as Points } = {}) {
  const printed = output();
  const exit = await buildCourse({ root, check, points: async () => points }, printed.tools);
  return { exit, out: printed.lines("out"), err: printed.lines("err") };
}

function output() {
  const text = { out: "", err: "" };
  const stream = (key: "out" | "err") => ({ write: (part: string) => (text[key] += part) });
  return {
    tools: { out: stream("out"), err: stream("err"), signal: new AbortController().signal },
    lines: (key: "out" | "err") => text[key].split("\n").slice(0, -1),
  };
}

test("--help says what is built and how to compare", async () => {
  const { tools, lines } = output();
  expect(await notebooksCommand(["--help"], tools)).toBe(0);
  expect(lines("out").join("\n")).toMatch(/Usage: npm run notebooks[\s\S]*--check/);
  expect(lines("err")).toEqual([]);
});

test("an unknown option exits with 2 and names the right one", async () => {
  const { tools, lines } = output();
  expect(await notebooksCommand(["--chekc"], tools)).toBe(2);
  expect(lines("err")).toEqual([
    "Unknown option '--chekc': did you mean --check? Run npm run notebooks -- --help to see what there is.",
  ]);
});

test("building names what it wrote, then only what changed", async () => {
  const root = courseFolder({ "solutions/05-small.ts": smallLesson() });
  expect(await run(root)).toEqual({
    exit: 0,
    out: [
      "wrote  notebooks/05-small.ipynb",
      "wrote  solutions/05-small.ipynb",
      "wrote  notebooks/course.json",
      "The notebooks are built.",
    ],
    err: [],
  });
  expect(await run(root)).toEqual({
    exit: 0,
    out: ["The notebooks are built; 3 were so already."],
    err: [],
  });
});

test("--check exits with 1 and names each file that is not what its source gives", async () => {
  const root = courseFolder({ "solutions/05-small.ts": smallLesson() });
  await run(root);
  expect(await run(root, { check: true })).toEqual({
    exit: 0,
    out: ["All 3 built files are what their sources give."],
    err: [],
  });
  rmSync(join(root, "notebooks/course.json"));
  writeFileSync(join(root, "solutions/05-small.ipynb"), "{}");
  writeFileSync(join(root, "notebooks/04-gone.ipynb"), readFileSync(join(root, "notebooks/05-small.ipynb")));
  writeFileSync(join(root, "notebooks/notes.ipynb"), "{}");
  expect(await run(root, { check: true })).toEqual({
    exit: 1,
    out: [],
    err: [
      "solutions/05-small.ipynb is not what its source gives: run `npm run notebooks`",
      "notebooks/course.json is missing: run `npm run notebooks`",
      "notebooks/04-gone.ipynb has no source any more: run `npm run notebooks` to remove it",
      "notebooks/notes.ipynb has no source, and was not built here: move it to another folder",
    ],
  });
  expect((await run(root)).out).toContain("removed  notebooks/04-gone.ipynb");
  expect(readdirSync(join(root, "notebooks")).sort()).toEqual([
    "05-small.ipynb",
    "course.json",
    "notes.ipynb",
  ]);
});

test("an exercise without checks is noted when building and fails --check", async () => {
  const root = courseFolder({ "solutions/05-small.ts": smallLesson() });
  const note = "Exercise 05.1 is worth nothing yet: test/checks/05.check.ts has no checks for it.";
  expect(await run(root, { points: {} })).toMatchObject({ exit: 0, err: [note] });
  expect(await run(root, { check: true, points: {} })).toMatchObject({ exit: 1, err: [note] });
});

test("a broken source exits with 1 and one sentence", async () => {
  const root = courseFolder({ "solutions/05-small.ts": "nothing" });
  await expect(run(root)).rejects.toMatchObject({
    exitCode: 1,
    message: "solutions/05-small.ts:1: a lesson begins with a header between two lines `// ---`",
  });
});

test("a course without sources exits with 1 and one sentence", async () => {
  await expect(run(courseFolder())).rejects.toMatchObject({
    exitCode: 1,
    message: expect.stringMatching(/^There is no lesson source/),
  });
});

test("a check file that cannot be loaded exits with 1 and its sentence", async () => {
  const root = courseFolder({ "solutions/05-small.ts": smallLesson() });
  const message = "test/checks/05.check.ts cannot be loaded: it has a syntax error on line 3.";
  const points = () => Promise.reject(new CheckFileError(message));
  await expect(buildCourse({ root, check: false, points }, output().tools)).rejects.toMatchObject({
    exitCode: 1,
    message,
  });
});

test("an exercise is worth its visible checks together", () => {
  const check = (points: number, hidden: boolean) => ({ name: "n", points, hidden });
  expect(
    visiblePoints({
      "01.1": { checks: [check(1, false), check(2, false), check(5, true)] },
      "01.2": { checks: [] },
    }),
  ).toEqual({
    "01.1": 3,
    "01.2": 0,
  });
});
