import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findExercise, loadCourse, writeNotebooks } from "../../../../kit/lesson/index.ts";
import { courseFolder } from "../support/course-folder.ts";
import { sampleLesson, samplePoints, sampleSource } from "../support/sample.ts";
import { smallLesson } from "../support/small-lesson.ts";

function builtCourse(): string {
  const root = courseFolder({
    "solutions/07-sample-lesson.ts": sampleSource,
    "solutions/05-small.ts": smallLesson(),
  });
  writeNotebooks(root, { points: samplePoints });
  return root;
}

test("a course knows its lessons in order, with every exercise and its solution", () => {
  const course = loadCourse(builtCourse());
  expect(course.lessons.map(({ id, slug, title, minutes }) => ({ id, slug, title, minutes }))).toEqual([
    { id: "05", slug: "small", title: "Small", minutes: 10 },
    { id: "07", slug: "sample-lesson", title: "A sample lesson", minutes: 25 },
  ]);
  expect(course.lessons[1]?.exercises).toEqual(sampleLesson().exercises);
});

test("a learners' copy without solutions knows all but the solutions", () => {
  const root = builtCourse();
  rmSync(join(root, "solutions"), { recursive: true });
  const expected = sampleLesson().exercises.map(({ solution: _, ...rest }) => rest);
  expect(loadCourse(root).lessons[1]?.exercises).toEqual(expected);
});

test("solutions that hold only built notebooks are no solutions either", () => {
  const root = builtCourse();
  rmSync(join(root, "solutions/05-small.ts"));
  expect(loadCourse(root).lessons[0]?.exercises[0]).not.toHaveProperty("solution");
});

test("without built notebooks one sentence says what to run", () => {
  const root = courseFolder({ "solutions/05-small.ts": smallLesson() });
  expect(() => loadCourse(root)).toThrow(
    expect.objectContaining({
      code: "NOTEBOOKS_MISSING",
      message: "notebooks/course.json is missing: run `npm run notebooks` to build it.",
    }),
  );
});

test.each(["", "{", "null", "[]", '{"lessons": 1}', '{"lessons": [{"id": "01"}]}', '{"lessons": [{}]}'])(
  "course data that is %j is refused in one sentence",
  (text) => {
    const root = courseFolder({ "notebooks/course.json": text });
    expect(() => loadCourse(root)).toThrow(
      expect.objectContaining({
        code: "INVALID_COURSE",
        message: expect.stringMatching(/^notebooks\/course\.json is damaged: run/),
      }),
    );
  },
);

test("course data that cannot be read is one sentence", () => {
  const root = courseFolder();
  mkdirSync(join(root, "notebooks/course.json"), { recursive: true });
  expect(() => loadCourse(root)).toThrow(expect.objectContaining({ code: "UNREADABLE" }));
});

test("a lesson whose source is broken is without solutions, and holds up no other", () => {
  const root = builtCourse();
  writeFileSync(join(root, "solutions/05-small.ts"), "no header");
  const solved = loadCourse(root).lessons.map(({ id, exercises }) => [
    id,
    exercises.every(({ solution }) => solution !== undefined),
  ]);
  expect(solved).toEqual([
    ["05", false],
    ["07", true],
  ]);
});

test("an exercise is found by its id, with its lesson", () => {
  const course = loadCourse(builtCourse());
  expect(findExercise(course, "07.2")).toMatchObject({
    lesson: { id: "07" },
    exercise: { title: "A class" },
  });
  expect(findExercise(course, "07.9")).toBeUndefined();
});
