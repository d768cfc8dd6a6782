import { progressCommand } from "./progress-command.ts";

// Whoever reads our output may have read enough, as `head` does.
process.stdout.on("error", () => {});
process.exitCode = progressCommand(process.argv.slice(2), { out: process.stdout, err: process.stderr });
