import { BenchError } from "../bench-error.ts";

/** A measurement that other programs may have disturbed. */
export interface Disturbable {
  /** The share of the machine that other programs used meanwhile, from 0 to 1. */
  readonly othersShare: number;
}

export interface RoundsOptions<Variant, Run extends Disturbable> {
  readonly variants: readonly Variant[];
  /** How often each variant is measured. @minimum 1 */
  readonly rounds: number;
  readonly measure: (variant: Variant) => Promise<Run>;
  /** Called after each measurement; `run` is null when it failed. */
  readonly onMeasured?: (event: { variant: Variant; run: Run | null; done: number; total: number }) => void;
  /** A run is disturbed when other programs used more than this share of the machine. @default 0.1 */
  readonly disturbance?: number;
  /** Returns true when it is too late to repeat disturbed runs. @default never */
  readonly isLate?: () => boolean;
}

/** All measurements of one variant. */
export interface Measured<Variant, Run> {
  readonly variant: Variant;
  /** The runs that count: at most as many as `rounds`. */
  readonly runs: readonly Run[];
  /** The number of runs that were measured again because other programs had disturbed them. */
  readonly repeated: number;
  /** The number of runs that count although they were disturbed, for want of calmer ones. */
  readonly disturbed: number;
  /** Why the first failed run could not be measured. */
  readonly error: BenchError | null;
}

/** The largest number of extra rounds, as a share of `rounds`. */
const EXTRA_SHARE = 0.5;

/**
 * Measures all variants, interleaved: A B C A B C. Slow changes (heat, other programs) then affect all variants alike; with
 * A A A B B B they would affect only one.
 *
 * Runs that other programs have disturbed are measured again in extra rounds, half as many at most. If those are disturbed
 * too, the least disturbed runs count. The choice never depends on how long a run took.
 * A variant that fails once is not measured again. A BenchError `ABORTED` ends the measurement; the result contains what
 * has been measured, with `isPartial` true.
 */
export async function measureRounds<Variant, Run extends Disturbable>(
  options: RoundsOptions<Variant, Run>,
): Promise<{ readonly measured: readonly Measured<Variant, Run>[]; readonly isPartial: boolean }> {
  const { variants, rounds, measure, onMeasured, disturbance = 0.1, isLate = () => false } = options;
  const isCalm = (run: Run) => run.othersShare <= disturbance;
  const runs = new Map(variants.map((variant) => [variant, [] as Run[]]));
  const errors = new Map<Variant, BenchError>();
  const runsOf = (variant: Variant) => runs.get(variant) ?? [];
  let done = 0;
  let total = variants.length * rounds;
  let isPartial = false;

  /** Measures each of these variants once. Returns false when the measurement was aborted. */
  const round = async (some: readonly Variant[]): Promise<boolean> => {
    for (const variant of some) {
      if (errors.has(variant)) continue;
      let run: Run | null = null;
      try {
        run = await measure(variant);
        runsOf(variant).push(run);
        done++;
      } catch (error) {
        if (!BenchError.isBenchError(error)) throw error;
        if (error.code === "ABORTED") return false;
        errors.set(variant, error);
        total -= rounds - runsOf(variant).length - 1;
        done++;
      }
      onMeasured?.({ variant, run, done, total });
    }
    return true;
  };

  for (let i = 0; i < rounds && !isPartial; i++) isPartial = !(await round(variants));
  for (let i = 0; i < Math.ceil(rounds * EXTRA_SHARE) && !isPartial && !isLate(); i++) {
    const again = variants.filter(
      (variant) => !errors.has(variant) && runsOf(variant).filter(isCalm).length < rounds,
    );
    if (again.length === 0) break;
    total += again.length;
    isPartial = !(await round(again));
  }
  const measured = variants.map((variant): Measured<Variant, Run> => {
    const all = runsOf(variant);
    // The sort is stable, so calm runs keep the order in which they were measured.
    const chosen = all
      .toSorted((a, b) => (isCalm(a) && isCalm(b) ? 0 : a.othersShare - b.othersShare))
      .slice(0, rounds);
    return {
      variant,
      runs: chosen,
      repeated: all.length - chosen.length,
      disturbed: chosen.filter((run) => !isCalm(run)).length,
      error: errors.get(variant) ?? null,
    };
  });
  return { measured, isPartial };
}
