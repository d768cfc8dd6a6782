import { expect, test } from "vitest";
import { loadCourse } from "../../../../kit/lesson/index.ts";
import { exerciseFacts } from "../../../../kit/notebook/server/exercise-facts.ts";

const root = `${import.meta.dirname}/../../../..`;
const course = loadCourse(root);

test.each(course.lessons.flatMap((lesson) => lesson.exercises.map((exercise) => exercise.id)))(
  "the task of exercise %s is the prose under its own heading, and nothing before it",
  (id) => {
    const task = exerciseFacts(root, course, id)?.task ?? "";
    expect(task).toMatch(/^#+ /);
    expect(task).toContain(`Exercise ${id}`);
    expect(task.match(/^#+ /gm)).toHaveLength(1);
  },
);

test("the names that an answer must define leave out what its cell was handed out with", () => {
  expect(exerciseFacts(root, course, "04.2")?.names).toEqual(["spend"]);
  expect(exerciseFacts(root, course, "04.5")?.names).toEqual(["standstill", "move"]);
});
