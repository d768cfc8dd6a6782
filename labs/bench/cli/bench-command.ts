import { DashboardError, saveDashboard, speedupChart } from "../../dashboard/index.ts";
import { SwarmError } from "../../swarm/index.ts";
import { BenchError } from "../bench-error.ts";
import type { BenchResult } from "../compare/bench-result.ts";
import { runBenchmark } from "../compare/benchmark.ts";
import { type CommandOptions, readCommandLine } from "./command-options.ts";
import { helpText } from "./help.ts";
import { type ProgressStream, showProgress } from "./show-progress.ts";

/** What the command works with; replaced in tests. */
export interface BenchCommandDeps {
  readonly out: ProgressStream;
  readonly err: ProgressStream;
  /** Where relative paths start. */
  readonly folder: string;
  /** Aborts when somebody presses Ctrl-C. */
  readonly signal: AbortSignal;
}

/** `npm run bench`. @returns the exit code */
export async function benchCommand(argv: readonly string[], deps: BenchCommandDeps): Promise<number> {
  const { out, err, signal } = deps;
  let options: CommandOptions;
  try {
    options = readCommandLine(argv, deps.folder);
    if (options.help) {
      out.write(helpText());
      return 0;
    }
    const result = await measure(options, deps);
    // Some terminals do not know their width and say 0.
    out.write(`${result.toText({ columns: out.columns || 80, boxed: out.isTTY === true })}\n`);
    const isWritten = await save(result, options.files, err);
    if (signal.aborted) return 130;
    const isWhole = result.report.runs.every(
      ({ failed, seconds }) => failed === 0 && seconds.median !== null,
    );
    return isWritten && isWhole ? 0 : 1;
  } catch (error) {
    if (!BenchError.isBenchError(error) && !(error instanceof SwarmError)) throw error;
    err.write(`${error.message}\n`);
    return error.code === "INVALID_ARGUMENT" || error.code === "TOO_LARGE" ? 2 : 1;
  }
}

async function measure({ bench }: CommandOptions, { err, signal }: BenchCommandDeps): Promise<BenchResult> {
  const view: { current?: ReturnType<typeof showProgress> } = {};
  try {
    return await runBenchmark({
      ...bench,
      signal,
      // Only once the options are known to make sense is there anything to show.
      onStart: () => {
        view.current = showProgress(err);
      },
      onProgress: (event) => view.current?.tell(event),
    });
  } finally {
    view.current?.end(signal.aborted ? "interrupted" : "finished");
  }
}

/** Writes the files asked for. A file that cannot be written costs that file alone. */
async function save(
  result: BenchResult,
  files: CommandOptions["files"],
  err: ProgressStream,
): Promise<boolean> {
  const { json, ...pages } = files;
  if (Object.keys(files).length === 0) return true;
  if (result.comparable.runs.length === 0) {
    err.write("No report was written, since nothing was measured.\n");
    return false;
  }
  const charts = result.others.map(({ base, runs }) => (width: number) => {
    const rows = runs
      .filter((run) => run.seconds.median)
      .map((run) => ({ label: run.approach, seconds: run.seconds.median ?? 0, failed: run.failed }));
    return speedupChart(rows, { base, width });
  });
  let isWritten = true;
  for (const write of [
    () => saveDashboard(result.report, json === undefined ? {} : { json }),
    () => saveDashboard(result.comparable, pages, { timelines: result.timelines, charts }),
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
