/** The entry of `npm run bench`. */
import { benchCommand } from "./bench-command.ts";

// Whoever reads our output may have read enough, as `head` does.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

const controller = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    // The second time somebody does not want to wait for the table either.
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  });
}

process.exitCode = await benchCommand(process.argv.slice(2), {
  out: process.stdout,
  err: process.stderr,
  // npm runs scripts in the project's folder; paths were typed where npm was called.
  folder: process.env.INIT_CWD ?? process.cwd(),
  signal: controller.signal,
});
