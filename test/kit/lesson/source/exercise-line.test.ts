import { expect, test } from "vitest";
import { parseExerciseLine } from "../../../../kit/lesson/index.ts";

test("an exercise line gives the exercise's id and title", () => {
  expect(parseExerciseLine("// exercise 01.2 · A result nobody can change")).toEqual({
    id: "01.2",
    title: "A result nobody can change",
  });
  expect(parseExerciseLine("// exercise 12.10 · Ten · and more  ")).toEqual({
    id: "12.10",
    title: "Ten · and more",
  });
});

test.each([
  "// exercise 1.2 · Title",
  "// exercise 01.0 · Title",
  "// exercise 01.2 - Title",
  "// exercise 01.2 ·",
  "// Exercise 01.2 · Title",
  " // exercise 01.2 · Title",
  "exercise 01.2 · Title",
])("%j is no exercise line", (line) => {
  expect(parseExerciseLine(line)).toBeUndefined();
});
