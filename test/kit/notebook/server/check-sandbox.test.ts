import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { CheckClient } from "../../../../kit/notebook/server/check-client.ts";
import { checkSandbox } from "../../../../kit/notebook/server/check-sandbox.ts";
import { keptPlace } from "../../../../kit/sandbox/isolation/kept/kept-place.ts";
import { type FixtureCourse, fixtureCourse } from "../../checking/fixtures/course.ts";
import { expectNoProcessNaming, processesNaming } from "../../sandbox/process/processes.ts";

// The default, whatever is set where the tests run.
vi.stubEnv("SWARMLAB_CHECK_SANDBOX", undefined);

/** Checks whose answers may run for longer than the tests. */
const checks = `
import { expect } from "vitest";
import { exercise } from "@swarmlab/kit/checks";
exercise("01.1", ({ check }) => check("adds", { timeout: 600_000 }, async ({ submission }) => expect(await submission.call("add", 1n, 2n)).toBe(3n)));
exercise("01.2", ({ check }) => check("sums", { timeout: 600_000 }, ({ submission }) => submission.call("sum", [1n])));
exercise("01.3", ({ check }) => check("is there", ({ submission }) => submission.has("Squarer")));
`;
const loop = "// exercise 01.2 · Sum a list\nconst sum = (): bigint => { for (;;) {} };";

let fixture: FixtureCourse;
let client: CheckClient;
/** Where the file system of the sandbox is: each sandbox is made by a program whose arguments name it. */
let place: string;
let isSandboxed: boolean;
beforeAll(async () => {
  fixture = fixtureCourse();
  writeFileSync(join(fixture.root, "test/checks/01.check.ts"), checks);
  place = keptPlace(fixture.root);
  client = new CheckClient(fixture.root);
  isSandboxed = (await checkSandbox(fixture.root)).sandbox !== undefined;
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await client.close();
  for (const named of [fixture.root, place]) await expectNoProcessNaming(named);
  rmSync(place, { recursive: true, force: true });
  fixture[Symbol.dispose]();
});

const added = async (body: string) => {
  const code = `// exercise 01.1 · Add two numbers\nasync function add(a: bigint, b: bigint): Promise<any> { ${body}; return a + b; }`;
  const { report } = await client.check("01.1", [{ executionCount: 1, code }], false);
  return `${report.checks[0]?.status} ${report.checks[0]?.message}`;
};

describe("check() in a sandbox", () => {
  test("says in one sentence what its sandbox does not have", async ({ skip }) => {
    if (!isSandboxed) return skip("No sandbox for checks works on this machine.");
    expect(await added("")).toBe("passed ");
    expect(await added('await fetch("http://127.0.0.1:11434/")')).toContain(
      "TypeError: fetch failed (in a check, an answer has no internet and no other server)",
    );
    expect(await added('require("fs").readFileSync("/etc/hostname")')).toContain(
      "(ENOENT: in a check, an answer finds none of your files)",
    );
    expect(await added('await import("vitest")')).toContain("in a check, an answer finds Node's own modules");
  });

  test("is stopped by an interrupt, and the next check finds a new sandbox", async ({ skip }) => {
    if (!isSandboxed) return skip("No sandbox for checks works on this machine.");
    const stopped = client.check("01.2", [{ executionCount: 1, code: loop }], false, ({ part }) => {
      if (part === "check") client.stop();
    });
    await expect(stopped).rejects.toThrow("The check was interrupted.");
    expect(await added("")).toBe("passed ");
    expect(processesNaming(place).length).toBeGreaterThan(0);
  });

  test("ends with the notebook's process, in the middle of a check too", async ({ skip }) => {
    if (!isSandboxed) return skip("No sandbox for checks works on this machine.");
    await client.close();
    await expectNoProcessNaming(place);
    const module = join(import.meta.dirname, "../../../../kit/notebook/server/check-client.ts");
    const script = `
      import { CheckClient } from ${JSON.stringify(module)};
      const cells = [{ executionCount: 1, code: ${JSON.stringify(loop)} }];
      await new CheckClient(${JSON.stringify(fixture.root)}).check("01.2", cells, false, ({ part }) => part === "check" && console.log("runs"));`;
    const parent = spawn(
      process.execPath,
      ["--disable-warning=ExperimentalWarning", "--input-type=module", "-e", script],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    await once(parent.stdout, "data");
    await expect.poll(() => processesNaming(place).length).toBeGreaterThan(0);
    parent.kill("SIGKILL");
    await expectNoProcessNaming(place);
  });

  test("does without where it was turned off", async () => {
    expect(await checkSandbox(fixture.root, "off")).toEqual({ key: "off" });
  });
});
