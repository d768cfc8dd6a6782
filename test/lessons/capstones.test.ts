import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  AnswerCompiler,
  carefulGrader,
  type ExerciseReport,
  type Grader,
  hasPassed,
  liveSubmission,
} from "../../kit/checking/index.ts";
import { loadCourse, readLessons } from "../../kit/lesson/index.ts";

/**
 * Whole capstones, as a learner would hand them in: complete ones of quite different design are accepted from the first check to
 * the last, and flawed ones lose just the points that they should. A capstone is a list of cells, parted by `// %%`; a
 * flawed one says on which complete one it is based, and has only the cells in which it differs.
 */

const root = join(import.meta.dirname, "../..");
const folder = join(root, "test/answers/12");
const course = loadCourse(root);
const exercises = course.lessons.find(({ id }) => id === "12")?.exercises ?? [];

const isFull = process.env.SWARMLAB_FULL === "1";
/** A whole capstone takes half a minute, so the quick test runs the one that differs most from the reference. */
const complete = isFull ? readdirSync(join(folder, "complete")) : ["from-scratch.ts"];
/** Real benchmarks in four ways are for `npm run test:full`; the author's contract judges the reference's and wrong answers' meanwhile. */
const judged = exercises.map(({ id }) => id).filter((id) => isFull || id !== "12.5");

/** One exercise of a capstone, which takes half a minute, on a busy machine. */
const CAPSTONE_MS = 900_000;

const compiler = new AnswerCompiler(root);
let grader: Grader;
beforeAll(() => {
  grader = carefulGrader(root, compiler);
});
afterAll(async () => {
  await grader.close();
  compiler.close();
});

const textOf = (file: string) => readFileSync(join(folder, file), "utf8");

/** A capstone's cells by exercise. */
function cellsOf(text: string): Map<string, string> {
  const cells = text
    .split(/^\/\/ %%.*\n/m)
    .slice(1)
    .map((cell) => cell.trim());
  return new Map(cells.map((cell) => [/^\/\/ exercise (\d\d\.\d)/.exec(cell)?.[1] ?? "", cell]));
}

/** What the learner's kernel has run: the lesson's own cells, with these answers in their places. */
function executed(answers: ReadonlyMap<string, string>) {
  const cells = readLessons(root).find(({ id }) => id === "12")?.cells ?? [];
  return cells
    .filter((cell) => cell.kind === "code" && cell.role !== "check")
    .map((cell, at) => ({
      executionCount: at + 1,
      cellId: `cell-${at}`,
      code: cell.role === "exercise" ? (answers.get(cell.exercise ?? "") ?? "") : cell.source,
    }));
}

async function grade(answers: ReadonlyMap<string, string>, id: string): Promise<ExerciseReport> {
  const [report] = await grader.check(liveSubmission(executed(answers), id, course), { ids: [id] });
  return report as ExerciseReport;
}

describe.each(complete)("the complete capstone %s", (name) => {
  const answers = cellsOf(textOf(`complete/${name}`));

  test("answers every exercise", () => {
    expect([...answers.keys()]).toEqual(exercises.map(({ id }) => id));
  });

  test.each(judged)(
    "passes every check of %s, hidden ones too",
    async (id) => {
      const report = await grade(answers, id);
      expect(report.problem).toBeUndefined();
      expect(report.checks.filter(({ status }) => status !== "passed")).toEqual([]);
      expect(hasPassed(report)).toBe(true);
    },
    CAPSTONE_MS,
  );
});

describe.each(readdirSync(join(folder, "flawed")))("the flawed capstone %s", (name) => {
  const text = textOf(`flawed/${name}`);
  const base = /^\/\/ based on: (.+)$/m.exec(text)?.[1];
  const own = cellsOf(text);
  const answers = new Map([...cellsOf(textOf(`complete/${base}.ts`)), ...own]);
  const fails = [...text.matchAll(/^\/\/ fails: (\d\d\.\d) · (.+)$/gm)].map(([, id, check]) => ({
    id,
    check,
  }));

  test.each([...own.keys()].filter((id) => judged.includes(id)))(
    `is caught in %s by the checks that ${basename(name, ".ts")} names`,
    async (id) => {
      const { checks } = await grade(answers, id);
      const failed = checks.filter(({ status }) => status !== "passed").map((check) => check.name);
      const expected = fails.filter((one) => one.id === id).map(({ check }) => check);
      expect(expected.length).toBeGreaterThan(0);
      expect(failed).toEqual(expect.arrayContaining(expected));
    },
    CAPSTONE_MS,
  );
});
