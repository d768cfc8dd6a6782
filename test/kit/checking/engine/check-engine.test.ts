import { expect, test } from "vitest";
import { CheckEngine } from "../../../../kit/checking/engine/check-engine.ts";
import type { CheckRunner } from "../../../../kit/checking/engine/check-runner.ts";

/** How often an engine starts a process ahead while three submissions begin. */
function startsAhead(ownerOf: (submission: number) => string | undefined): number {
  let starts = 0;
  // The engine asks only this of its runner before it runs a check.
  const runner = { warm: () => (starts += 1) } as unknown as CheckRunner;
  const engine = new CheckEngine({
    runner,
    directory: "",
    checks: async () => ({}),
    takesPart: () => true,
    settingsOf: (submission) => {
      const owner = ownerOf(submission);
      return owner === undefined ? {} : { keep: { owner, afterFailure: false } };
    },
  });
  for (let submission = 0; submission < 3; submission += 1) engine.beginSubmission();
  return starts;
}

test("a submission that gets a process of its own has it started at its beginning", () => {
  expect(startsAhead((submission) => `submission ${submission}`)).toBe(3);
});

test("no process is started ahead for submissions that share one, or whose exercises get one each", () => {
  expect(startsAhead(() => "the course")).toBe(0);
  expect(startsAhead(() => undefined)).toBe(0);
});
