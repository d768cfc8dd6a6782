import { UsageError } from "../common/command-line.mjs";
import { existingFromCaller } from "./run-command/caller-folder.ts";
import { defineCommand } from "./run-command/define-command.ts";
import { runInterruptibly } from "./run-command/run-as-program.ts";

/** `npm run watch-agents`. */
export const watchAgentsCommand = defineCommand(
  {
    name: "watch-agents",
    usage: ["-- FOLDER", "-- FOLDER --rename FILE:NAME=NEW [--write]"],
    about: `Watches a folder of TypeScript with four agents on threads: a watcher, a parser, a tester and a refactorer, which
share one syntax tree of each file. At each save they run the tests that it touches, and say which exports nothing
uses. Nothing is written. Ctrl-C ends them all.`,
    positionals: true,
    options: {
      reach: {
        value: "WHICH",
        help: `nearest: only the touched tests with the fewest imports between
all     every test that uses the saved file`,
        default: "nearest",
      },
      limit: {
        value: "SECONDS",
        help: "how long one run of tests may take; then its threads are ended",
        default: "60",
      },
      workers: {
        value: "N",
        help: "test files that run at the same time (default: one less than the cores)",
      },
      rename: {
        value: "FILE:NAME=NEW",
        help: "list every edit that renaming a declaration of the file takes, and end",
      },
      write: { help: "with --rename: write the edits" },
    },
    closing:
      "Exit code: 0 when Ctrl-C ended it or a rename was listed, 1 when it cannot watch, 2 for wrong use.",
  },
  async ({ values, positionals }, tools) => {
    const [folder, ...more] = positionals;
    if (folder === undefined || more.length > 0)
      throw new UsageError("Watch what? Give one folder, for example: npm run watch-agents -- labs");
    if (values.write && values.rename === undefined)
      throw new UsageError("--write writes the edits of a rename: give --rename FILE:NAME=NEW too.");
    const { readWatchRequest } = await import("./watch-agents/watch-request.ts");
    const request = readWatchRequest(existingFromCaller(folder), values);
    const { runWatchAgents } = await import("./watch-agents/run-watch-agents.ts");
    return runWatchAgents(request, tools);
  },
);

if (import.meta.main) await runInterruptibly(watchAgentsCommand);
