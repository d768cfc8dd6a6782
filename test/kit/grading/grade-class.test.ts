import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openZip } from "../../../kit/grading/collect/entries/zip-entries.ts";
import { type ClassProgress, readRoster } from "../../../kit/grading/index.ts";
import { lateRulesOf } from "../../../kit/grading/rules/late-rules.ts";
import { contents, type TestClass, testClass } from "./class-of.ts";
import { sourceOf } from "./damaged/damage.ts";
import type { Notebook } from "./damaged/index.ts";
import { zipOf } from "./zips.ts";

/** Canvas's zip, and its export as the roster. Each student stands for one thing that can come of a submission. */
const roster = `Student,ID,SIS User ID,SIS Login ID,Section,01 Sums (77),Current Score
    Points Possible,,,,,18,(read only)
"Right, Rita",101,,rita,A,,
"Wrong, =Will",102,,will,A,,
"Late, Lea",103,,lea,A,,
"Twice, Tom",104,,tom,A,,
"Gone, Gus",105,,gus,A,7,
"Broken, Bo",106,,bo,A,,
"Starter, Sue",107,,sue,A,,
"<b>Bold</b>, Bea",108,,bea,A,,
`;
const rules = {
  extensions: {},
  canvas: {},
};

let room: TestClass;
let progress: ClassProgress[];
let result: Awaited<ReturnType<TestClass["grade"]>>;
const grade = (out: string, options: Parameters<TestClass["grade"]>[1] = {}) =>
  room.grade(out, {
    submissions: [join(room.root, "submissions.zip")],
    roster: readRoster(join(room.root, "roster.csv")),
    rules: lateRulesOf(rules, "rules.json"),
    ...options,
  });
const csv = (path: string): Record<string, string>[] =>
  parse(readFileSync(join(room.root, path)), { columns: true, bom: true });
const rowOf = (out: string, student: string) => room.rows(out).find((row) => row.student === student);

beforeAll(async () => {
  room = await testClass();
  const solved = room.solved();
  const text = (change: (notebook: Notebook) => void = () => {}) => {
    const copy = structuredClone(solved);
    change(copy);
    return JSON.stringify(copy);
  };
  // The second answer does without the wrong first one, so that it is judged.
  const subtracts = text((notebook) => {
    for (const cell of notebook.cells)
      if (cell.cell_type === "code")
        cell.source = sourceOf(cell)
          .replace("return a + b", "return a - b")
          .replace("add(total, number)", "total + number");
  });
  const starter = readFileSync(join(room.course.root, "notebooks/01-sums.ipynb"));
  room.put(
    "submissions.zip",
    await zipOf([
      { name: "rightrita_101_9001_01-sums.ipynb", content: text() },
      { name: "wrongwill_102_9002_01-sums.ipynb", content: subtracts },
      { name: "latelea_LATE_103_9003_01-sums.ipynb", content: text() },
      { name: "twicetom_104_9004_01-sums.ipynb", content: subtracts },
      { name: "twicetom_104_9005_01-sums-1.ipynb", content: text() },
      { name: "brokenbo_106_9006_01-sums.ipynb", content: text().slice(0, 300) },
      { name: "startersue_107_9007_01-sums.ipynb", content: starter },
      { name: "boldbea_108_9008_01-sums.pdf", content: "%PDF" },
    ]),
    room.root,
  );
  room.put("roster.csv", roster, room.root);
  progress = [];
  result = await grade("gradebook", { onProgress: (step) => progress.push(step) });
}, 300_000);
afterAll(() => room[Symbol.asyncDispose]());

