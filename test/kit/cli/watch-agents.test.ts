import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { watchAgentsCommand } from "../../../kit/cli/watch-agents.ts";
import { Project, VITEST_CONFIG } from "../../labs/editor-agents/support/project.ts";
import { runCommand } from "./support/run-command.ts";

const project = new Project({
  "vitest.config.mjs": VITEST_CONFIG,
  "src/double.ts": "export const double = (n: number): number => n * 2;\n",
  "src/double.test.ts":
    'import { expect, test } from "vitest";\nimport { double } from "./double.ts";\ntest("doubles", () => expect(double(2)).toBe(4));\n',
});
afterAll(() => project[Symbol.dispose]());

describe("a wrong command line is answered by one sentence", () => {
  test.each([
    [[], 2, "Watch what? Give one folder"],
    [["a", "b"], 2, "Watch what? Give one folder"],
    [["src", "--reach", "far"], 2, '--reach takes nearest or all, but got "far".'],
    [["src", "--limit", "0"], 2, "--limit takes a number of seconds above 0"],
    [["src", "--workers", "1.5"], 2, "--workers takes a whole number from 1 on"],
    [["src", "--write"], 2, "--write writes the edits of a rename"],
    [["src", "--rename", "double"], 2, "--rename takes FILE:NAME=NEW"],
    [[project.path("gone")], 1, `There is no folder ${project.path("gone")}.`],
    [[project.path("src"), "--rename", "gone.ts:a=b"], 1, "There is no file"],
  ])("%j", async (args, exitCode, sentence) => {
    const { code, out, err } = await runCommand(watchAgentsCommand, ...args);
    expect({ code, out }).toEqual({ code: exitCode, out: "" });
    expect(err).toContain(sentence);
    expect(err.trimEnd()).not.toContain("\n");
  });
});

test("a rename lists its edits as file:line:column, and writes them only when it is told to", async () => {
  const rename = [project.path("src"), "--rename", `${project.path("src/double.ts")}:double=twice`];
  const listed = await runCommand(watchAgentsCommand, ...rename);
  expect(listed.code).toBe(0);
  expect(listed.out).toContain(`${project.path("src/double.test.ts")}:2:10: import { double }`);
  expect(listed.out).toContain("double → twice: 3 edits in 2 files to make; nothing was written");
  expect(readFileSync(project.path("src/double.ts"), "utf8")).toContain("double");
  const written = await runCommand(watchAgentsCommand, ...rename, "--write");
  expect(written.out).toContain("3 edits in 2 files were written.");
  expect(readFileSync(project.path("src/double.ts"), "utf8")).toContain("export const twice");
});

test("Ctrl-C ends the command in good order, and no process is left", async () => {
  const entry = join(import.meta.dirname, "../../../kit/cli/watch-agents.ts");
  const child = spawn(process.execPath, [entry, "src"], {
    cwd: project.folder,
    env: { ...process.env, INIT_CWD: project.folder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  await expect.poll(() => output, { timeout: 120_000 }).toContain("ready:");
  child.kill("SIGINT");
  // "close" comes once every process that holds the pipes has ended, the compiler's too.
  const [code] = await once(child, "close");
  expect(code).toBe(0);
  expect(output).not.toContain("canceled");
});
