import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GradebookRow, type TestClass, testClass } from "./class-of.ts";
import { folderAttacks } from "./hostile-folders.ts";

let room: TestClass;
let rows: GradebookRow[];
let result: Awaited<ReturnType<TestClass["grade"]>>;
/** Everything around the gradebook, before and after. */
let before: string[];
const around = () =>
  below(room.root)
    .map((path) => relative(room.root, path))
    .filter((name) => !name.startsWith("gradebook"))
    .sort();

/** All paths below a folder. Links of the attacks are not followed, as a recursive `readdirSync` does. */
function below(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((one) => {
    const path = join(folder, one.name);
    return one.isDirectory() ? [path, ...below(path)] : [path];
  });
}

beforeAll(async () => {
  room = await testClass();
  const honest = JSON.stringify(room.solved());
  room.put("honest/01-sums.ipynb", honest);
  for (const { place } of folderAttacks) await place(room, honest);
  before = around();
  result = await room.grade("gradebook");
  rows = room.rows("gradebook");
}, 300_000);
afterAll(() => room[Symbol.asyncDispose]());

test("the honest student has all points, and one row", () => {
  expect(rows.filter(({ student }) => student === "honest")).toMatchObject([
    { status: "graded", total: 9, max: 9, reason: "" },
  ]);
});

test("nothing outside the gradebook's folder was written or removed", () => {
  expect(around()).toEqual(before);
  expect(readFileSync(join(room.submissions, "honest/01-sums.ipynb"), "utf8")).toBe(
    JSON.stringify(room.solved()),
  );
});

test("every row is for a student of the submissions", () => {
  const expected = folderAttacks.flatMap(({ row }) => row?.student ?? []);
  const isKnown = (student: string) =>
    student === "honest" ||
    expected.some((known) => (typeof known === "string" ? known === student : known.test(student)));
  expect(rows.map(({ student }) => student).filter((student) => !isKnown(student))).toEqual([]);
});

describe("each attack gets the row that it should", () => {
  test.each(folderAttacks)("$what", ({ row, problem }) => {
    if (problem) expect(result.problems.some((sentence) => problem.test(sentence))).toBe(true);
    if (!row) return;
    const own = rows.filter(({ student }) =>
      typeof row.student === "string" ? student === row.student : row.student.test(student),
    );
    expect(own).toHaveLength(1);
    expect(own[0]?.status).toBe(row.status);
    expect(own[0]?.reason).toMatch(row.reason ?? /^$/);
    if (row.status === "needs attention") expect(own[0]?.total).toBeNull();
    else expect(own[0]?.total).toBe(row.reason ? 0 : 9);
    expect(own[0]?.reason).not.toContain(room.root);
  });
});

describe("what is written is safe to open", () => {
  test("no cell of a table is a formula, and every table can be read", () => {
    for (const name of ["gradebook.csv", "manual.csv", "lms/moodle-grades.csv"]) {
      const cells = parse(readFileSync(join(room.root, "gradebook", name))).flat() as string[];
      expect(cells.filter((cell) => /^\s*[=+\-@\t\r]/.test(cell))).toEqual([]);
    }
  });

  test("no page holds markup of a student's, and none may run a script", () => {
    const pages = readdirSync(join(room.root, "gradebook"), { recursive: true, encoding: "utf8" }).filter(
      (name) => name.endsWith(".html") && statSync(join(room.root, "gradebook", name)).isFile(),
    );
    expect(pages.length).toBeGreaterThan(20);
    for (const name of pages) {
      const page = readFileSync(join(room.root, "gradebook", name), "utf8");
      expect(page, name).not.toMatch(/<img src=x|"onmouseover/);
      // The class page has one script of its own, which its policy knows by its hash.
      expect(page.match(/<script/g) ?? [], name).toHaveLength(name === "class.html" ? 1 : 0);
      expect(page, name).toContain(`content="default-src 'none'; style-src 'sha256-`);
    }
  });

  test("each student has a folder of feedback of the student's own, inside the gradebook", () => {
    const folders = readdirSync(join(room.root, "gradebook/feedback"));
    expect(folders.length).toBe(new Set(rows.map(({ student }) => student)).size);
    expect(new Set(folders.map((name) => name.toLowerCase())).size).toBe(folders.length);
    expect(existsSync(join(room.root, "gradebook/feedback/honest/01.html"))).toBe(false);
    expect(folders.filter((name) => name.startsWith("honest~"))).toHaveLength(1);
  });
});
