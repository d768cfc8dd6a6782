import { expect, test } from "vitest";
import { parseLesson } from "../../../../kit/lesson/index.ts";
import { readSolutions } from "../../../../kit/lesson/source/read-solutions.ts";
import { sampleLesson, sampleSource } from "../support/sample.ts";
import { secondExercise, smallLesson } from "../support/small-lesson.ts";

test("the header and the file name say which lesson it is", () => {
  expect(sampleLesson()).toMatchObject({
    id: "07",
    slug: "sample-lesson",
    title: "A sample lesson",
    minutes: 25,
  });
});

test("an exercise has its title, names, starter, solution, hints, explanation and forbidden imports", () => {
  expect(sampleLesson().exercises[0]).toEqual({
    id: "07.1",
    title: "Squares",
    names: ["square", "squares"],
    starter: `// exercise 07.1 · Squares
function square(n: number): number {
  throw new Error("exercise 07.1: write your answer here");
}

const squares = (numbers: readonly number[]): number[] => {
  // Call square() for each number.
  return [];
};`,
    solution: `// exercise 07.1 · Squares
function square(n: number): number {
  return n * n;
}

const squares = (numbers: readonly number[]): number[] => {
  return numbers.map(square);
};`,
    hints: ["What is a square?", "A number times itself.", "`n * n`"],
    explanation: "**Squares** grow fast.\n\nVery fast.",
    forbids: ["square"],
  });
});

test("an exercise asks for the names in its starter, not for helpers of its solution", () => {
  const [, second] = sampleLesson().exercises;
  expect(second?.names).toEqual(["Counter"]);
  expect(second?.solution).toContain("function plusOne");
  expect(second?.starter).not.toContain("plusOne");
  expect(second).not.toHaveProperty("explanation");
});

test("each cell has its role, and the cells of an exercise its id", () => {
  const roles = sampleLesson().cells.map(({ role, exercise }) => (exercise ? `${role} ${exercise}` : role));
  expect(roles).toEqual([
    ...["text", "demo", "text", "demo", "text"],
    ...["exercise 07.1", "check 07.1", "hint 07.1", "hint 07.1", "hint 07.1", "explanation 07.1"],
    ...["exercise 07.2", "text", "check 07.2", "hint 07.2", "hint 07.2", "hint 07.2", "text"],
  ]);
});

test("tags and the metadata that Jupyter knows are kept", () => {
  const cells = sampleLesson().cells;
  expect(cells.find(({ id }) => id === "exercise-07-2")?.tags).toEqual(["exercise", "keep-me"]);
  expect(cells[3]?.metadata).toEqual({ slideshow: { slide_type: "slide" } });
});

test("a lesson may have no exercise", () => {
  const { exercises } = parseLesson(
    smallLesson({ exercise: "", check: "", hint1: "", hint2: "", hint3: "", explanation: "" }),
    "05-small.ts",
  );
  expect(exercises).toEqual([]);
});

test("a lesson may have more than nine exercises", () => {
  const more = Array.from({ length: 10 }, (_, i) => secondExercise(`05.${i + 2}`, `extra${i}`));
  expect(
    parseLesson(smallLesson({}, ...more), "05-small.ts")
      .exercises.map(({ id }) => id)
      .at(-1),
  ).toBe("05.11");
});

test("reading only the solutions gives the same texts as reading the lesson", () => {
  const expected = sampleLesson().exercises.map(({ id, solution }) => [id, solution]);
  expect([...readSolutions(sampleSource, "07-sample-lesson.ts")]).toEqual(expected);
});
