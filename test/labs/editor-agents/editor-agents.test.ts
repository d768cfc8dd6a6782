import { execFileSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EditorAgents, openEditorAgents } from "../../../labs/editor-agents/index.ts";
import { Heard } from "./support/heard.ts";
import { Project, VITEST_CONFIG } from "./support/project.ts";

const files = {
  "vitest.config.mjs": VITEST_CONFIG,
  "src/double.ts": "export const double = (n: number): number => n * 2;\n",
  "src/triple.ts": "export const triple = (n: number): number => n * 3;\nexport const unused = 1;\n",
  "src/index.ts": 'export { double } from "./double.ts";\nexport { triple } from "./triple.ts";\n',
  "test/double.test.ts":
    'import { expect, test } from "vitest";\nimport { double } from "../src/index.ts";\ntest("doubles", () => expect(double(2)).toBe(4));\n',
  "test/triple.test.ts":
    'import { expect, test } from "vitest";\nimport { triple } from "../src/index.ts";\ntest("triples", () => expect(triple(2)).toBe(6));\n',
};

/** The processes that this process has started, as `ps` lists them. */
function childProcesses(): string[] {
  const lines = execFileSync("ps", ["-o", "pid=,ppid=,args=", "-A"], { encoding: "utf8" }).split("\n");
  return lines.filter(
    (line) => line.trim().split(/\s+/)[1] === String(process.pid) && !line.includes("ps -o"),
  );
}

describe("the agents of an editor, on a project with two tests", () => {
  let project: Project;
  let editor: EditorAgents;
  let heard: Heard;

  beforeAll(async () => {
    project = new Project(files);
    editor = await openEditorAgents({ folder: project.path("src"), maxWorkers: 1 });
    heard = new Heard(editor);
    await editor.ready;
  });
  afterAll(async () => {
    await editor.close();
    project[Symbol.dispose]();
  });

  test("a save runs the test that it touches, and no other", async () => {
    project.write({ "src/double.ts": "export const double = (n: number): number => n + n;\n" });
    const verdict = await heard.next("verdict");
    expect(verdict).toMatchObject({
      state: "passed",
      files: [project.path("src/double.ts")],
      testFiles: [project.path("test/double.test.ts")],
      passed: 1,
    });
    expect(verdict.seconds).toBeGreaterThan(0);
  });

  test("a save that breaks a test names the test and what it expected", async () => {
    project.write({ "src/double.ts": "export const double = (n: number): number => n + 3;\n" });
    const { state, failures } = await heard.next("verdict");
    expect(state).toBe("failed");
    expect(failures).toEqual([
      {
        file: project.path("test/double.test.ts"),
        name: "doubles",
        message: expect.stringContaining("expected 5 to be 4"),
      },
    ]);
  });

  test("a save with a syntax error names its line, and the next save is judged as usual", async () => {
    project.write({
      "src/double.ts": "export const double = (n: number): number => n * 2;\nexport const = 1;\n",
    });
    expect(await heard.next("verdict")).toMatchObject({
      state: "syntax",
      failures: [expect.objectContaining({ file: project.path("src/double.ts"), name: "line 2" })],
    });
    project.write({ "src/double.ts": files["src/double.ts"] });
    expect(await heard.next("verdict")).toMatchObject({ state: "passed" });
  });

  test("a new test is found and run, and a removed one is forgotten", async () => {
    project.write({
      "test/new.test.ts":
        'import { expect, test } from "vitest";\nimport { double } from "../src/double.ts";\ntest("new", () => expect(double(1)).toBe(2));\n',
    });
    const created = await heard.next("verdict");
    expect(created).toMatchObject({ state: "passed", testFiles: [project.path("test/new.test.ts")] });
    rmSync(project.path("test/new.test.ts"));
    expect(await heard.next("verdict")).toMatchObject({ state: "untested", testFiles: [] });
  });

  test("the removal of a file fails the tests that imported it", async () => {
    rmSync(project.path("src/triple.ts"));
    expect(await heard.next("verdict")).toMatchObject({ state: "failed" });
    project.write({ "src/triple.ts": files["src/triple.ts"] });
    expect(await heard.next("verdict")).toMatchObject({ state: "passed" });
  });

  test("exports that nothing imports are reported, and a new user takes them off the list", async () => {
    expect(editor.state.unused).toContainEqual({
      file: project.path("src/triple.ts"),
      name: "unused",
      line: 2,
    });
    project.write({ "src/user.ts": 'import { unused } from "./triple.ts";\nconsole.log(unused);\n' });
    const isGone = ({ unused }: { readonly unused: readonly { readonly name: string }[] }) =>
      !unused.some(({ name }) => name === "unused");
    await heard.next("exports", isGone);
    rmSync(project.path("src/user.ts"));
    await heard.next("exports", (event) => !isGone(event));
  });

  test("a rename lists every place in every file, and writes nothing", async () => {
    const plan = await editor.rename({ file: "double.ts", name: "double", to: "twice" });
    const places = plan.edits.map(({ file, line }) => `${file.slice(project.folder.length + 1)}:${line}`);
    expect(places).toEqual([
      "src/double.ts:1",
      "src/index.ts:1",
      "test/double.test.ts:2",
      "test/double.test.ts:3",
    ]);
  });

  test.each([
    [{ file: "double.ts", name: "gone", to: "twice" }, "NOT_FOUND", "declares no gone"],
    [{ file: "gone.ts", name: "double", to: "twice" }, "NOT_FOUND", "no file"],
    [{ file: "double.ts", name: "double", to: "two words" }, "INVALID_ARGUMENT", "no name"],
    [{ file: "double.ts", name: "double", to: "class" }, "INVALID_ARGUMENT", "no name"],
  ])("the rename %o is refused by one sentence", async (request, code, words) => {
    await expect(editor.rename(request)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words),
    });
  });

  test("a thousand saves in a burst end with one verdict for the last of them", async () => {
    for (let i = 0; i < 1000; i++)
      project.write({ "src/double.ts": `export const double = (n: number): number => n * 2; // ${i}\n` });
    const batches = () => heard.events.filter(({ kind }) => kind === "saved").length;
    const { batch } = await heard.next("verdict", (verdict) => verdict.batch === batches());
    expect(batch).toBe(batches());
  });
});

