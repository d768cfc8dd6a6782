import { format } from "node:util";
import type { CellRun } from "./cell-context.ts";

const MIME = Symbol.for("swarmlab.mime");

/** Shows the value of a cell's last expression: in the forms it offers itself, else as `console.log` would. */
export function showValue(value: unknown, { output, executionCount }: CellRun): void {
  if (value === undefined || value === null) return;
  const bundle = mimeBundle(value);
  if (bundle === undefined) output.result({ "text/plain": format(value) }, executionCount);
  else if (Object.keys(bundle).length > 0) output.result(bundle, executionCount);
}

/** What the value offers under `Symbol.for("swarmlab.mime")`. An empty bundle means: show nothing. */
function mimeBundle(value: unknown): Record<string, unknown> | undefined {
  const offer = (value as { [MIME]?: unknown })[MIME];
  return typeof offer === "function" ? offer.call(value) : undefined;
}
