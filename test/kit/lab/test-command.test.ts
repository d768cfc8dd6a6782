import { expect, test } from "vitest";
import { command } from "./support/programs.ts";
import { fake, makeProjectToBuild, type Project, write } from "./support/project.ts";

/** A project with one passing test, in which all that `npm test` looks at holds. */
function makeProjectToTest(): Project {
  const project = makeProjectToBuild();
  write(
    project.root,
    "tsconfig.json",
    '{ "files": [], "references": [{ "path": "./labs" }, { "path": "./kit" }] }',
  );
  write(
    project.root,
    "biome.json",
    '{ "root": true, "formatter": { "enabled": false }, "files": { "includes": ["labs/**"] } }',
  );
  write(
    project.root,
    "kit/kernel/kernel-spec.ts",
    "export const kernelSpec = (paths: object): object => paths;\n",
  );
  fake(project, "python3", 'echo "3.12.0 True"');
  fake(
    project,
    "uv",
    `if [ "$1" = venv ]; then mkdir -p "$5/bin"; ln -s "${process.execPath}" "$5/bin/python"; fi`,
  );
  write(project.root, "test/right.test.ts", 'import { test } from "vitest";\ntest("holds", () => {});\n');
  return project;
}

const lastLine = (stdout: string) => stdout.trimEnd().split("\n").at(-1);

test("one command sets up, checks and tests, and its last line counts", async () => {
  const { code, stdout } = await command(makeProjectToTest(), "test").ended;
  expect(stdout).toContain("test/right.test.ts");
  expect(lastLine(stdout)).toBe("1 passed, 0 failed");
  expect(code).toBe(0);
}, 300_000);

test("failing tests, types and lint are all shown and all counted", async () => {
  const project = makeProjectToTest();
  write(
    project.root,
    "test/wrong.test.ts",
    'import { test } from "vitest";\ntest("does not hold", () => { throw new Error("because"); });\ntest.skip("waits", () => {});\n',
  );
  write(project.root, "labs/typed.ts", 'export const count: number = "three";\n');
  write(project.root, "labs/linted.ts", "export function own(text: string) { debugger; return text; }\n");
  const running = command(project, "test");
  const { code, stdout } = await running.ended;
  for (const shown of ["because", "labs/typed.ts(1,14)", "noDebugger"])
    expect(running.output()).toContain(shown);
  expect(lastLine(stdout)).toBe(
    "1 passed, 3 failed, 1 skipped: types, formatting and lint, test/wrong.test.ts (does not hold)",
  );
  expect(code).toBe(1);
}, 300_000);

test("a test that fails once fails the run: no test file is run a second time", async () => {
  const project = makeProjectToTest();
  write(
    project.root,
    "test/unsteady.test.ts",
    `import { existsSync, writeFileSync } from "node:fs";
     import { expect, test } from "vitest";
     test("would hold the second time", () => {
       const isSecond = existsSync("tried");
       writeFileSync("tried", "");
       expect(isSecond).toBe(true);
     });`,
  );
  const { code, stdout } = await command(project, "test").ended;
  expect(lastLine(stdout)).toMatch(/^1 passed, 1 failed: test.unsteady\.test\.ts/);
  expect(code).toBe(1);
}, 300_000);

test("long tests run with --full only, and arguments choose files", async () => {
  const project = makeProjectToTest();
  const long =
    'import { expect, test } from "vitest";\ntest("soaks", () => expect(process.env.SWARMLAB_FULL).toBe("1"));\n';
  write(project.root, "test/long.full.test.ts", long);
  expect(lastLine((await command(project, "test").ended).stdout)).toBe("1 passed, 0 failed");
  expect(lastLine((await command(project, "test", "--full").ended).stdout)).toBe("2 passed, 0 failed");
  expect(lastLine((await command(project, "test", "--full", "test/long").ended).stdout)).toBe(
    "1 passed, 0 failed",
  );
}, 300_000);

test("a set-up that fails is one failed", async () => {
  const project = makeProjectToTest();
  fake(project, "python3", "exit 1");
  const { code, stdout, stderr } = await command(project, "test").ended;
  expect(stderr).toContain("no Python was found on PATH");
  expect(lastLine(stdout)).toBe("0 passed, 1 failed");
  expect(code).toBe(1);
}, 300_000);
