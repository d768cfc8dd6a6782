import { spawn } from "node:child_process";
import { extname } from "node:path";
import type { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { configPathFrom } from "./command-line.ts";

/*
 * What Jupyter starts. It starts the kernel proper as a child and stays beside it, because a process that is busy with
 * an endless loop cannot hear a signal. It
 *   - tells the kernel's watchdog thread of each interrupt (SIGINT), through a pipe;
 *   - ends the kernel, and every process that cells have started, when it ends itself or when Jupyter is gone;
 *   - ends as the kernel ends, so that Jupyter sees a crash and can restart.
 */

/** How often to look whether Jupyter still lives, in ms. */
const PARENT_CHECK_MS = 1000;

const jupyter = process.ppid;
const entry = fileURLToPath(new URL(`./kernel-process${extname(import.meta.url)}`, import.meta.url));
const flags = [
  // Stopping an endless loop inside a timer's callback leaves Node's record of callbacks one entry too long. With its
  // checks on, Node would abort for that.
  "--no-force-async-hooks-checks",
  // Warnings about how the kernel loads modules are not for learners.
  "--disable-warning=ExperimentalWarning",
];
const kernel = spawn(process.execPath, [...flags, entry, "--config-path", configPathFrom(process.argv)], {
  // A group of its own: signals meant for Jupyter's group reach the kernel only through us, and one signal to the
  // group ends all that cells have started.
  detached: true,
  stdio: ["ignore", "inherit", "inherit", "pipe"],
});
const pipe = kernel.stdio[3] as Writable;
// The kernel may die while we are telling it something; its exit is dealt with below.
pipe.on("error", () => {});

process.on("SIGINT", () => pipe.write("interrupt\n"));
for (const signal of ["SIGTERM", "SIGHUP"] as const) process.on(signal, () => end(0));
kernel.on("error", (error) => {
  process.stderr.write(`The kernel could not be started: ${error.message}\n`);
  end(1);
});
kernel.on("exit", (code, signal) => end(code ?? (signal === null ? 0 : 1)));
setInterval(() => {
  if (process.ppid !== jupyter) end(0);
}, PARENT_CHECK_MS).unref();

function end(code: number): never {
  try {
    if (kernel.pid !== undefined) process.kill(-kernel.pid, "SIGKILL");
  } catch {
    // The group is empty: nothing is left to end.
  }
  process.exit(code);
}
