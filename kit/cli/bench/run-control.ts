import { type BenchOptions, controlBenchmark } from "@swarmlab/labs/bench";
import type { CommandTools } from "../run-command/define-command.ts";

/** The share of comparisons of a variant with itself that may name a winner. */
const MOST_FALSE_WINNERS = 0.05;
const INTERRUPTED = 130;

/**
 * Compares worker threads with themselves many times, and prints how often noise was taken for a winner.
 *
 * @returns the exit code: 0 when at most 5 % of the comparisons named a winner, else 1; 130 after Ctrl-C
 */
export async function runControl(
  { workload }: BenchOptions,
  comparisons: number,
  { out, err, signal }: CommandTools,
): Promise<number> {
  const report = await controlBenchmark({
    workload,
    comparisons,
    signal,
    onComparison: ({ done, falseWinners, rounds }) => {
      err.write(
        `${done} of ${comparisons} compared, this one in ${rounds} rounds; false winners: ${falseWinners}\n`,
      );
    },
  });
  const percent = `${(100 * report.share).toFixed(1)} %`;
  out.write(
    `Worker threads compared with themselves ${report.comparisons} times, in ${report.meanRounds.toFixed(1)} rounds each: ${report.falseWinners} false winners, ${percent} (goal: at most 5 %).\n`,
  );
  if (signal.aborted) return INTERRUPTED;
  return report.share <= MOST_FALSE_WINNERS ? 0 : 1;
}
