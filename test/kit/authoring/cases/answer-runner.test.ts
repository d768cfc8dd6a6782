import { afterAll, beforeAll, expect, test } from "vitest";
import type { AnswerCase } from "../../../../kit/authoring/cases/answer-case.ts";
import { AnswerRunner, type CaseResult } from "../../../../kit/authoring/cases/answer-runner.ts";
import type { Grader } from "../../../../kit/checking/index.ts";
import { hasPassed } from "../../../../kit/checking/report.ts";
import { loadCourse, readLessons } from "../../../../kit/lesson/index.ts";
import { type FixtureCourse, fixtureCourse, right } from "../../checking/fixtures/course.ts";
import { expectNoProcessNaming } from "../../sandbox/process/processes.ts";

let fixture: FixtureCourse;
let runner: AnswerRunner;
beforeAll(() => {
  fixture = fixtureCourse();
  runner = new AnswerRunner(fixture.root, readLessons(fixture.root), { lanes: 1 });
});
afterAll(async () => {
  await runner.close();
  await expectNoProcessNaming(fixture.root);
  fixture[Symbol.dispose]();
});

const answer = (code: string, fields: Partial<AnswerCase> = {}): AnswerCase => ({
  kind: "right",
  lesson: "01",
  exercise: "01.1",
  code,
  file: "",
  fails: [],
  ...fields,
});

async function judge(cases: readonly AnswerCase[], isAsWanted: boolean): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  await runner.run(
    cases,
    (_, report) => isAsWanted || hasPassed(report),
    (result) => results.push(result),
  );
  return results;
}

const line = "// exercise 01.1 · Add two numbers\n";
const world = "const world = globalThis as { spoiled?: true };";
const spoils = `${line}${world}\nworld.spoiled = true;\nconst add = (a: bigint, b: bigint) => a + b;`;
const needsIt = `${line}${world}\nconst add = (a: bigint, b: bigint) => (world.spoiled ? 0n : a + b);`;

test("answers share a process, and an answer that an earlier one has spoiled is judged again in a fresh process", async () => {
  const shared = await judge([answer(spoils), answer(needsIt)], true);
  expect(shared.map(({ report }) => hasPassed(report))).toEqual([true, false]);
  const again = await judge([answer(needsIt)], false);
  expect(again.map(({ report }) => hasPassed(report))).toEqual([true]);
}, 300_000);

test("hidden checks run too, and of a wrong answer only those that it names", async () => {
  const [all] = await judge([answer(right.add)], true);
  expect(all?.report.checks.map(({ status }) => status)).toEqual(["passed", "passed", "passed"]);
  const wrong = answer(`${line}const add = () => 5n;`, { kind: "wrong", fails: ["adds negative numbers"] });
  const [named] = await judge([wrong], true);
  const said = named?.report.checks.map(({ name, status, message }) => [name, status, message]);
  expect(said?.at(-1)).toEqual(["adds negative numbers", "failed", "expected -5n, got 5n"]);
  expect(said?.slice(0, -1).map(([, , message]) => message)).toEqual([
    "The check did not report: run it again.",
    "The check did not report: run it again.",
  ]);
}, 300_000);

test("in turns, the wrong answers of an exercise are tried on all of its checks together, and each also on those that it names", async () => {
  const asked: (readonly string[] | undefined)[] = [];
  // It notes which checks it is asked for, and runs none.
  const grader = {
    course: loadCourse(fixture.root),
    lost: undefined,
    checksOf: async () => ({ taking: ["a", "b", "c", "d", "e"].map((name) => ({ name })), hidden: [] }),
    hasChecksAlone: async () => false,
    check: async (_: unknown, { only }: { only?: readonly string[] }) => {
      asked.push(only);
      return [{}];
    },
    close: async () => {},
  } as unknown as Grader;
  const turns = new AnswerRunner(fixture.root, readLessons(fixture.root), {
    lanes: 1,
    everyCheck: "in turns",
    makeGrader: () => grader,
  });
  const wrong = () => answer(right.add, { kind: "wrong", fails: ["b"] });
  try {
    await turns.run(
      [wrong(), wrong(), answer(right.add), wrong()],
      () => true,
      () => {},
    );
  } finally {
    await turns.close();
  }
  expect(asked).toEqual([["a", "b", "d"], ["b", "c"], undefined, ["b", "e"]]);
});

test("an answer to an exercise that the built course does not have gets a report that says so", async () => {
  const [unknown] = await judge([answer(right.add, { exercise: "01.9" })], true);
  expect(unknown?.report.problem).toBe("the built course does not have it yet: run npm run notebooks.");
}, 300_000);
