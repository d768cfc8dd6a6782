import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type AuthorReport,
  authorCheck,
  caseName,
  casesOf,
  type Finding,
  findingText,
  readAuthoredCourse,
} from "../../kit/authoring/index.ts";
import { loadCourse } from "../../kit/lesson/index.ts";

/**
 * The author's contract on the real course, run once: each starter, solution and answer has a test of its own name. Wrong answers are tried on other
 * checks too than those that are meant to catch them, so that a check that errs is found: in turns, and by `npm run test:full` on every one.
 */

const root = join(import.meta.dirname, "../..");
// The sources alone say which answers there are; their checks are read when the contract is run.
const course = readAuthoredCourse(root, {});
const cases = casesOf(course);
/** All answers together, on a busy machine. */
const ALL_ANSWERS_MS = 3_600_000;

let whole: Promise<AuthorReport>;
const judged = new Map(
  cases.map((answerCase) => [caseName(answerCase), Promise.withResolvers<readonly Finding[]>()]),
);

beforeAll(() => {
  whole = authorCheck({
    root,
    everyCheck: process.env.SWARMLAB_FULL === "1" || "in turns",
    onResult: ({ result: { answerCase }, findings }) => judged.get(caseName(answerCase))?.resolve(findings),
  });
  whole.catch((error) => {
    for (const { promise, reject } of judged.values()) {
      promise.catch(() => {});
      reject(error);
    }
  });
});

const WANTED = {
  starter: "fails every check",
  solution: "passes every check, hidden ones too",
  right: "passes every check",
  wrong: "is caught by the check meant for it, which says why",
} as const;

test("every source can be read, and every lesson is in the built course", () => {
  expect(course.broken.map(findingText)).toEqual([]);
  const idsOf = ({ id, exercises }: { id: string; exercises: readonly { id: string }[] }) => [
    id,
    exercises.map((exercise) => exercise.id),
  ];
  expect(loadCourse(root).lessons.map(idsOf)).toEqual(course.lessons.map(idsOf));
});

describe.each(course.lessons.map(({ id, title }) => ({ id, title })))("lesson $id · $title", ({ id }) => {
  const own = cases.filter(({ lesson }) => lesson === id);
  test.each(own.map((answerCase) => ({ name: caseName(answerCase), what: WANTED[answerCase.kind] })))(
    "$name $what",
    async ({ name }) => {
      const findings = await judged.get(name)?.promise;
      expect(findings?.map(findingText)).toEqual([]);
    },
    ALL_ANSWERS_MS,
  );

  test(
    "keeps every other rule of the contract",
    async () => {
      const { findings } = await whole;
      const others = findings.filter(({ lesson, rule }) => lesson === id && !isOfAnAnswer(rule));
      expect(others.map(findingText)).toEqual([]);
    },
    ALL_ANSWERS_MS,
  );
});

test(
  "the course as a whole keeps the contract",
  async () => {
    const { findings, results } = await whole;
    expect(findings.filter(({ lesson }) => lesson === undefined).map(findingText)).toEqual([]);
    expect(results.length).toBe(cases.length);
  },
  ALL_ANSWERS_MS,
);

/** Whether the test of an answer reports findings of this rule, so that each finding fails one test. */
function isOfAnAnswer(rule: string): boolean {
  return [
    "starter-fails",
    "solution-passes",
    "right-is-accepted",
    "wrong-is-rejected",
    "feedback-helps",
    "checks-never-err",
  ].includes(rule);
}
