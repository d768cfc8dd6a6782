import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { hasPassed } from "../../../../kit/checking/index.ts";
import { CheckClient } from "../../../../kit/notebook/server/check-client.ts";
import { keptPlace } from "../../../../kit/sandbox/isolation/kept/kept-place.ts";
import { type FixtureCourse, fixtureCourse, right } from "../../checking/fixtures/course.ts";
import { expectNoProcessNaming, processesNaming } from "../../sandbox/process/processes.ts";

let fixture: FixtureCourse;
let client: CheckClient;
beforeAll(() => {
  fixture = fixtureCourse();
  client = new CheckClient(fixture.root);
});
afterEach(() => client.close());
afterAll(async () => {
  await client.close();
  const place = keptPlace(fixture.root);
  for (const named of [fixture.root, place]) await expectNoProcessNaming(named);
  rmSync(place, { recursive: true, force: true });
  fixture[Symbol.dispose]();
});

const cells = (...codes: string[]) =>
  codes.map((code, index) => ({ executionCount: index + 1, code, cellId: `c${index}` }));

describe("the process that checks a notebook's answers", () => {
  test("checks one exercise after another, and sends no solution and no hidden check", async () => {
    const wrong = await client.check("01.1", cells(right.add.replace("a + b", "a - b")), false);
    expect(wrong.report.checks.map(({ status }) => status)).toEqual(["failed", "failed"]);
    expect(wrong.explanation).toBeUndefined();
    const solved = await client.check("01.1", cells(right.add), false);
    expect(solved.explanation).toContain("exact");
    expect(solved.facts.next).toEqual({ id: "01.2", title: "Sum a list" });
    expect(JSON.stringify([wrong, solved])).not.toMatch(/negative numbers|a \+ b;\\n\s*\/\/ END/);
  });

  test("says which part of a check begins", async () => {
    const steps: string[] = [];
    await client.check("01.1", cells(right.add), false, ({ part, exercise }) =>
      steps.push(`${part} ${exercise}`),
    );
    expect(steps).toEqual(["read 01.1", "compile 01.1", "check 01.1", "check 01.1"]);
  });

  test("refuses an unknown exercise with one sentence", async () => {
    await expect(client.check("01.9", cells(right.add), false)).rejects.toThrow(
      'There is no exercise "01.9". Lesson 01 has 01.1, 01.2, 01.3.',
    );
    await expect(client.exercise("", [])).rejects.toThrow("There is no exercise");
  });

  test("says in one sentence that it was lost, and the next check finds another", async () => {
    const loop = "// exercise 01.2 · Sum a list\nconst sum = (): bigint => { for (;;) {} };";
    const begun = Promise.withResolvers<void>();
    const lost = client
      .check("01.2", cells(loop), false, ({ part }) => part === "check" && begun.resolve())
      .catch((error: unknown) => error);
    const { pid } = client;
    await begun.promise;
    process.kill(pid as number, "SIGKILL");
    expect(await lost).toMatchObject({
      code: "LOST",
      message: expect.stringContaining("Run the cell again"),
    });
    expect((await client.check("01.1", cells(right.add), false)).report.checks[0]?.status).toBe("passed");
    expect(client.pid).not.toBe(pid);
  });

  test("stops a check when it is asked to", async () => {
    await client.check("01.1", cells(right.add), false);
    const loop = "// exercise 01.2 · Sum a list\nconst sum = (): bigint => { for (;;) {} };";
    const begun = Promise.withResolvers<void>();
    const stopped = client
      .check("01.2", cells(loop), false, ({ part }) => part === "check" && begun.resolve())
      .catch((error: unknown) => error);
    await begun.promise;
    client.stop();
    expect(await stopped).toMatchObject({ message: "The check was interrupted." });
  });

  test("ends with the process that started it, in the middle of a check too", async () => {
    const module = join(import.meta.dirname, "../../../../kit/notebook/server/check-client.ts");
    const script = `
      import { CheckClient } from ${JSON.stringify(module)};
      const client = new CheckClient(${JSON.stringify(fixture.root)});
      const loop = "// exercise 01.2 · Sum a list\\nconst sum = (): bigint => { for (;;) {} };";
      await client.check("01.1", [{ executionCount: 1, code: ${JSON.stringify(right.add)} }], false);
      void client.check("01.2", [{ executionCount: 1, code: loop }], false, ({ part }) => part === "check" && console.log("looping"));`;
    const parent = spawn(
      process.execPath,
      ["--disable-warning=ExperimentalWarning", "--input-type=module", "-e", script],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    await new Promise((resolve) => parent.stdout.once("data", resolve));
    expect(processesNaming(fixture.root).length).toBeGreaterThan(0);
    parent.kill("SIGKILL");
    for (const named of [fixture.root, keptPlace(fixture.root)]) await expectNoProcessNaming(named);
  });

  test("keeps no program from ending once it has nothing to do", async () => {
    const module = join(import.meta.dirname, "../../../../kit/notebook/server/check-client.ts");
    const script = `
      import { CheckClient } from ${JSON.stringify(module)};
      const client = new CheckClient(${JSON.stringify(fixture.root)});
      await client.check("01.1", [], false);`;
    const parent = spawn(
      process.execPath,
      ["--disable-warning=ExperimentalWarning", "--input-type=module", "-e", script],
      { stdio: "inherit" },
    );
    expect(await new Promise((resolve) => parent.once("exit", resolve))).toBe(0);
    await expectNoProcessNaming(fixture.root);
  });

  test("records what it verified where it is told to, once", async () => {
    const file = join(fixture.root, "work/.progress.json");
    await client.check("01.1", cells(right.add), false);
    expect(existsSync(file)).toBe(false);
    await client.check("01.1", cells(right.add), true);
    const first = readFileSync(file, "utf8");
    await client.check("01.1", cells(right.add), true);
    expect(readFileSync(file, "utf8")).toBe(first);
    expect(Object.keys(JSON.parse(first).exercises)).toEqual(["01.1"]);
  });

  test("gives the verdict where the progress cannot be saved, and says why it was not", async () => {
    const lock = join(fixture.root, ".lab/progress.lock");
    rmSync(lock, { force: true });
    mkdirSync(lock);
    try {
      const { report, unsaved } = await client.check("01.1", cells(right.add), true);
      expect(hasPassed(report)).toBe(true);
      expect(unsaved).toMatch(/^Your progress could not be saved in work\/\.progress\.json \(.+\)\. /);
    } finally {
      rmSync(lock, { recursive: true });
    }
  });
});
