import { notebooksCommand } from "./notebooks-command.ts";
import { visiblePoints } from "./visible-points.ts";

// Loaded only when needed: it brings vitest, which `--help` should not wait for.
const grading = () => import("../../grading/index.ts");

process.exitCode = await notebooksCommand(process.argv.slice(2), {
  out: (line) => console.log(line),
  err: (line) => console.error(line),
  root: async () => (await grading()).courseRoot(),
  points: async (root) => visiblePoints(await (await grading()).collectChecks(root)),
});
