import { collectChecks, visiblePoints } from "../checking/index.ts";
import { courseRoot } from "../common/course-root.ts";
import { notebooksCommand } from "./notebooks-command.ts";

process.exitCode = await notebooksCommand(process.argv.slice(2), {
  out: (line) => console.log(line),
  err: (line) => console.error(line),
  root: async () => courseRoot(),
  points: async (root) => visiblePoints(await collectChecks(root)),
});
