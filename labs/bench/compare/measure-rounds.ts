import type { Disturbable, Measured } from "./measured.ts";
import { RunRecord } from "./run-record.ts";

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
  const { variants, rounds, measure, onMeasured, disturbance, isLate = () => false } = options;
  let total = variants.length * rounds;
  const record = new RunRecord<Variant, Run>({
    variants,
    measure,
    disturbance,
    onMeasured: ({ variant, run, done }) => {
      // A variant that has failed is not measured in the rounds that are left.
      if (run === null) total -= Math.max(0, rounds - record.runsOf(variant).length - 1);
      onMeasured?.({ variant, run, done, total });
    },
  });
  let isPartial = false;
  for (let i = 0; i < rounds && !isPartial; i++) isPartial = !(await record.measureEach(variants));
  for (let i = 0; i < Math.ceil(rounds * EXTRA_SHARE) && !isPartial && !isLate(); i++) {
    const again = variants.filter(
      (variant) => !record.hasFailed(variant) && record.calmRuns(variant) < rounds,
    );
    if (again.length === 0) break;
    total += again.length;
    isPartial = !(await record.measureEach(again));
  }
  return { measured: variants.map((variant) => record.measured(variant, rounds)), isPartial };
}
