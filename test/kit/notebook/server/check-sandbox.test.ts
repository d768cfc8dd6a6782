import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CheckClient } from "../../../../kit/notebook/server/check-client.ts";
import { checkSandbox } from "../../../../kit/notebook/server/check-sandbox.ts";
import { keptPlace } from "../../../../kit/sandbox/isolation/kept/kept-place.ts";
import { type FixtureCourse, fixtureCourse } from "../../checking/fixtures/course.ts";
import { expectNoProcessNaming } from "../../sandbox/process/processes.ts";

let fixture: FixtureCourse;
let client: CheckClient;
let isSandboxed: boolean;
beforeAll(async () => {
  fixture = fixtureCourse();
  client = new CheckClient(fixture.root);
  isSandboxed = (await checkSandbox(fixture.root, "")).sandbox !== undefined;
});
afterAll(async () => {
  await client.close();
  const place = keptPlace(fixture.root);
  await expectNoProcessNaming(place);
  rmSync(place, { recursive: true, force: true });
  fixture[Symbol.dispose]();
});

const added = async (body: string) => {
  const code = `// exercise 01.1 · Add two numbers\nasync function add(a: bigint, b: bigint): Promise<any> { ${body}; return a + b; }`;
  const { report } = await client.check("01.1", [{ executionCount: 1, code }], false);
  return report.checks[0]?.message ?? "";
};

describe("check() in a notebook", () => {
  test("says in one sentence what its sandbox does not have", async ({ skip }) => {
    if (!isSandboxed) return skip("No sandbox for checks works on this machine.");
    expect(await added('await fetch("http://127.0.0.1:11434/")')).toContain(
      "TypeError: fetch failed (in a check, an answer has no internet and no other server)",
    );
    expect(await added('require("fs").readFileSync("/etc/hostname")')).toContain(
      "(ENOENT: in a check, an answer finds none of your files)",
    );
    expect(await added('await import("vitest")')).toContain("in a check, an answer finds Node's own modules");
  });

  test("does without where it is turned off", async () => {
    expect(await checkSandbox(fixture.root, "off")).toEqual({ key: "off" });
  });
});
