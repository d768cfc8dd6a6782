import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ExerciseReport, Grader, hasPassed, liveSubmission } from "../../kit/grading/index.ts";
import { type CourseLesson, loadCourse, readLessons } from "../../kit/lesson/index.ts";

const root = join(import.meta.dirname, "../..");
const course = existsSync(join(root, "notebooks/course.json")) ? loadCourse(root) : { lessons: [] };
// The cells of a lesson in their order, as a learner would run them, with each exercise answered by `answer`.
const lessons = readLessons(root);

let grader: Grader;
beforeAll(() => {
  grader = new Grader({ root, hidden: true });
});
afterAll(() => grader.close());

function work(
  lesson: CourseLesson,
  answer: (exercise: { starter: string; solution?: string }, id: string) => string,
) {
  const cells = lessons.find(({ id }) => id === lesson.id)?.cells ?? [];
  const executed = cells.flatMap((cell) => {
    if (cell.kind !== "code") return [];
    if (cell.role === "check") return [];
    const exercise =
      cell.role === "exercise" ? lesson.exercises.find(({ id }) => id === cell.exercise) : undefined;
    return [exercise ? answer(exercise, exercise.id) : cell.source];
  });
  return executed.map((code, index) => ({ executionCount: index + 1, code, cellId: `cell-${index}` }));
}

async function report(
  lesson: CourseLesson,
  id: string,
  answer: Parameters<typeof work>[1],
): Promise<ExerciseReport> {
  const [found] = await grader.check(liveSubmission(work(lesson, answer), id, grader.course), { ids: [id] });
  return found as ExerciseReport;
}

test("every lesson is in the course, with the exercises of its source", () => {
  expect(course.lessons.map(({ id, exercises }) => [id, exercises.map((exercise) => exercise.id)])).toEqual(
    lessons.map(({ id, exercises }) => [id, exercises.map((exercise) => exercise.id)]),
  );
});

describe.each(course.lessons)("lesson $id · $title", (lesson) => {
  describe.each(lesson.exercises)("exercise $id · $title", ({ id }) => {
    test("has checks, and each of them fails on the starter", async () => {
      const { checks, state } = await report(lesson, id, (exercise, other) =>
        other === id ? exercise.starter : (exercise.solution ?? ""),
      );
      expect(state).toBe("starter");
      expect(checks.filter((check) => !check.hidden).length).toBeGreaterThan(0);
      expect(checks.filter((check) => check.status === "passed").map((check) => check.name)).toEqual([]);
    });

    test("passes every check, hidden ones too, with the solution", async () => {
      const solved = await report(lesson, id, (exercise) => exercise.solution ?? "");
      expect(solved.checks.filter((check) => check.status !== "passed")).toEqual([]);
      expect(solved.problem).toBeUndefined();
      expect(hasPassed(solved)).toBe(true);
    });
  });
});
