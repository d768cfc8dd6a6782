/** Notebooks, run in the real kernel. */

export { notebookRuns } from "./notebook-runs.ts";
export {
  type NotebookRun,
  type RunCell,
  type RunOutput,
  runNotebook,
  whyNoNotebooks,
} from "./run-notebook.ts";
export { someAtATime } from "./some-at-a-time.ts";
