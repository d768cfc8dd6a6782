import { median } from "../../common/median.ts";
import { analyseWinner, type BenchRun } from "../../dashboard/index.ts";
import { BenchError } from "../bench-error.ts";
import { medianInterval } from "../statistics/median-interval.ts";
import { thisMachine } from "./machine.ts";
import { measureUntilDecided, type TimedRun } from "./measure-until-decided.ts";

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
  let falseWinners = 0;
  for (let i = 0; i < comparisons; i++) {
    const [a, b]: [number[], number[]] = [[], []];
    // Interleaved, as a benchmark measures different variants.
    for (let round = 0; round < rounds; round++) for (const times of [a, b]) times.push(await measure());
    if (hasWinner(a, b)) falseWinners++;
  }
  return Object.freeze({ comparisons, falseWinners, share: falseWinners / comparisons });
}

export interface SequentialControlOptions {
  /** Measures the variant once. */
  readonly measure: () => Promise<TimedRun>;
  /** The number of comparisons. @minimum 1 @default 100 */
  readonly comparisons?: number;
  /** Called after each comparison. */
  readonly onComparison?: (event: ControlEvent) => void;
}

export interface ControlEvent {
  /** The number of comparisons so far. */
  readonly done: number;
  readonly falseWinners: number;
  /** The rounds of this comparison. */
  readonly rounds: number;
}

export interface SequentialControlReport extends ControlReport {
  /** The mean number of rounds of a comparison. */
  readonly meanRounds: number;
}

/**
 * The A/A control of a benchmark with a time budget: it compares a variant with itself by `measureUntilDecided`, which looks
 * again and again, so that also the chances of the further looks are counted. It takes as many rounds as a comparison can.
 *
 * @throws BenchError whatever `measure` throws, except `ABORTED`, which ends the control
 */
export async function controlUntilDecided(
  options: SequentialControlOptions,
): Promise<SequentialControlReport> {
  const { measure, comparisons = 100, onComparison } = options;
  let [done, falseWinners, rounds] = [0, 0, 0];
  for (; done < comparisons; ) {
    const { measured, isPartial } = await measureUntilDecided({
      groups: [{ variants: ["A", "the same again"] }],
      budgetSeconds: Number.POSITIVE_INFINITY,
      measure,
    });
    if (isPartial) break;
    for (const { error } of measured) if (error) throw error;
    const [a = [], b = []] = measured.map(({ runs }) => runs.map(({ seconds }) => seconds));
    done++;
    rounds += a.length;
    if (hasWinner(a, b)) falseWinners++;
    onComparison?.({ done, falseWinners, rounds: a.length });
  }
  const share = falseWinners / Math.max(1, done);
  return Object.freeze({ comparisons: done, falseWinners, share, meanRounds: rounds / Math.max(1, done) });
}

function hasWinner(a: readonly number[], b: readonly number[]): boolean {
  const runs = [rowOf("A", a), rowOf("the same again", b)];
  return analyseWinner({ machine: thisMachine(), workload: "the same", runs, winner: null }).winner !== null;
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
