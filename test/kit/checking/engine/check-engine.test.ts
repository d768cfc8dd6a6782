import { expect, test } from "vitest";
import type { RunnableAnswer } from "../../../../kit/checking/assembly/compile-answer.ts";
import type { CheckRequest } from "../../../../kit/checking/checks/request.ts";
import { CheckEngine } from "../../../../kit/checking/engine/check-engine.ts";
import type { CheckRunner } from "../../../../kit/checking/engine/check-runner.ts";

/** An engine whose runner runs nothing and notes what it is asked. */
function notingEngine() {
  const requests: CheckRequest[] = [];
  let starts = 0;
  // The engine asks only this of its runner.
  const runner = {
    warm: () => (starts += 1),
    files: () => [],
    run: async (_: unknown, request: CheckRequest) => {
      requests.push(request);
      return [];
    },
  } as unknown as CheckRunner;
  const engine = new CheckEngine({
    ...{ runner, directory: "", checks: async () => ({}), takesPart: () => true, settings: {} },
  });
  return { engine, requests, starts: () => starts };
}

const runnable: RunnableAnswer = { answer: { code: "", file: "" }, origin: () => undefined };

test("the process of the first answer is started when its submission begins", () => {
  const { engine, starts } = notingEngine();
  for (let submission = 0; submission < 3; submission += 1) engine.beginSubmission();
  expect(starts()).toBe(3);
});

test("the checks of a submission draw their inputs from its own class's secret", async () => {
  const { engine, requests } = notingEngine();
  for (const secret of ["one", "two", undefined]) {
    engine.beginSubmission(secret);
    await engine.run("01.1", runnable, []);
  }
  expect(requests.map((request) => "classSeed" in request && request.classSeed)).toEqual([
    "one",
    "two",
    false,
  ]);
});

test("an answer that passed with one class's secret is checked again with another's", () => {
  const { engine } = notingEngine();
  engine.beginSubmission("one");
  engine.rememberPassed("01.1", "code");
  engine.beginSubmission("one");
  expect(engine.hasPassed("01.1", "code")).toBe(true);
  engine.beginSubmission("two");
  expect(engine.hasPassed("01.1", "code")).toBe(false);
});
