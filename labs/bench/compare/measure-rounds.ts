import { BenchError } from "../bench-error.ts";

/** What the rounds need to know of a measurement. */
export interface Disturbable {
  /** What all other programs used of the machine meanwhile, from 0 to 1. */
  readonly othersShare: number;
}

export interface RoundsOptions<Way, Run extends Disturbable> {
  readonly ways: readonly Way[];
  /** How often each way is measured. */
  readonly rounds: number;
  readonly measure: (way: Way) => Promise<Run>;
  /** Told after each measurement; `run` is null when it failed. */
  readonly onMeasured?: (event: { way: Way; run: Run | null; done: number; total: number }) => void;
  /** From this share of the machine on, others have disturbed a run. @default 0.1 */
  readonly disturbance?: number;
  /** No further rounds than asked for, once this says so. @default never */
  readonly isLate?: () => boolean;
}

/** All that was measured of one way. */
export interface Measured<Way, Run> {
  readonly way: Way;
  /** Those that count: at most as many as there were to be rounds. */
  readonly runs: readonly Run[];
  /** Measured again, because others had disturbed them. */
  readonly repeated: number;
  /** Among `runs`: disturbed, but there was no better one. */
  readonly disturbed: number;
  /** Why a run could not be measured, the first time. */
  readonly error: BenchError | null;
}

/** Rounds beyond those asked for, as a share of them. */
const EXTRA = 0.5;

/**
 * Measures all ways, interleaved: A B C A B C. What changes slowly (heat, other programs) then touches all of them alike,
 * where A A A B B B would blame it on one.
 *
 * Runs that other programs have disturbed are measured again in further rounds, half as many at most; if that
 * was in vain, the least disturbed ones count. Which runs count is never decided by how long they took.
 * A way that fails once is not measured again. The signal's ABORTED ends it all: what is there is returned.
 */
export async function measureRounds<Way, Run extends Disturbable>(
  options: RoundsOptions<Way, Run>,
): Promise<{ readonly measured: readonly Measured<Way, Run>[]; readonly isPartial: boolean }> {
  const { ways, rounds, measure, onMeasured, disturbance = 0.1, isLate = () => false } = options;
  const isCalm = (run: Run) => run.othersShare <= disturbance;
  const runs = new Map(ways.map((way) => [way, [] as Run[]]));
  const errors = new Map<Way, BenchError>();
  const runsOf = (way: Way) => runs.get(way) ?? [];
  let done = 0;
  let total = ways.length * rounds;
  let isPartial = false;

  /** Measures each of these ways once. Returns false when it was told to stop. */
  const round = async (some: readonly Way[]): Promise<boolean> => {
    for (const way of some) {
      if (errors.has(way)) continue;
      let run: Run | null = null;
      try {
        run = await measure(way);
        runsOf(way).push(run);
        done++;
      } catch (error) {
        if (!BenchError.isBenchError(error)) throw error;
        if (error.code === "ABORTED") return false;
        errors.set(way, error);
        total -= rounds - runsOf(way).length - 1;
        done++;
      }
      onMeasured?.({ way, run, done, total });
    }
    return true;
  };

  for (let i = 0; i < rounds && !isPartial; i++) isPartial = !(await round(ways));
  for (let i = 0; i < Math.ceil(rounds * EXTRA) && !isPartial && !isLate(); i++) {
    const again = ways.filter((way) => !errors.has(way) && runsOf(way).filter(isCalm).length < rounds);
    if (again.length === 0) break;
    total += again.length;
    isPartial = !(await round(again));
  }
  const measured = ways.map((way): Measured<Way, Run> => {
    const all = runsOf(way);
    // Sorting keeps the order of equals: calm runs count in the order in which they were measured.
    const chosen = all
      .toSorted((a, b) => (isCalm(a) && isCalm(b) ? 0 : a.othersShare - b.othersShare))
      .slice(0, rounds);
    return {
      way,
      runs: chosen,
      repeated: all.length - chosen.length,
      disturbed: chosen.filter((run) => !isCalm(run)).length,
      error: errors.get(way) ?? null,
    };
  });
  return { measured, isPartial };
}
