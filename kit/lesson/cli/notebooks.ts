import { notebooksCommand } from "./notebooks-command.ts";
import { type CollectedChecks, visiblePoints } from "./visible-points.ts";

const ending = import.meta.url.endsWith(".ts") ? "ts" : "js";

async function points(root: string) {
  const grading: { collectChecks(root: string): Promise<CollectedChecks> } = await import(
    new URL(`../../grading/index.${ending}`, import.meta.url).href
  );
  return visiblePoints(await grading.collectChecks(root));
}

process.exitCode = await notebooksCommand(process.argv.slice(2), {
  out: (line) => console.log(line),
  err: (line) => console.error(line),
  points,
});
