import { authorCheckCommand } from "./author-check-command.ts";

// Whoever reads our output may have read enough, as `head` does.
process.stdout.on("error", () => {});
process.exitCode = await authorCheckCommand(process.argv.slice(2), {
  out: process.stdout,
  err: process.stderr,
});
