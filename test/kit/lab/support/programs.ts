import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { onTestFinished } from "vitest";
import type { Project } from "./project.ts";

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A running program. It ends with the test at the latest. */
export interface Running {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly ended: Promise<Ended>;
  /** All it has printed so far, both streams. */
  output(): string;
}

export function start(
  program: string,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv; detached?: boolean },
): Running {
  const child = spawn(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    stdout += text;
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += text;
    output += text;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    const end = () => resolve({ code: child.exitCode, signal: child.signalCode, stdout, stderr });
    child.on("close", end);
    // A program that was killed may leave the pipes open in one it had started.
    child.on("exit", () => setTimeout(end, 2000));
  });
  ended.catch(() => {});
  onTestFinished(() => {
    if (options.detached) killGroup(child.pid);
    else child.kill("SIGKILL");
  });
  return { child, pid: child.pid ?? -1, ended, output: () => output };
}

/** What npm has started does not end with npm. */
function killGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, "SIGKILL");
  } catch {
    // All of it has ended already.
  }
}

/** A command of the project, as `npm run` would start it. */
export function command(project: Pick<Project, "root" | "env">, ...args: string[]): Running {
  const options = { cwd: project.root, env: project.env };
  return start(process.execPath, [join(project.root, "kit", "lab", "start.mjs"), ...args], options);
}

/** Some steps of the set-up, in a process of their own that can be killed. */
export function setUp(
  project: Project,
  ...steps: ("npmPackages" | "build" | "pythonPackages" | "kernelspec")[]
): Running {
  const files = {
    npmPackages: "npm-packages",
    build: "build",
    pythonPackages: "python-packages",
    kernelspec: "kernelspec",
  };
  const from = (file: string) =>
    JSON.stringify(pathToFileURL(join(project.root, "kit/lab/setup", `${file}.mjs`)).href);
  const program = [
    ...steps.map((step) => `import { ${step} } from ${from(files[step])};`),
    `import { placesOf } from ${from("places")};`,
    `import { createReport } from ${from("report")};`,
    `import { setUp } from ${from("set-up")};`,
    `await setUp(placesOf(${JSON.stringify(project.root)}), [${steps.join(", ")}], createReport())`,
    "  .catch((error) => { console.error(error.code, error.message, error.details); process.exit(1); });",
  ];
  const options = { cwd: project.root, env: project.env };
  return start(process.execPath, ["--input-type=module", "--eval", program.join("\n")], options);
}

/** Waits until a condition holds that another process fulfils. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: string,
  timeoutMs = 60_000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await sleep(25);
  }
}

export function untilExists(file: string): Promise<void> {
  return until(() => existsSync(file), `${file} exists`);
}
