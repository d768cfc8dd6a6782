import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { kernelSpec } from "../../../kit/kernel/index.ts";
import { writeConnection } from "./support/connection.ts";
import { isAlive, TestKernel, until } from "./support/test-kernel.ts";

const root = resolve(import.meta.dirname, "../../..");
const launcher = join(root, "kit/kernel/launch.ts");

/** Starts a child process and a spinning thread from a cell. Gives back all process ids below the launcher. */
async function startedFrom(kernel: TestKernel): Promise<number[]> {
  await kernel.execute(
    `import { spawn } from "node:child_process"; import { Worker } from "node:worker_threads";
     spawn("sleep", ["60"]); new Worker("for (;;);", { eval: true });`,
  );
  const below = kernel.descendants();
  expect(below.length).toBeGreaterThanOrEqual(2);
  return below;
}

const allGone = (pids: readonly number[]) =>
  until(() => !pids.some(isAlive), "all processes of the kernel end");

test.each(["SIGKILL", "SIGTERM", "SIGHUP"] as const)(
  "nothing outlives a launcher ended by %s",
  async (signal) => {
    await using kernel = await TestKernel.start();
    const below = await startedFrom(kernel);
    kernel.process.kill(signal);
    await kernel.exited();
    await allGone(below);
  },
);

test("nothing outlives a launcher killed while a cell blocks the kernel", async () => {
  await using kernel = await TestKernel.start();
  const below = await startedFrom(kernel);
  kernel.execute("for (;;);").catch(() => {});
  kernel.process.kill("SIGKILL");
  await allGone(below);
});

test("a shutdown is answered and ends everything, running cells included", async () => {
  await using kernel = await TestKernel.start();
  const below = await startedFrom(kernel);
  kernel.execute("setInterval(() => {}, 1000); await new Promise(() => {});").catch(() => {});
  const { reply } = kernel.client.request("control", "shutdown_request", { restart: true });
  expect((await reply).content).toEqual({ status: "ok", restart: true });
  await kernel.exited();
  expect(kernel.process.exitCode).toBe(0);
  await allGone(below);
});

test("when the kernel crashes the launcher ends too, so that Jupyter can restart it", async () => {
  await using kernel = await TestKernel.start();
  const below = kernel.descendants();
  kernel.execute("process.kill(process.pid, 'SIGSEGV');").catch(() => {});
  await kernel.exited();
  expect(kernel.process.exitCode).toBe(1);
  await allGone(below);
});

test.each([
  ["this kernel ends when Jupyter is gone", [launcher], true],
  ["stock tslab stays for good", [join(root, "node_modules/tslab/bin/tslab"), "kernel"], false],
])("%s", async (_name, command, ends) => {
  const folder = mkdtempSync(join(tmpdir(), "orphan-"));
  const file = join(folder, "connection.json");
  await writeConnection(file);
  // A process in the place of Jupyter: it starts the kernel and prints its id.
  const argv = JSON.stringify([...command, "--config-path", file]);
  const script = `const child = require("child_process").spawn(process.execPath, ${argv}, { detached: true, stdio: "ignore" }); console.log(child.pid); setInterval(() => {}, 1000);`;
  const jupyter = spawn(process.execPath, ["-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
    cwd: root,
  });
  const [line] = await once(jupyter.stdout, "data");
  const pid = Number(String(line));
  try {
    await new Promise((done) => setTimeout(done, 1500));
    expect(isAlive(pid)).toBe(true);
    jupyter.kill("SIGKILL");
    if (ends) await until(() => !isAlive(pid), "the kernel notices");
    else {
      await new Promise((done) => setTimeout(done, 3000));
      expect(isAlive(pid)).toBe(true);
    }
  } finally {
    jupyter.kill("SIGKILL");
    if (isAlive(pid)) process.kill(-pid, "SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
});

test("started without a connection file it says so", async () => {
  const kernel = spawn(process.execPath, [launcher], { stdio: ["ignore", "ignore", "pipe"] });
  const chunks: string[] = [];
  kernel.stderr.on("data", (chunk) => chunks.push(String(chunk)));
  const [code] = await once(kernel, "close");
  expect(code).toBe(1);
  expect(chunks.join("")).toContain("started by Jupyter, with `--config-path FILE`");
});

test("the kernelspec starts the launcher as Jupyter wants it", () => {
  expect(kernelSpec({ node: "/n/node", launcher: "/k/launch.js" })).toEqual({
    argv: ["/n/node", "/k/launch.js", "--config-path", "{connection_file}"],
    display_name: "Swarm Lab (TypeScript)",
    language: "typescript",
    interrupt_mode: "signal",
    metadata: { debugger: false },
  });
});
