import { visiblePoints } from "../checking/visible-points.ts";
import { notebooksCommand } from "./notebooks-command.ts";

// Loaded only when needed: it brings vitest, which `--help` should not wait for.
const grading = () => import("../checking/index.ts");

process.exitCode = await notebooksCommand(process.argv.slice(2), {
  out: (line) => console.log(line),
  err: (line) => console.error(line),
  root: async () => (await grading()).courseRoot(),
  points: async (root) => visiblePoints(await (await grading()).collectChecks(root)),
});
