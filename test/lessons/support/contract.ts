import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type AnswerCase,
  type AuthorReport,
  authorCheck,
  caseName,
  casesOf,
  type Finding,
  findingText,
  readAuthoredCourse,
} from "../../../kit/authoring/index.ts";
import type { CheckReport } from "../../../kit/checking/index.ts";

const root = join(import.meta.dirname, "../../..");
/** All answers together, on a busy machine. */
const ALL_ANSWERS_MS = 3_600_000;

const WANTED = {
  starter: "fails every check",
  solution: "passes every check, hidden ones too",
  right: "passes every check",
  wrong: "is caught by the check meant for it, which says why",
} as const;

/** The answers to try, and on which checks the wrong ones are tried beside those that are meant to catch them. */
export interface Tried {
  readonly choose: (cases: readonly AnswerCase[]) => readonly AnswerCase[];
  readonly everyCheck: true | "in turns";
}

/** Holds the real course to the author's contract, run once: each starter, solution and answer that is tried has a test of its own name. */
export function testContract({ choose, everyCheck }: Tried): void {
  // The sources alone say which answers there are; their checks are read when the contract is run.
  const course = readAuthoredCourse(root, {});
  const cases = choose(casesOf(course));
  let whole: Promise<AuthorReport>;
  const judged = new Map(
    cases.map((answerCase) => [caseName(answerCase), Promise.withResolvers<readonly Finding[]>()]),
  );

  beforeAll(() => {
    whole = authorCheck({
      root,
      choose,
      everyCheck,
      onResult: ({ result: { answerCase }, findings }) => judged.get(caseName(answerCase))?.resolve(findings),
    });
    whole.catch((error) => {
      for (const { promise, reject } of judged.values()) {
        promise.catch(() => {});
        reject(error);
      }
    });
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

    test(
      "has each of its checks seen green on the solution and red on the starter, and red on a wrong answer where one is meant for it",
      async () => {
        const { results } = await whole;
        const mine = results.filter(({ answerCase }) => answerCase.lesson === id);
        const reported = (
          kind: AnswerCase["kind"],
          isSeen: (check: CheckReport, of: AnswerCase) => boolean,
        ) =>
          mine
            .filter(({ answerCase }) => answerCase.kind === kind)
            .flatMap(({ answerCase, report }) =>
              report.checks
                .filter((check) => isSeen(check, answerCase))
                .map(({ name }) => `${answerCase.exercise} · ${name}`),
            );
        const green = reported("solution", ({ status }) => status === "passed");
        const notGreen = new Set(reported("starter", ({ status }) => status !== "passed"));
        const red = new Set(
          reported("wrong", ({ name, status }, { fails }) => status === "failed" && fails.includes(name)),
        );
        const named = casesOf(course).flatMap(({ kind, lesson, exercise, fails }) =>
          kind === "wrong" && lesson === id ? fails.map((name) => `${exercise} · ${name}`) : [],
        );
        expect(green.length).toBeGreaterThan(0);
        expect(green.filter((check) => !notGreen.has(check))).toEqual([]);
        expect(named.filter((check) => !red.has(check))).toEqual([]);
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
}

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