describe("the gradebook", () => {
  test("has a row for each student of the roster, with status, reason and points", () => {
    const rows = csv("gradebook/gradebook.csv").map(({ student, status, total, max }) => [
      student,
      status,
      total,
      max,
    ]);
    expect(rows).toEqual([
      ["bea", "needs attention", "", "9"],
      ["bo", "needs attention", "", "9"],
      ["gus", "missing", "", "9"],
      ["lea", "late", "9", "9"],
      ["rita", "graded", "9", "9"],
      ["sue", "graded", "0", "9"],
      ["tom", "graded", "9", "9"],
      ["will", "graded", "3", "9"],
    ]);
    expect(result).toMatchObject({
      counts: { graded: 4, late: 1, missing: 1, "needs attention": 2 },
      students: 8,
      lessons: ["01"],
    });
  });

  test("gives each exercise a column, hidden checks included", () => {
    const [header] = readFileSync(join(room.root, "gradebook/gradebook.csv"), "utf8").split("\r\n");
    expect(header).toBe("\uFEFFstudent,lesson,status,reason,total,max,01.1,01.2,01.3,taken off,name");
    expect(csv("gradebook/gradebook.csv").find(({ student }) => student === "will")).toMatchObject({
      "01.1": "0",
      "01.2": "2",
      "01.3": "1",
      name: "Wrong, =Will",
    });
  });

  test("says why, wherever there is something to say", () => {
    const reason = (student: string) => rowOf("gradebook", student)?.reason;
    expect(reason("bea")).toBe("Handed in 01-sums.pdf, and no notebook for lesson 01.");
    expect(reason("bo")).toMatch(/^01-sums\.ipynb is not a notebook: the file breaks off in the middle/);
    expect(reason("gus")).toBe("Nothing was handed in.");
    expect(reason("lea")).toContain("marked late without a time");
    expect(reason("rita")).toBe("");
    expect(reason("sue")).toBe("As handed out: exercise 01.1, 01.2, 01.3.");
    expect(reason("tom")).toBe("2 attempts were handed in; the last one counts.");
  });

  test("has every check in gradebook.json, the hidden ones marked", () => {
    const checks = rowOf("gradebook", "will")?.exercises[0]?.checks;
    expect(checks?.map(({ name, status, hidden }) => [name, status, hidden])).toEqual([
      ["adds small numbers", "failed", false],
      ["adds numbers beyond 2^53", "failed", false],
      ["adds negative numbers", "failed", true],
    ]);
  });

  test("progress goes from reading to grading to writing; equal notebooks are graded once", () => {
    expect([...new Set(progress.map(({ stage }) => stage))]).toEqual(["reading", "grading", "writing"]);
    // Of the seven notebooks one cannot be read, one is not the last attempt, and three are the same.
    expect(progress.findLast(({ stage }) => stage === "grading")).toMatchObject({
      done: 3,
      total: 3,
      earlier: 0,
    });
  });
});

describe("a feedback page", () => {
  const page = (student: string) =>
    readFileSync(join(room.root, `gradebook/feedback/${student}/01.html`), "utf8");

  test("shows hidden checks as a group, without their names and what they look at", () => {
    expect(page("will")).toContain("The hidden check does not hold");
    expect(page("will")).not.toContain("adds negative numbers");
    expect(page("will")).toContain("adds small numbers");
  });

  test("holds markup of names as text, and lets the browser run nothing", () => {
    expect(page("bea")).not.toContain("<b>Bold");
    expect(page("bea")).toContain("&#60;b&#62;Bold");
    expect(page("bea")).toContain("default-src 'none'");
  });
});

