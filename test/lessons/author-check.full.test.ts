import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readAuthoredCourse, type Trial, TrialBench, trialsOf } from "../../kit/authoring/index.ts";
import type { ExerciseReport } from "../../kit/checking/index.ts";

/** Checks are fair when they accept a correct answer every time: each solution is judged ten times, several at once. */

const root = join(import.meta.dirname, "../..");
const course = readAuthoredCourse(root, {});
const solutions = trialsOf(course).filter(({ kind }) => kind === "solution");
const times = 10;
/** All of them on a busy machine. */
const patience = 3_600_000;

let bench: TrialBench;
const verdicts = new Map<Trial, ExerciseReport[]>(solutions.map((trial) => [trial, []]));
beforeAll(async () => {
  bench = new TrialBench(root, course.lessons);
  const trials = Array.from({ length: times }, () => solutions).flat();
  // No second look: here the first verdict counts.
  await bench.run(
    trials,
    () => true,
    ({ trial, report }) => verdicts.get(trial)?.push(report),
  );
}, patience);
afterAll(() => bench.close());

test.each(solutions.map((trial) => ({ exercise: trial.exercise, trial })))(
  `the solution of exercise $exercise passes every check ${times} times out of ${times}`,
  ({ trial }) => {
    const reports = verdicts.get(trial) ?? [];
    expect(reports.length).toBe(times);
    const failed = reports.flatMap(({ checks }) => checks.filter(({ status }) => status !== "passed"));
    expect(failed.map(({ name, status, message }) => `${name} (${status}): ${message}`)).toEqual([]);
  },
);
