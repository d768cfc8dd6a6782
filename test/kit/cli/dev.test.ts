import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { subjectOf } from "../../../kit/cli/dev/subject.ts";
import { devCommand } from "../../../kit/cli/dev.ts";
import { type FixtureCourse, fixtureCourse } from "../checking/fixtures/course.ts";
import { runCommand } from "./support/run-command.ts";

const repository = join(import.meta.dirname, "../../..");
/** A busy machine may take this long for what a quiet one does in two seconds. */
const BUSY_MACHINE_MS = 240_000;

describe("a path stands for", () => {
  test.each([
    ["solutions/04-locks.ts", { kind: "lesson", lesson: "04" }],
    ["notebooks/04-locks.ipynb", { kind: "lesson", lesson: "04" }],
    ["test/checks/04.check.ts", { kind: "lesson", lesson: "04" }],
    ["test/answers/04", { kind: "lesson", lesson: "04" }],
    ["test/kit/cli/dev.test.ts", { kind: "tests", path: "test/kit/cli/dev.test.ts" }],
    ["test/kit/lesson", { kind: "tests", path: "test/kit/lesson" }],
    ["kit/cli/dev.ts", { kind: "tests", path: "test/kit/cli/dev.test.ts" }],
    ["kit/cli/dev/subject.ts", { kind: "tests", path: "test/kit/cli" }],
    ["kit", { kind: "tests", path: "test/kit" }],
  ])("%s", (path, subject) => {
    expect(subjectOf(join(repository, path), repository)).toEqual(subject);
  });

  test.each([
    [
      ["docs/authors.md"],
      "docs/authors.md is no lesson and has no tests: give a lesson, its checks, or a file",
    ],
    [["test/nothing.test.ts"], "There is no test/nothing.test.ts: give the path of a file or a folder."],
    [[], "Watch what? Give one path, for example: npm run dev -- solutions/04-locks.ts"],
  ])("nothing that can be watched: %j is answered with one sentence", async (args, sentence) => {
    const { code, out, err } = await runCommand(devCommand, ...args, "--root", repository);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(sentence);
    expect(err.trimEnd()).not.toContain("\n");
  });
});

describe("at a save", () => {
  let fixture: FixtureCourse;
  beforeAll(() => {
    fixture = fixtureCourse();
  });
  afterAll(() => fixture[Symbol.dispose]());

  function start(path: string): { child: ChildProcess; output: () => string } {
    const entry = join(repository, "kit/cli/dev.ts");
    const child = spawn(process.execPath, [entry, path, "--root", fixture.root], {
      cwd: fixture.root,
      env: { ...process.env, INIT_CWD: fixture.root, CI: "", NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    return { child, output: () => output };
  }

  /** Saves a file, and gives the seconds until the output that follows matches. */
  async function secondsFromSave(
    file: string,
    text: string,
    { output }: { output: () => string },
    verdict: RegExp,
  ) {
    const before = output().length;
    const saved = performance.now();
    writeFileSync(file, text);
    const poll = { timeout: BUSY_MACHINE_MS, interval: 20 };
    await expect.poll(() => output().slice(before), poll).toMatch(verdict);
    return (performance.now() - saved) / 1000;
  }

  test(
    "a lesson is judged anew: a solution that became wrong is named with file, line and column",
    async () => {
      const file = join(fixture.root, "solutions/01-sums.ts");
      const source = readFileSync(file, "utf8");
      const dev = start(file);
      const poll = { timeout: BUSY_MACHINE_MS, interval: 50 };
      await expect.poll(dev.output, poll).toMatch(/0 other answers, all judged as they should be/);
      expect(dev.output()).toMatch(/lesson 01: 6 solutions and starters, all judged as they should be/);

      const wrong = await secondsFromSave(
        file,
        source.replace("return a + b;", "return a - b;"),
        dev,
        /solutions and starters, \d+ to mend/,
      );
      const line = source.split("\n").findIndex((one) => one.startsWith("// exercise 01.1 · ")) + 1;
      expect(dev.output()).toContain(`solutions/01-sums.ts:${line}:1: exercise 01.1: `);

      const mended = await secondsFromSave(file, source, dev, /starters, all judged as they should be/);
      console.log(`save to verdict: ${wrong.toFixed(2)} s, ${mended.toFixed(2)} s`);
      dev.child.kill("SIGINT");
      expect(await once(dev.child, "exit")).toEqual([0, null]);
    },
    3 * BUSY_MACHINE_MS,
  );

  test(
    "tests are run anew",
    async () => {
      const file = join(fixture.root, "test/kit/sum.test.ts");
      const text = (sum: number) =>
        `import { expect, test } from "vitest";\ntest("adds", () => expect(1 + 1).toBe(${sum}));\n`;
      mkdirSync(join(fixture.root, "test/kit"), { recursive: true });
      writeFileSync(file, text(2));
      const dev = start(file);
      await expect.poll(dev.output, { timeout: BUSY_MACHINE_MS }).toMatch(/1 passed/);
      await secondsFromSave(file, text(3), dev, /sum\.test\.ts:2:\d+/);
      dev.child.kill("SIGINT");
      expect(await once(dev.child, "exit")).toEqual([0, null]);
    },
    2 * BUSY_MACHINE_MS,
  );
});