describe("what platforms import", () => {
  test("Canvas's export is filled in, scaled to what Canvas counts; what a person must look at stays as it was", () => {
    const rows = csv("gradebook/lms/canvas-grades.csv");
    expect(Object.keys(rows[0] ?? {})).toEqual([
      "Student",
      "ID",
      "SIS User ID",
      "SIS Login ID",
      "Section",
      "01 Sums (77)",
    ]);
    expect(rows.map((row) => [row["SIS Login ID"], row["01 Sums (77)"]])).toEqual([
      ["", "18"],
      ["rita", "18"],
      ["will", "6"],
      ["lea", "18"],
      ["tom", "18"],
      ["gus", "7"],
      ["bo", ""],
      ["sue", "0"],
      ["bea", ""],
    ]);
    expect(result.notes.join()).toContain("Canvas counts 18 points for lesson 01, which has 9 here");
  });

  test("Canvas gets its feedback back under the submissions' own names", async () => {
    const zip = await openZip(join(room.root, "gradebook/lms/canvas-feedback-01.zip"));
    expect(zip.entries.map(({ path }) => path.join("/")).sort()).toEqual([
      "brokenbo_106_9006_01-sums.html",
      "latelea_LATE_103_9003_01-sums.html",
      "rightrita_101_9001_01-sums.html",
      "startersue_107_9007_01-sums.html",
      "twicetom_104_9005_01-sums-1.html",
      "wrongwill_102_9002_01-sums.html",
    ]);
    zip.close();
  });

  test("Gradescope's results have the same points, and hidden checks as one test", () => {
    const results = JSON.parse(
      readFileSync(join(room.root, "gradebook/lms/gradescope/will/01/results.json"), "utf8"),
    );
    expect(results).toMatchObject({ score: 3, visibility: "visible" });
    const total = results.tests.reduce((sum: number, one: { score: number }) => sum + one.score, 0);
    expect(total).toBe(3);
    expect(results.tests.filter((one: { visibility: string }) => one.visibility !== "visible")).toMatchObject(
      [{ name: "01.1 hidden checks", score: 0, max_score: 3, visibility: "after_published" }],
    );
    expect(JSON.stringify(results)).not.toContain("adds negative numbers");
  });
});

describe("the second run", { timeout: 300_000 }, () => {
  test("grades nothing again, changes no points, and writes the same bytes", async () => {
    const before = contents(join(room.root, "gradebook"));
    const steps: ClassProgress[] = [];
    const again = await grade("gradebook", { onProgress: (step) => steps.push(step) });
    expect(again).toMatchObject({ graded: 0, changes: [] });
    expect(steps.find(({ stage }) => stage === "grading")).toMatchObject({ total: 0, earlier: 3 });
    expect(contents(join(room.root, "gradebook"))).toEqual(before);
  });

  test("takes in points that were given by hand, keeps them, and settles what needed attention", async () => {
    const file = join(room.root, "gradebook/manual.csv");
    writeFileSync(
      file,
      "student,lesson,cell,max,points,comment\r\nbea,01,01.1,,4,from the PDF\r\nbea,1,01.2,,2,\r\nbea,01,01.3,,0.5,\r\nwill,01,01.1,,1,=good idea\r\nnobody,01,01.1,,1,\r\n",
    );
    const again = await grade("gradebook");
    expect(rowOf("gradebook", "bea")).toMatchObject({ status: "graded", total: 6.5 });
    expect(rowOf("gradebook", "will")).toMatchObject({ total: 4 });
    expect(again.changes?.map(({ student, before, after }) => [student, before, after])).toEqual([
      ["bea", null, 6.5],
      ["will", 3, 4],
    ]);
    expect(again.problems.join()).toContain("nobody is nobody in this class");
    expect(
      csv("gradebook/manual.csv").map(({ student, cell, points, comment }) => [
        student,
        cell,
        points,
        comment,
      ]),
    ).toEqual([
      ["bea", "01.1", "4", "from the PDF"],
      ["bea", "01.2", "2", ""],
      ["bea", "01.3", "0.5", ""],
      ["will", "01.1", "1", "'=good idea"],
      ["nobody", "01.1", "1", ""],
    ]);
    const once = readFileSync(file);
    await grade("gradebook");
    expect(readFileSync(file)).toEqual(once);
  });

  test("after a check was changed, says whose points changed, by how much, and because of which check", async () => {
    const checks = join(room.course.root, "test/checks/01.check.ts");
    writeFileSync(checks, readFileSync(checks, "utf8").replace("toBe(6n)", "toBe(7n)"));
    const again = await grade("gradebook");
    expect(again.graded).toBe(3);
    expect(again.changes).toEqual(
      ["lea", "rita", "tom", "will"].map((student) =>
        expect.objectContaining({ student, lesson: "01", because: ["01.2: sums three numbers (−1)"] }),
      ),
    );
    expect(readFileSync(join(room.root, "gradebook/changes.txt"), "utf8")).toContain(
      "rita, lesson 01: 9 → 8 (−1): 01.2: sums three numbers (−1)",
    );
  });

  test("runs checks that must be alone after all others, and they count like them", async () => {
    const checks = join(room.course.root, "test/checks/01.check.ts");
    const alone =
      'check("squares alone", { alone: true, points: 4 }, async ({ submission }) => { const agent = await submission.new("Squarer", 1); expect(await agent.reason(3)).toMatchObject({ result: 9 }); });';
    writeFileSync(
      checks,
      readFileSync(checks, "utf8").replace('exercise("01.3", ({ check }) => {', (line) => `${line} ${alone}`),
    );
    expect(await grade("gradebook")).toMatchObject({ graded: 3 });
    expect(rowOf("gradebook", "rita")).toMatchObject({ total: 12, max: 13 });
    expect(rowOf("gradebook", "sue")).toMatchObject({ total: 0, max: 13 });
    expect(rowOf("gradebook", "rita")?.exercises[2]?.checks.map(({ name }) => name)).toEqual([
      "squares its input",
      "squares alone",
    ]);
    expect(await grade("gradebook")).toMatchObject({ graded: 0 });
  });

  test("--regrade grades everything anew", async () => {
    expect(await grade("gradebook", { regrade: true })).toMatchObject({ graded: 3, changes: [] });
    expect(await grade("gradebook")).toMatchObject({ graded: 0 });
  });
});

