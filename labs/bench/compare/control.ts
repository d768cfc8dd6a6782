import { median } from "../../common/median.ts";
import { analyseWinner, type BenchRun } from "../../dashboard/index.ts";
import { BenchError } from "../bench-error.ts";
import { medianInterval } from "../statistics/median-interval.ts";
import { thisMachine } from "./machine.ts";

export interface ControlOptions {
  /** Measures the variant once. Returns its time in seconds. */
  readonly measure: () => number | Promise<number>;
  /** The number of comparisons. @minimum 1 @default 100 */
  readonly comparisons?: number;
  /** Rounds of each comparison. @minimum 1 @default 6 */
  readonly rounds?: number;
}

/** How often a variant won against itself. */
export interface ControlReport {
  readonly comparisons: number;
  readonly falseWinners: number;
  /** False winners divided by comparisons. A trustworthy benchmark stays at 0.05 or below. */
  readonly share: number;
}

/**
 * The A/A control: compares a variant with itself many times, by the rules that decide between different variants. Every
 * winner is false, so their share is how often noise is taken for a difference.
 */
export async function controlAgainstItself(options: ControlOptions): Promise<ControlReport> {
  const { measure, comparisons = 100, rounds = 6 } = options;
  for (const [name, value] of Object.entries({ comparisons, rounds })) {
    if (!Number.isSafeInteger(value) || value < 1)
      throw new BenchError(
        "INVALID_ARGUMENT",
        `${name} must be a whole number of at least 1, but got ${value}.`,
      );
  }
  const machine = thisMachine();
  let falseWinners = 0;
  for (let i = 0; i < comparisons; i++) {
    const [a, b]: [number[], number[]] = [[], []];
    // Interleaved, as a benchmark measures different variants.
    for (let round = 0; round < rounds; round++) for (const times of [a, b]) times.push(await measure());
    const runs = [rowOf("A", a), rowOf("the same again", b)];
    if (analyseWinner({ machine, workload: "the same", runs, winner: null }).winner) falseWinners++;
  }
  return Object.freeze({ comparisons, falseWinners, share: falseWinners / comparisons });
}

function rowOf(approach: string, times: readonly number[]): BenchRun {
  const interval = medianInterval(times);
  return {
    approach,
    agents: 1,
    seconds: {
      median: median(times),
      low: interval?.low ?? null,
      high: interval?.high ?? null,
      n: times.length,
    },
    cpuPercent: null,
    peakMemoryMB: null,
    speedup: null,
    succeeded: 1,
    failed: 0,
  };
}