test("a save during a run supersedes it, and the later save judges both", async () => {
  using project = new Project({
    ...files,
    "test/double.test.ts": `import { expect, test } from "vitest";
import { double } from "../src/double.ts";
for (let i = 0; i < 20; i++)
  test("slow " + i, async () => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(double(2)).toBe(4);
  });
`,
  });
  await using editor = await openEditorAgents({ folder: project.path("src"), grace: 20, maxWorkers: 1 });
  const heard = new Heard(editor);
  await editor.ready;
  project.write({ "src/double.ts": "export const double = (n: number): number => n + n;\n" });
  await heard.next("working", ({ agent, on }) => agent === "tester" && on.includes("double"));
  project.write({ "src/triple.ts": "export const triple = (n: number): number => n + n + n;\n" });
  await heard.next("superseded");
  const verdict = await heard.next("verdict");
  expect(verdict).toMatchObject({ state: "passed" });
  expect([...verdict.files].sort()).toEqual([project.path("src/double.ts"), project.path("src/triple.ts")]);
  expect([...verdict.testFiles].sort()).toEqual([
    project.path("test/double.test.ts"),
    project.path("test/triple.test.ts"),
  ]);
});

describe("a test that never ends", () => {
  /** A module that makes a file `started` and then never ends. */
  const endless = (project: Project, wait = "for (;;);") => ({
    "src/double.ts": `import { writeFileSync } from "node:fs";
writeFileSync(${JSON.stringify(project.path("started"))}, "");
${wait}
export const double = (n: number): number => n * 2;
`,
  });

  test("gets the verdict timeout after the limit, and a new tester judges the next save", async () => {
    using project = new Project(files);
    await using editor = await openEditorAgents({
      folder: project.path("src"),
      // Vitest's first run takes seconds on a busy machine, and the run after the restart must pass.
      limit: 30,
      grace: 0.2,
      maxWorkers: 1,
    });
    const heard = new Heard(editor);
    await editor.ready;
    // It waits without computing, because the limit is long.
    project.write(endless(project, "await new Promise((resolve) => setTimeout(resolve, 3_600_000));"));
    expect(await heard.next("verdict", ({ state }) => state !== "passed")).toMatchObject({
      state: "timeout",
    });
    await heard.next("restarted", ({ agent }) => agent === "tester");
    project.write({ "src/double.ts": files["src/double.ts"] });
    const verdict = await heard.next("verdict", ({ state }) => state !== "timeout");
    expect(verdict).toMatchObject({ state: "passed" });
  });

  test("is superseded by a save: its thread is ended after the grace, and nothing is lost", async () => {
    using project = new Project(files);
    await using editor = await openEditorAgents({ folder: project.path("src"), grace: 0.2, maxWorkers: 1 });
    const heard = new Heard(editor);
    await editor.ready;
    project.write(endless(project));
    await expect.poll(() => existsSync(project.path("started")), { timeout: 120_000 }).toBe(true);
    project.write({ "src/double.ts": files["src/double.ts"] });
    await heard.next("restarted", ({ agent }) => agent === "tester");
    expect(await heard.next("verdict")).toMatchObject({
      state: "passed",
      files: [project.path("src/double.ts")],
    });
  });
});

