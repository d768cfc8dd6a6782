import { expect, test } from "vitest";
import { command } from "./support/programs.ts";
import { linkPackages, makeProject, type Project, write } from "./support/project.ts";

/** A project in which all that `npm run lint` looks at holds. */
function makeProjectToLint(): Project {
  const project = makeProject();
  linkPackages(project.root);
  write(
    project.root,
    "biome.json",
    '{ "root": true, "formatter": { "enabled": false }, "files": { "includes": ["labs/**"] } }',
  );
  write(project.root, "cspell.json", '{ "version": "0.2", "language": "en", "files": ["README.md"] }');
  write(project.root, "README.md", "Agents run in parallel.\n");
  write(project.root, "labs/own.ts", "export const count = 3;\n");
  return project;
}

const lastLine = (stdout: string) => stdout.trimEnd().split("\n").at(-1);

test("where all holds, the last line says so", async () => {
  const { code, stdout, stderr } = await command(makeProjectToLint(), "lint").ended;
  expect(stderr).toContain("✓ spelling (cspell)");
  expect(lastLine(stdout)).toBe("All 2 hold.");
  expect(code).toBe(0);
}, 300_000);

test("what does not hold is shown and counted, and the other linters run all the same", async () => {
  const project = makeProjectToLint();
  write(project.root, "labs/linted.ts", "export function own(text: string) { debugger; return text; }\n");
  write(project.root, "README.md", "Agents run in paralel.\n");
  const { code, stdout } = await command(project, "lint").ended;
  expect(stdout).toContain("noDebugger");
  expect(stdout).toMatch(/README\.md:1:\d+ .*paralel/);
  expect(lastLine(stdout)).toBe("0 hold, 2 do not.");
  expect(code).toBe(1);
}, 300_000);

test("the test of the house is run where there is one", async () => {
  const project = makeProjectToLint();
  write(
    project.root,
    "test/house/house.test.ts",
    'import { test } from "vitest";\ntest("holds", () => { throw new Error("a circle: a.ts, b.ts"); });\n',
  );
  const { code, stdout } = await command(project, "lint").ended;
  expect(stdout).toContain("a circle: a.ts, b.ts");
  expect(lastLine(stdout)).toBe("2 hold, 1 does not.");
  expect(code).toBe(1);
}, 300_000);
