import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AnswerCompiler, classGraders, readNotebook } from "../../../kit/checking/index.ts";
import { gradeClass, readRoster } from "../../../kit/grading/index.ts";
import { lateRulesOf } from "../../../kit/grading/rules/late-rules.ts";
import { findSandbox, isSandbox, type Sandbox } from "../../../kit/sandbox/index.ts";
import type { Notebook } from "./damaged/index.ts";
import { due, type GeneratedStudent, generatedClass, put, readAnswer, rosterOf } from "./generated-class.ts";

const course = join(import.meta.dirname, "../../..");
const size = 100;

let folder: string;
let sandbox: Sandbox;
let students: GeneratedStudent[];
let rows: Map<string, Record<string, string>>;
/** Points of each exercise solved, and of each alternative answer on its own, as a grader gives them to a single notebook. */
let solution: Record<string, number>;
let alternatives: Map<string, number>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "swarmlab-hundred-"));
  const found = await findSandbox({ root: course });
  // The hostile ones would reach this machine: without a sandbox this test is not run.
  if (!isSandbox(found)) throw new Error(found.sentence);
  sandbox = found;
  students = generatedClass(size);
  for (const { id, notebook, fileName, handedInAt } of students) {
    if (notebook === undefined) continue;
    const file = join(folder, "submissions", id, "lesson", fileName);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, notebook);
    writeFileSync(join(dirname(file), "timestamp.txt"), handedInAt ?? "2026-10-01 08:00:00.000000 UTC");
  }
  writeFileSync(join(folder, "roster.csv"), rosterOf(students));
  ({ solution, alternatives } = await expectedPoints());
  await gradeClass({
    root: course,
    submissions: [join(folder, "submissions")],
    out: join(folder, "gradebook"),
    sandbox: sandbox.config,
    roster: readRoster(join(folder, "roster.csv")),
    rules: lateRulesOf({ due: { "01": due }, late: { percentPerDay: 10, daysAccepted: 2 } }, "rules.json"),
    processes: 1,
    notebooksPerProcess: 3,
  });
  const table = parse(readFileSync(join(folder, "gradebook/gradebook.csv")), { columns: true }) as Record<
    string,
    string
  >[];
  rows = new Map(table.map((row) => [row.student as string, row]));
}, 1_800_000);
afterAll(async () => {
  await sandbox?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What each alternative answer gets when a single notebook with it alone is graded. */
async function expectedPoints() {
  const solved = JSON.parse(readFileSync(join(course, "solutions/01-one-agent.ipynb"), "utf8")) as Notebook;
  const compiler = new AnswerCompiler(course);
  const grader = classGraders({ root: course, sandbox: sandbox.config, compiler })();
  const file = join(folder, "01-alternative.ipynb");
  const pointsOf = async (exercise: string, answer?: string) => {
    const notebook = structuredClone(solved);
    if (answer !== undefined) put(notebook, exercise, readAnswer(answer));
    writeFileSync(file, JSON.stringify(notebook));
    const [report] = await grader.check(readNotebook(file, grader.course), { ids: [exercise] });
    return (report?.checks ?? []).reduce((total, { points }) => total + points, 0);
  };
  try {
    const ids = ["01.1", "01.2", "01.3", "01.4"];
    const solution: Record<string, number> = {};
    for (const id of ids) solution[id] = await pointsOf(id);
    const alternatives = new Map<string, number>();
    for (const [exercise, answer] of students.flatMap(({ replaced }) => Object.entries(replaced)))
      if (!alternatives.has(answer)) alternatives.set(answer, await pointsOf(exercise, answer));
    return { solution, alternatives };
  } finally {
    await grader.close();
    compiler.close();
  }
}

test("a right alternative has all points, a wrong one has not", () => {
  for (const [answer, points] of alternatives) {
    const full = solution[/\/(\d\d\.\d)/.exec(answer)?.[1] ?? ""] ?? 0;
    if (answer.startsWith("right/")) expect(points, answer).toBe(full);
    else expect(points, answer).toBeLessThan(full);
  }
});

test("every student has exactly one row, in the order of their names", () => {
  expect([...rows.keys()]).toEqual(students.map(({ id }) => id));
});

describe("each row is exactly what it must be", () => {
  test.each(generatedClass(size).map(({ id, kind }) => ({ id, kind })))("$id, $kind", ({ id, kind }) => {
    const student = students.find((one) => one.id === id) as GeneratedStudent;
    const row = rows.get(id) as Record<string, string>;
    const exercises = Object.fromEntries(Object.entries(row).filter(([name]) => /^\d\d\.\d/.test(name)));
    if (student.attention || kind === "missing") {
      expect(row.status).toBe(kind === "missing" ? "missing" : "needs attention");
      expect(row.reason).toMatch(student.attention ?? /^Nothing was handed in\.$/);
      expect(row.total).toBe("");
      return;
    }
    const points: Record<string, number> = { ...solution };
    for (const [exercise, answer] of Object.entries(student.replaced))
      points[exercise] = alternatives.get(answer) as number;
    for (const exercise of student.zero) points[exercise] = 0;
    expect(exercises).toEqual(
      Object.fromEntries(Object.entries(points).map(([exercise, own]) => [exercise, String(own)])),
    );
    const reached = Object.values(points).reduce((sum, own) => sum + own, 0);
    const days =
      kind === "late"
        ? Math.ceil(
            (Date.parse(`${student.handedInAt?.slice(0, 10)}T08:00:00Z`) - Date.parse(due)) / 86_400_000,
          )
        : 0;
    const kept = days > 2 ? 0 : 1 - days / 10;
    expect(row.status).toBe(kind === "late" ? "late" : "graded");
    expect(Number(row.total)).toBeCloseTo(reached * kept, 2);
  });
});
