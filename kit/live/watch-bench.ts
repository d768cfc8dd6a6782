import {
  advanceBench,
  type BenchLiveState,
  type BenchProgressLike,
  benchHtml,
  benchLine,
  benchText,
  type Chart,
  endBench,
  startBench,
} from "@swarmlab/labs/dashboard";
import { showChart } from "./chart-at-the-end.ts";
import { listenForInterruption } from "./interruption.ts";
import { type LiveModel, LiveView } from "./live-view.ts";
import { openScreen } from "./screen.ts";
import type { TerminalStream } from "./terminal.ts";

/** The options with which a benchmark is watched and stopped. */
export interface BenchWatch {
  readonly onProgress: (event: BenchProgressLike) => void;
  /** Aborted when the learner interrupts. The benchmark then ends with its measurements so far. */
  readonly signal: AbortSignal;
}

export interface WatchBenchOptions<Report> {
  /** The number of runs. @default unknown: nothing is shown before the first run is done */
  readonly total?: number;
  /** The chart that replaces the view at the end, in a notebook. @default the last state stays */
  readonly chart?: (report: Report) => Chart | Promise<Chart>;
  /** Stops the benchmark. */
  readonly signal?: AbortSignal;
  /** The stream for the view outside a notebook. @default process.stdout */
  readonly stream?: TerminalStream;
}

const benchModel: LiveModel<BenchLiveState, BenchProgressLike> = {
  advance: advanceBench,
  end: endBench,
  html: benchHtml,
  lines: benchText,
  plain: (before, after) => {
    const isNews = before.done !== after.done || before.end !== after.end;
    return isNews ? benchLine(after) : null;
  },
};

/**
 * Runs a benchmark and shows it while it runs: how far it is, the time left, the median of each approach so far. In a
 * notebook it is one output, updated in place; in a terminal a few lines, redrawn; in a pipe a plain line a run.
 *
 * An interrupt of the cell, an aborted `signal` and the first Ctrl-C abort the signal that `run` was given; the view then
 * says that it is partial. The promise settles as `run`'s does, so that a program can print its measurements.
 *
 * @param run Starts the benchmark with the `onProgress` and the `signal` that it is handed.
 * @example
 * const report = await watchBench((live) => compareApproaches({ agents: [2, 4, 8], ...live }), { chart: timeChart });
 */
export async function watchBench<Report>(
  run: (live: BenchWatch) => Promise<Report>,
  options: WatchBenchOptions<Report> = {},
): Promise<Report> {
  const { total, chart, stream = process.stdout } = options;
  const view = new LiveView({
    model: benchModel,
    start: () => startBench(total ?? 0),
    openScreen: () => openScreen(stream),
  });
  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  const stopListening = listenForInterruption({
    hearsControlC: true,
    endsProcess: false,
    onInterrupt: (by) => {
      stop.abort();
      // The kernel has ended the cell, and the benchmark may never settle.
      if (by === "notebook") view.end("interrupted");
    },
  });
  try {
    if (total !== undefined) view.open();
    const report = await run({ onProgress: (event) => view.tell(event), signal });
    const screen = view.end(signal.aborted ? "interrupted" : "finished");
    if (chart !== undefined) await showChart(screen, () => chart(report));
    return report;
  } catch (error) {
    view.end("interrupted");
    throw error;
  } finally {
    stopListening();
  }
}
