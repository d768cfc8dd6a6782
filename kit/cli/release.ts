import { collectChecks } from "../checking/index.ts";
import { courseRoot } from "../common/course-root.ts";
import { releaseCommand } from "./release-command.ts";

process.exitCode = await releaseCommand(process.argv.slice(2), {
  out: (line) => console.log(line),
  err: (line) => console.error(line),
  root: async () => courseRoot(),
  checks: collectChecks,
});