test("nothing is read before the sandbox has passed its self-test, so that nothing read can disturb it", async () => {
  const seen: ClassProgress[] = [];
  const selfTest = Promise.reject<void>(new Error("it did not hold"));
  selfTest.catch(() => {});
  const grading = room.grade("untested", {
    selfTest,
    onProgress: (step) => seen.push(step),
  });
  await expect(grading).rejects.toThrow("it did not hold");
  expect(seen).toEqual([]);
});

describe("bad input is refused in one sentence, and nothing is written", () => {
  test("a gradebook's folder inside the submissions, or with other files in it", async () => {
    await expect(room.grade("submissions/gradebook", { submissions: [room.submissions] })).rejects.toThrow(
      "give a folder outside the submissions",
    );
    room.put("other/file.txt", "mine", room.root);
    await expect(grade("other")).rejects.toThrow("holds other files");
    expect(readFileSync(join(room.root, "other/file.txt"), "utf8")).toBe("mine");
  });

  test("submissions that are not there, no zip, or without a notebook", async () => {
    await expect(room.grade("g2", { submissions: [join(room.root, "none")] })).rejects.toThrow(
      "There is no folder or zip",
    );
    await expect(room.grade("g2", { submissions: [join(room.root, "roster.csv")] })).rejects.toThrow(
      "neither a folder nor a zip",
    );
    room.put("bad.zip", "PK no zip", room.root);
    await expect(room.grade("g2", { submissions: [join(room.root, "bad.zip")] })).rejects.toThrow(
      "bad.zip cannot be read",
    );
    await expect(room.grade("g2")).rejects.toThrow("There is no notebook in");
  });

  test("a lesson that the course does not have, and points that are no number", async () => {
    await expect(grade("g2", { lessons: ["55"] })).rejects.toThrow("The course has no lesson 55");
    room.put("g3/.grade/x", "", room.root);
    room.put("g3/manual.csv", "student,lesson,cell,max,points,comment\r\nrita,01,01.1,,many,\r\n", room.root);
    await expect(grade("g3")).rejects.toThrow('line 2: "many" is no number of points');
  });
});
