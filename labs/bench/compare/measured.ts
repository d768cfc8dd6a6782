import type { BenchError } from "../bench-error.ts";

/** A measurement that other programs may have disturbed. */
export interface Disturbable {
  /** The share of the machine that other programs used meanwhile, from 0 to 1. */
  readonly othersShare: number;
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
