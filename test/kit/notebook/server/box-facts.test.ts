import { afterAll, expect, test } from "vitest";
import { loadCourse } from "../../../../kit/lesson/index.ts";
import { recordVerified } from "../../../../kit/notebook/progress/progress-file.ts";
import { promptOfBox } from "../../../../kit/notebook/server/box-facts.ts";
import { fixtureCourse, right } from "../../checking/fixtures/course.ts";

const fixture = fixtureCourse();
afterAll(() => fixture[Symbol.dispose]());

const real = loadCourse(fixture.root);
const [lesson] = real.lessons;
if (!lesson) throw new Error("The fixture course has a lesson.");
const course = {
  lessons: [{ ...lesson, boxes: [{ id: "01 prompt 1", ask: "Review my `sum()` and ask me about it." }] }],
};
const ran = (...codes: string[]) => codes.map((code, at) => ({ executionCount: at + 1, code }));

test("a box that names what an exercise asks for gets the learner's answer to it, and no other", () => {
  const { prompt } = promptOfBox(fixture.root, course, "01 prompt 1", ran(right.add, right.sum));
  expect(prompt).toContain(right.sum);
  expect(prompt).not.toContain(right.add);
});

test("a prompt holds neither an unchanged starter nor a solution", () => {
  const starter = lesson.exercises[1]?.starter ?? "";
  const { prompt } = promptOfBox(fixture.root, course, "01 prompt 1", ran(starter));
  expect(prompt).not.toContain("function sum");
  expect(prompt).not.toContain("total");
});

test("a prompt says which exercises were verified", () => {
  recordVerified(fixture.root, "01.1", { exercise: "f" });
  expect(promptOfBox(fixture.root, course, "01 prompt 1", []).prompt).toContain(
    "I have solved exercise 01.1",
  );
});

test("the exercises are named whose code the prompt speaks of and does not hold", () => {
  const without = (...codes: string[]) =>
    promptOfBox(fixture.root, course, "01 prompt 1", ran(...codes)).without;
  const starter = course.lessons[0]?.exercises.map((exercise) => exercise.starter) ?? [];
  expect(without(right.add, right.sum)).toEqual([]);
  const named = without();
  expect(named.length).toBeGreaterThan(0);
  expect(without(...starter)).toEqual(named);
});

test("one sentence says which boxes there are", () => {
  expect(() => promptOfBox(fixture.root, course, "01 prompt 2", [])).toThrow(
    'Lesson 01 has no "01 prompt 2". It has "01 prompt 1".',
  );
  expect(() => promptOfBox(fixture.root, course, "09 prompt 1", [])).toThrow(
    "There is no lesson 09. There are 01.",
  );
});
