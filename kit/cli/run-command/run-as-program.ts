import type { Command } from "./define-command.ts";

/** Runs a command as this process: its arguments, its output, its exit code. */
export async function runAsProgram(command: Command): Promise<void> {
  ignoreClosedPipes();
  process.exitCode = await command(process.argv.slice(2), { out: process.stdout, err: process.stderr });
}

/** Runs a command that at Ctrl-C ends in an orderly way; a second Ctrl-C ends it at once. */
export async function runInterruptibly(command: Command): Promise<void> {
  ignoreClosedPipes();
  process.exitCode = await command(process.argv.slice(2), {
    out: process.stdout,
    err: process.stderr,
    signal: interruption(),
  });
}

/** One Ctrl-C arrives several times within this time: from the terminal, from npm and from `start.mjs`. */
const SAME_KEYPRESS_MS = 300;

/** Exit code of a command that was interrupted. */
const INTERRUPTED = 130;

function interruption(): AbortSignal {
  const controller = new AbortController();
  let first = Number.POSITIVE_INFINITY;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      const now = performance.now();
      if (now - first > SAME_KEYPRESS_MS) process.exit(INTERRUPTED);
      first = Math.min(first, now);
      controller.abort();
    });
  }
  return controller.signal;
}

/** A reader such as `head` closes the pipe once it has read enough. */
function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
}
