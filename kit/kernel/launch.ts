import { spawn } from "node:child_process";
import type { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { killProcess } from "../common/kill-process.ts";
import { siblingModule } from "../common/sibling-module.ts";
import { configPathFrom } from "./command-line.ts";

/*
 * The program that Jupyter starts. It starts the kernel process as a child and stays beside it, because a process that is busy with an endless
 * loop cannot handle a signal. It
 *   - passes each interrupt (SIGINT) to the kernel's watchdog thread, through a pipe;
 *   - ends the kernel, and every process that cells have started, when it ends itself or when Jupyter has ended;
 *   - ends as the kernel ends, so that Jupyter sees a crash and can restart.
 */

/** How often to check whether Jupyter still runs. */
const PARENT_CHECK_INTERVAL_MS = 1000;

const jupyter = process.ppid;
const entry = fileURLToPath(siblingModule(import.meta.url, "kernel-process"));
const flags = [
  // Stopping an endless loop inside a timer's callback leaves one entry too many on Node's async stack. Node would abort for it.
  "--no-force-async-hooks-checks",
  // Warnings about how the kernel loads modules are not for learners.
  "--disable-warning=ExperimentalWarning",
];
const kernel = spawn(process.execPath, [...flags, entry, "--config-path", configPathFrom(process.argv)], {
  // A process group of its own: signals to Jupyter's group reach the kernel only through this process, and one signal to the group ends all
  // processes that cells have started.
  detached: true,
  stdio: ["ignore", "inherit", "inherit", "pipe"],
});
const pipe = kernel.stdio[3] as Writable;
// The kernel may end during a write to the pipe. Its exit is handled below.
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
}, PARENT_CHECK_INTERVAL_MS).unref();

function end(code: number): never {
  // The negative number names the group: the kernel and all that cells have started.
  if (kernel.pid !== undefined) killProcess(-kernel.pid);
  process.exit(code);
}