test("without a vitest configuration one sentence says that nothing is tested, and the rest works", async () => {
  const { "vitest.config.mjs": _, ...untested } = files;
  using project = new Project(untested);
  await using editor = await openEditorAgents({ folder: project.path("src") });
  const heard = new Heard(editor);
  await editor.ready;
  expect(editor.state.sentences).toEqual([expect.stringContaining("no vitest configuration")]);
  project.write({ "src/double.ts": "export const double = (n: number): number => n + n;\n" });
  expect(await heard.next("verdict")).toMatchObject({ state: "untested" });
  expect(editor.state.unused.map(({ name }) => name)).toContain("unused");
});

test("a saved configuration takes effect", async () => {
  using project = new Project(files);
  await using editor = await openEditorAgents({ folder: project.folder });
  const heard = new Heard(editor);
  await editor.ready;
  project.write({
    "vitest.config.mjs":
      'export default { test: { include: ["**/*.test.ts"], exclude: ["**/node_modules/**", "**/triple*"] } };\n',
  });
  await heard.next("restarted", ({ reason }) => reason === "its configuration was saved");
  await heard.next("waiting", ({ agent, has }) => agent === "tester" && has === "1 test file");
});

test("a configuration that cannot be read is said in one sentence", async () => {
  using project = new Project({ ...files, "vitest.config.mjs": 'throw new Error("no such thing");\n' });
  await using editor = await openEditorAgents({ folder: project.path("src") });
  await editor.ready;
  expect(editor.state.sentences).toEqual([
    expect.stringMatching(/^vitest does not start with .*no such thing/),
  ]);
});

test("the deletion of the folder ends the agents with a sentence", async () => {
  using project = new Project(files);
  const editor = await openEditorAgents({ folder: project.path("src") });
  const heard = new Heard(editor);
  await editor.ready;
  rmSync(project.path("src"), { recursive: true });
  const trouble = await heard.next("trouble", ({ agent }) => agent === "watcher");
  expect(trouble.message).toBe(`${project.path("src")} was deleted, so there is nothing left to watch.`);
  await editor.close();
  await expect(editor.rename({ file: "src/double.ts", name: "double", to: "twice" })).rejects.toMatchObject({
    code: expect.stringMatching(/CLOSED|NOT_FOUND/),
  });
});

test("closing ends all threads and processes, also before the agents are ready", async () => {
  using project = new Project(files);
  const compilers = () => childProcesses().filter((line) => line.includes(project.folder));
  const early = await openEditorAgents({ folder: project.path("src") });
  await early.close();
  await expect(early.ready).rejects.toMatchObject({ code: "CLOSED" });
  const editor = await openEditorAgents({ folder: project.path("src") });
  await editor.ready;
  expect(compilers()).toHaveLength(1);
  await editor.close();
  expect(compilers()).toEqual([]);
});

describe("an editor is refused by one sentence", () => {
  test("for a folder that does not exist, and for a file", async () => {
    using project = new Project(files);
    await expect(openEditorAgents({ folder: project.path("gone") })).rejects.toMatchObject({
      code: "NO_FOLDER",
      message: `There is no folder ${project.path("gone")}.`,
    });
    await expect(openEditorAgents({ folder: project.path("src/index.ts") })).rejects.toMatchObject({
      code: "NO_FOLDER",
    });
  });

  test("for a folder without a TypeScript project", async () => {
    using project = new Project(files);
    rmSync(project.path("tsconfig.json"));
    await expect(openEditorAgents({ folder: project.path("src") })).rejects.toMatchObject({
      code: "NO_PROJECT",
    });
  });

  test.each([
    [{ limit: 0 }, "limit"],
    [{ grace: -1 }, "grace"],
    [{ maxWorkers: 1.5 }, "maxWorkers"],
    [{ reach: "far" as "all" }, "reach"],
  ])("for the option %o", async (option, name) => {
    await expect(openEditorAgents({ folder: import.meta.dirname, ...option })).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      message: expect.stringContaining(`option ${name} takes`),
    });
  });
});
