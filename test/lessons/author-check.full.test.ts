import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AnswerCase, AnswerRunner, casesOf, readAuthoredCourse } from "../../kit/authoring/index.ts";
import type { ExerciseReport } from "../../kit/checking/index.ts";

/** Checks are fair when they accept a correct answer every time: each solution is judged ten times, several at once. */

const root = join(import.meta.dirname, "../..");
const course = readAuthoredCourse(root, {});
const solutions = casesOf(course).filter(({ kind }) => kind === "solution");
const times = 10;
/** All of them on a busy machine. */
const ALL_SOLUTIONS_MS = 3_600_000;

let runner: AnswerRunner;
const reportsOf = new Map<AnswerCase, ExerciseReport[]>(solutions.map((answerCase) => [answerCase, []]));
beforeAll(async () => {
  runner = new AnswerRunner(root, course.lessons);
  const cases = Array.from({ length: times }, () => solutions).flat();
  // Every report is accepted, so that no answer is judged a second time.
  await runner.run(
    cases,
    () => true,
    ({ answerCase, report }) => reportsOf.get(answerCase)?.push(report),
  );
}, ALL_SOLUTIONS_MS);
afterAll(() => runner.close());

test.each(solutions.map((answerCase) => ({ exercise: answerCase.exercise, answerCase })))(
  `the solution of exercise $exercise passes every check ${times} times out of ${times}`,
  ({ answerCase }) => {
    const reports = reportsOf.get(answerCase) ?? [];
    expect(reports.length).toBe(times);
    const failed = reports.flatMap(({ checks }) => checks.filter(({ status }) => status !== "passed"));
    expect(failed.map(({ name, status, message }) => `${name} (${status}): ${message}`)).toEqual([]);
  },
);
