import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkSandbox } from "../../../kit/notebook/server/check-sandbox.ts";
import { keptPlace } from "../../../kit/sandbox/isolation/kept/kept-place.ts";
import { type FixtureCourse, fixtureCourse, right } from "../checking/fixtures/course.ts";
import { expectNoProcessNaming, processesNaming } from "../sandbox/process/processes.ts";
import { TestKernel } from "./support/test-kernel.ts";

/** A check whose answer may run for longer than the test. */
const checks = `
import { expect } from "vitest";
import { exercise } from "@swarmlab/kit/checks";
exercise("01.1", ({ check }) => check("adds", { timeout: 600_000 }, async ({ submission }) => expect(await submission.call("add", 1n, 2n)).toBe(3n)));
exercise("01.2", ({ check }) => check("sums", { timeout: 600_000 }, ({ submission }) => submission.call("sum", [1n])));
exercise("01.3", ({ check }) => check("is there", ({ submission }) => submission.has("Squarer")));
`;

let fixture: FixtureCourse;
/** Where the file system of the sandbox is: each of its processes begins with a program that names it. */
let place: string;
let isSandboxed: boolean;
beforeAll(async () => {
  fixture = fixtureCourse();
  writeFileSync(join(fixture.root, "test/checks/01.check.ts"), checks);
  place = keptPlace(fixture.root);
  isSandboxed = (await checkSandbox(fixture.root, "")).sandbox !== undefined;
});
afterAll(async () => {
  await expectNoProcessNaming(fixture.root);
  rmSync(place, { recursive: true, force: true });
  fixture[Symbol.dispose]();
});

test("an interrupt ends the sandbox of a check that never ends, the next check goes on, and the kernel's end ends all", async ({
  skip,
}) => {
  if (!isSandboxed) return skip("No sandbox for checks works on this machine.");
  await using kernel = await TestKernel.start({ env: { SWARMLAB_ROOT: fixture.root } });
  await kernel.execute('import { check } from "@swarmlab/kit";');
  await kernel.execute(
    "// exercise 01.2 · Sum a list\nconst sum = (numbers: readonly bigint[]): bigint => { for (;;) {} };",
  );
  let shown = "";
  await kernel.execute('await check("01.2");', {
    onMessage: ({ content }) => {
      const text: string = content.data?.["text/plain"] ?? "";
      // What is shown of a check that takes long: its answer runs.
      if (text.includes("check 1 of 1") && !shown.includes("check 1 of 1")) kernel.interrupt();
      shown += text;
    },
  });
  expect(shown).toContain("The check was interrupted.");

  await kernel.execute(right.add);
  const { error } = await kernel.execute(
    'const again = await check("01.1"); if (again.checks.some(({ status }) => status !== "passed")) throw new Error(JSON.stringify(again));',
  );
  expect(error).toBeUndefined();
  expect(processesNaming(place).length).toBeGreaterThan(0);

  process.kill(kernel.process.pid as number, "SIGKILL");
  await expectNoProcessNaming(place);
});
