import { format } from "node:util";
import type { CellRun } from "./cell-context.ts";

const MIME = Symbol.for("swarmlab.mime");

/** Shows the value of a cell's last expression: in its own forms where it has some, else as `console.log` would. */
export function showValue(value: unknown, { output, executionCount }: CellRun): void {
  if (value === undefined || value === null) return;
  const bundle = mimeBundle(value);
  if (bundle === undefined) output.result({ "text/plain": format(value) }, executionCount);
  else if (Object.keys(bundle).length > 0) output.result(bundle, executionCount);
}

/** The value's own forms under `Symbol.for("swarmlab.mime")`. An empty bundle shows nothing. */
function mimeBundle(value: unknown): Record<string, unknown> | undefined {
  const offer = (value as { [MIME]?: unknown })[MIME];
  return typeof offer === "function" ? offer.call(value) : undefined;
}
