import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newCourseCommand } from "../../../kit/cli/new-course.ts";
import { hashOf, writeStamp } from "../../../kit/lab/setup/stamp.mjs";
import { install } from "../release/install.ts";
import { runCommand } from "./support/run-command.ts";

const repository = join(import.meta.dirname, "../../..");
const run = promisify(execFile);
/** Generous: the compiler, the contract and the notebooks run, and the machine may be busy. */
const TIMEOUT_MS = 900_000;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "swarmlab-new-course-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test(
  "a new course passes its own tests: npm test in it is green, without network",
  async () => {
    const course = join(folder, "my-course");
    const { code, err } = await runCommand(newCourseCommand, course);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    setUpWithoutNetwork(course);
    const { stdout } = await run("npm", ["test", "--silent"], {
      cwd: course,
      maxBuffer: 1 << 26,
      timeout: TIMEOUT_MS,
    }).catch((error: { stdout: string; stderr: string }) => {
      throw new Error(`${error.stdout}\n${error.stderr}`.slice(-6000));
    });
    expect(stdout.trimEnd().split("\n").at(-1)).toMatch(/^[3-9]\d* passed, 0 failed/);
  },
  TIMEOUT_MS,
);

/**
 * What the first `npm test` would fetch from the network: the packages of npm and of Python, from this project. What this
 * project has built already comes along, so that the compiler looks only for what differs.
 */
function setUpWithoutNetwork(course: string): void {
  for (const dist of ["labs/dist", "kit/dist"])
    cpSync(join(repository, dist), join(course, dist), { recursive: true });
  install(course);
  // npm writes this list when it has installed everything.
  cpSync(join(course, "package-lock.json"), join(course, "node_modules/.package-lock.json"));
  // A folder of its own with links to the programs: nothing that the course installs could reach this project's environment.
  const venv = join(course, ".lab/venv");
  mkdirSync(join(venv, "bin"), { recursive: true });
  for (const program of ["jupyter", "python"])
    symlinkSync(join(repository, ".lab/venv/bin", program), join(venv, "bin", program));
  const requirements = readFileSync(join(course, "kit/lab/setup/requirements.txt"), "utf8");
  const stamp = hashOf([requirements, realpathSync(venv), realpathSync(join(venv, "bin/python"))]);
  writeStamp(join(venv, "swarmlab-stamp"), stamp);
}
