import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CheckFileError } from "../../../kit/checking/engine/check-file-error.ts";
import { visiblePoints } from "../../../kit/checking/visible-points.ts";
import { notebooksCommand } from "../../../kit/cli/notebooks-command.ts";
import { courseFolder } from "../lesson/support/course-folder.ts";
import { smallLesson } from "../lesson/support/small-lesson.ts";

async function run(argv: string[], points = { "05.1": 1 }) {
  const out: string[] = [];
  const err: string[] = [];
  const exit = await notebooksCommand(argv, {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    root: async () => courseFolder(),
    points: async () => points,
  });
  return { exit, out, err };
}

test("--help says what is built and how to compare", async () => {
  const { exit, out, err } = await run(["--help"]);
  expect({ exit, err }).toEqual({ exit: 0, err: [] });
  expect(out.join("\n")).toMatch(/Usage: npm run notebooks[\s\S]*--check/);
});

test("an unknown option exits with 2 and the usage", async () => {
  const { exit, err } = await run(["--chekc"]);
  expect(exit).toBe(2);
  expect(err.join("\n")).toMatch(/Unknown option '--chekc'[\s\S]*Usage:/);
});

test("building names what it wrote, then only what changed", async () => {
  const root = courseFolder({ "solutions/05-small.ts": smallLesson() });
  expect(await run(["--root", root])).toEqual({
    exit: 0,
    out: [
      "wrote  notebooks/05-small.ipynb",
      "wrote  solutions/05-small.ipynb",
      "wrote  notebooks/course.json",
      "The notebooks are built.",
    ],
    err: [],
  });
  expect(await run(["--root", root])).toEqual({
    exit: 0,
    out: ["The notebooks are built; 3 were so already."],
    err: [],
  });
});

test("--check exits with 1 and names each file that is not what its source gives", async () => {
  const root = courseFolder({ "solutions/05-small.ts": smallLesson() });
  await run(["--root", root]);
  expect(await run(["--check", "--root", root])).toEqual({
    exit: 0,
    out: ["All 3 built files are what their sources give."],
    err: [],
  });
  rmSync(join(root, "notebooks/course.json"));
  writeFileSync(join(root, "solutions/05-small.ipynb"), "{}");
  writeFileSync(join(root, "notebooks/04-gone.ipynb"), readFileSync(join(root, "notebooks/05-small.ipynb")));
  writeFileSync(join(root, "notebooks/notes.ipynb"), "{}");
  expect(await run(["--check", "--root", root])).toEqual({
    exit: 1,
    out: [],
    err: [
      "solutions/05-small.ipynb is not what its source gives: run `npm run notebooks`",
      "notebooks/course.json is missing: run `npm run notebooks`",
      "notebooks/04-gone.ipynb has no source any more: run `npm run notebooks` to remove it",
      "notebooks/notes.ipynb has no source, and was not built here: move it to another folder",
    ],
  });
  expect((await run(["--root", root])).out).toContain("removed  notebooks/04-gone.ipynb");
  expect(readdirSync(join(root, "notebooks")).sort()).toEqual([
    "05-small.ipynb",
    "course.json",
    "notes.ipynb",
  ]);
});

test("an exercise without checks is noted when building and fails --check", async () => {
  const root = courseFolder({ "solutions/05-small.ts": smallLesson() });
  const note = "Exercise 05.1 is worth nothing yet: test/checks/05.check.ts has no checks for it.";
  expect(await run(["--root", root], {} as never)).toMatchObject({ exit: 0, err: [note] });
  expect(await run(["--check", "--root", root], {} as never)).toMatchObject({ exit: 1, err: [note] });
});

test("a broken source exits with 1 and one sentence", async () => {
  const root = courseFolder({ "solutions/05-small.ts": "nothing" });
  expect(await run(["--root", root])).toEqual({
    exit: 1,
    out: [],
    err: ["solutions/05-small.ts:1: a lesson begins with a header between two lines `// ---`"],
  });
});

test("without --root it builds the course that the command belongs to", async () => {
  const { exit, err } = await run([]);
  expect({ exit, err }).toEqual({ exit: 1, err: [expect.stringMatching(/^There is no lesson source/)] });
});

test("a check file that cannot be loaded exits with 1 and its sentence", async () => {
  const err: string[] = [];
  const exit = await notebooksCommand(["--root", courseFolder({ "solutions/05-small.ts": smallLesson() })], {
    out: () => {},
    err: (line) => err.push(line),
    root: async () => "",
    points: async () => {
      throw new CheckFileError("test/checks/05.check.ts cannot be loaded: it has a syntax error on line 3.");
    },
  });
  expect({ exit, err }).toEqual({
    exit: 1,
    err: ["test/checks/05.check.ts cannot be loaded: it has a syntax error on line 3."],
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
