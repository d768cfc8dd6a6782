import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { TimedOut } from "../../../../kit/checking/checks/request.ts";
import { NONE_TIMED_OUT } from "../../../../kit/checking/checks/timed-out.ts";
import { CheckRunner } from "../../../../kit/checking/engine/check-runner.ts";
import { expectNoProcessNaming } from "../../sandbox/process/processes.ts";
import { fixtureCourse } from "../fixtures/course.ts";

const checks = `
import { expect } from "vitest";
import { exercise } from "@swarmlab/kit/checks";

exercise("01.2", ({ check, hidden }) => {
  check("comes before", { timeout: 120_000 }, async ({ submission }) => {
    expect(await submission.call("sum", 1)).toBe(0);
  });
  check("never ends", { timeout: 2_000 }, async ({ submission }) => {
    await submission.call("sum", 2);
  });
  check("comes after", { timeout: 120_000 }, async ({ submission }) => {
    expect(await submission.call("sum", 3)).toBe(0);
  });
  hidden("comes last", { timeout: 120_000 }, async ({ submission }) => {
    expect(await submission.call("sum", 4)).toBe(0);
  });
});
`;
const names = ["comes before", "never ends", "comes after", "comes last"];
const answer = {
  code: "exports.sum = (which) => which === 2 ? new Promise(() => {}) : 0;",
  file: "/answer.js",
};

test("checks of an answer that used up the time of its exercise are not tried, and say so", async () => {
  using fixture = fixtureCourse();
  writeFileSync(join(fixture.root, "test/checks/01.check.ts"), checks);
  const directory = mkdtempSync(join(tmpdir(), "swarmlab-timed-out-"));
  const runner = new CheckRunner({ root: fixture.root, directory, preload: false });
  const statuses = async (timedOut: TimedOut) => {
    const request = { mode: "run", exercise: "01.2", answer, checks: names, timedOut } as const;
    const runs = await runner.run(runner.files(), request);
    return runs.map(({ identity, outcome }) => [
      identity.name,
      outcome?.untried ? outcome.message : outcome?.status,
    ]);
  };
  const untried =
    "It was not tried: 2 checks before it ran out of time, 121 s together. Find out first why those do not end.";
  try {
    // In an earlier run of the same answer one check ran out of 119 s.
    expect(await statuses({ checks: 1, ms: 119_000, elsewhereMs: 0 })).toEqual([
      ["comes before", "passed"],
      ["never ends", "timeout"],
      ["comes after", untried],
      ["comes last", untried],
    ]);
    // One check that never ends costs no other check its verdict.
    expect(await statuses(NONE_TIMED_OUT)).toEqual([
      ["comes before", "passed"],
      ["never ends", "timeout"],
      ["comes after", "passed"],
      ["comes last", "passed"],
    ]);
  } finally {
    await runner.close();
    rmSync(directory, { recursive: true, force: true });
    await expectNoProcessNaming(fixture.root);
  }
});
