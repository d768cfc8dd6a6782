import { BenchError, type BenchOptions, type BenchResult, runBenchmark } from "@swarmlab/labs/bench";
import { DashboardError, saveDashboard } from "@swarmlab/labs/dashboard";
import { SwarmError } from "@swarmlab/labs/swarm";
import { CommandFailure, type CommandStream, type CommandTools } from "../run-command/define-command.ts";
import type { BenchRequest } from "./bench-request.ts";
import { runControl } from "./run-control.ts";
import { showProgress } from "./show-progress.ts";

/** Exit codes. */
const NOT_ALL_MEASURED = 1;
const WRONG_USE = 2;
const INTERRUPTED = 130;

/** Columns of a terminal that does not know its width: some say 0. */
const USUAL_COLUMNS = 80;

/**
 * Measures, prints the table and writes the files asked for.
 *
 * @returns the exit code
 * @throws CommandFailure when nothing could be measured
 */
export async function runBench(request: BenchRequest, tools: CommandTools): Promise<number> {
  const { bench, files, control } = request;
  const { out, err, signal } = tools;
  try {
    if (control !== undefined) return await runControl(bench, control, tools);
    const result = await measure(bench, tools);
    out.write(`${result.toText({ columns: out.columns || USUAL_COLUMNS, boxed: out.isTTY === true })}\n`);
    const isWritten = await save(result, files, err);
    if (signal.aborted) return INTERRUPTED;
    const isWhole = result.report.runs.every(
      ({ failed, seconds }) => failed === 0 && seconds.median !== null,
    );
    return isWritten && isWhole ? 0 : NOT_ALL_MEASURED;
  } catch (error) {
    if (!BenchError.isBenchError(error) && !(error instanceof SwarmError)) throw error;
    const isWrongUse = error.code === "INVALID_ARGUMENT" || error.code === "TOO_LARGE";
    throw new CommandFailure(error.message, isWrongUse ? WRONG_USE : NOT_ALL_MEASURED, { cause: error });
  }
}

async function measure(bench: BenchOptions, { err, signal }: CommandTools): Promise<BenchResult> {
  const view: { current?: ReturnType<typeof showProgress> } = {};
  try {
    return await runBenchmark({
      ...bench,
      signal,
      // The benchmark calls it after it has validated the options.
      onStart: () => {
        if (bench.rounds === undefined) err.write(plan(bench));
        view.current = showProgress(err);
      },
      onProgress: (event) => view.current?.tell(event),
    });
  } finally {
    view.current?.end(signal.aborted ? "interrupted" : "finished");
  }
}

/** How long it takes, said before anything is measured. */
function plan({ budgetSeconds = 0 }: BenchOptions): string {
  return `Every row is measured six times or more, until the fastest is decided, for about ${budgetSeconds / 60} min at most.\n`;
}

/** Writes the files asked for. Where one cannot be written, the others are written all the same. */
async function save(result: BenchResult, files: BenchRequest["files"], err: CommandStream): Promise<boolean> {
  const { json, ...pages } = files;
  if (Object.keys(files).length === 0) return true;
  if (result.comparable.runs.length === 0) {
    err.write("No report was written, since nothing was measured.\n");
    return false;
  }
  let isWritten = true;
  for (const write of [
    () => saveDashboard(result.report, json === undefined ? {} : { json }),
    () =>
      saveDashboard(result.comparable, pages, {
        timelines: result.timelines,
        tables: result.furtherTables,
        charts: result.furtherCharts,
      }),
  ]) {
    try {
      for (const path of await write()) err.write(`Wrote ${path}\n`);
    } catch (error) {
      if (!DashboardError.isDashboardError(error)) throw error;
      err.write(`${error.message}\n`);
      isWritten = false;
    }
  }
  return isWritten;
}
