import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commands } from "../../../kit/lab/commands.mjs";
import { command, start, until } from "./support/programs.ts";
import { checkout, makeProject, makeProjectToBuild, type Project, write } from "./support/project.ts";

test("an unknown command gets the list of commands and fails", async () => {
  const { code, stderr } = await command(makeProject(), "chekc").ended;
  expect(code).toBe(1);
  expect(stderr).toContain('There is no command "chekc". Did you mean npm run check?');
  for (const name of ["lab", "doctor", "check", "notebooks", "test"])
    expect(stderr).toContain(`npm run ${name} `);
});

test("without a command it lists them", async () => {
  const { code, stdout } = await command(makeProject()).ended;
  expect(code).toBe(0);
  expect(stdout).toContain("npm run lab ");
});

test("every npm script that starts here is in the list, and every command has its script", () => {
  const { scripts } = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const started = Object.entries(scripts).filter(([, script]) => script.includes("start.mjs"));
  expect(started.map(([name]) => name).sort()).toEqual(Object.keys(commands).sort());
  for (const [name, script] of started) expect(script).toBe(`node kit/lab/start.mjs ${name}`);
});

test("--version prints the project's version, with a command or without", async () => {
  const project = makeProject();
  write(project.root, "package.json", JSON.stringify({ type: "module", version: "3.4.5", scripts: {} }));
  for (const args of [["--version"], ["lab", "--version"]]) {
    const { code, stdout } = await command(project, ...args).ended;
    expect({ code, stdout }).toEqual({ code: 0, stdout: "Swarm Lab 3.4.5\n" });
  }
});

test("a copy of the course with fewer commands lists only those", async () => {
  const project = makeProject();
  write(project.root, "package.json", JSON.stringify({ type: "module", scripts: { lab: "", check: "" } }));
  const { stdout } = await command(project).ended;
  expect([...stdout.matchAll(/^ {2}npm run (\w+) /gm)].map((match) => match[1])).toEqual(["lab", "check"]);
});

test.each(["lab", "doctor", "test", "lint"])(
  "%s --help answers before anything is installed",
  async (name) => {
    const { code, stdout, stderr } = await command(makeProject(), name, "--help").ended;
    expect(code).toBe(0);
    expect(stdout).toContain("--help   ");
    expect(stderr).toBe("");
  },
);

test.each([
  [["--prot", "80"], "Unknown option '--prot': did you mean --port?"],
  [["--port", "http"], '--port takes a number from 1 to 65535, not "http".'],
  [["--port", "70000"], '--port takes a number from 1 to 65535, not "70000".'],
  [["--token="], "--token must not be empty"],
  [["notebook.ipynb"], "Unexpected argument 'notebook.ipynb'"],
])("lab %j is refused in a sentence", async (args, sentence) => {
  const { code, stderr } = await command(makeProject(), "lab", ...args).ended;
  expect(code).toBe(1);
  expect(stderr).toContain(sentence);
  expect(stderr).not.toContain("    at ");
});

test("an old Node gets one sentence", async () => {
  const project = makeProject();
  const pretend = 'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"18.20.0"})';
  const args = ["--import", pretend, join(project.root, "kit/lab/start.mjs"), "lab"];
  const { code, stderr } = await start(process.execPath, args, { cwd: project.root, env: project.env }).ended;
  expect(code).toBe(1);
  expect(stderr.trim()).toBe(
    "Swarm Lab needs Node 20 or newer to start, and this is Node 18.20.0: update it.",
  );
});

test("a set-up that cannot be done ends in a sentence, not in a stack trace", async () => {
  const project = makeProject();
  const { code, stderr } = await command(project, "check", "a.ipynb").ended;
  expect(code).toBe(1);
  expect(stderr).toContain("npm could not install the packages.");
  expect(stderr).not.toContain("    at ");
});

/** A project in which `npm run check` is the given program. */
function projectWithCheck(program: string): Project {
  const project = makeProjectToBuild();
  write(project.root, "kit/cli/check.ts", `${program}\nexport {};\n`);
  return project;
}

test("a command of the kit is built, then run in the project's Node with its arguments, and its exit code is ours", async () => {
  const project = projectWithCheck(`
    console.log(JSON.stringify({ args: process.argv.slice(2), node: process.version, folder: process.cwd() }));
    process.exitCode = 3;`);
  const { code, stdout } = await command(project, "check", "a b.ipynb", "--json").ended;
  expect(code).toBe(3);
  // Nothing else on stdout: what the set-up says must not get into the JSON.
  const told = JSON.parse(stdout);
  expect(told).toMatchObject({ args: ["a b.ipynb", "--json"], folder: project.root });
  expect(told.node).toMatch(/^v26\./);
});

test("a signal reaches the command, which ends in its own way", async () => {
  const project = projectWithCheck(`
    process.on("SIGTERM", () => process.exit(7));
    console.log("listening");
    setTimeout(() => {}, 60_000);`);
  const running = command(project, "check");
  await until(() => running.output().includes("listening"), "the command listens");
  running.child.kill("SIGTERM");
  expect((await running.ended).code).toBe(7);
});

test("a command that a signal ended reports 128 and the signal's number", async () => {
  const project = projectWithCheck('process.kill(process.pid, "SIGKILL"); setTimeout(() => {}, 60_000);');
  expect((await command(project, "check").ended).code).toBe(137);
});
