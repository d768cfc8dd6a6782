import { join } from "node:path";
import { expect, test } from "vitest";
import { casesOf, enoughCases, findingText, readAuthoredCourse } from "../../kit/authoring/index.ts";
import { loadCourse } from "../../kit/lesson/index.ts";
import { testContract } from "./support/contract.ts";

/**
 * The author's contract on the real course, with so many of its answers that each check is seen green and red. The wrong ones are tried on other
 * checks too than those that are meant to catch them, in turns, so that a check that errs is found.
 */

const root = join(import.meta.dirname, "../..");
const course = readAuthoredCourse(root, {});
const all = casesOf(course);
const tried = enoughCases(all);
const inFull = "test/lessons/every-answer.full.test.ts";
console.log(
  `${tried.length} of ${all.length} answers are tried here, and all by npm run test:full -- ${inFull}`,
);

test("every source can be read, and every lesson is in the built course", () => {
  expect(course.broken.map(findingText)).toEqual([]);
  const idsOf = ({ id, exercises }: { id: string; exercises: readonly { id: string }[] }) => [
    id,
    exercises.map((exercise) => exercise.id),
  ];
  expect(loadCourse(root).lessons.map(idsOf)).toEqual(course.lessons.map(idsOf));
});

testContract({ choose: enoughCases, everyCheck: "in turns" });
