import { BenchError } from "../bench-error.ts";
import type { Disturbable, Measured } from "./measured.ts";

export interface RunRecordOptions<Variant, Run extends Disturbable> {
  readonly variants: readonly Variant[];
  readonly measure: (variant: Variant) => Promise<Run>;
  /** Called after each measurement; `run` is null when it failed. */
  readonly onMeasured: (event: { variant: Variant; run: Run | null; done: number }) => void;
  /** A run is disturbed when other programs used more than this share of the machine. @default 0.1 */
  readonly disturbance?: number | undefined;
}

/** All runs of all variants so far. It measures further ones; its owner decides which and how many. */
export class RunRecord<Variant, Run extends Disturbable> {
  readonly #options: RunRecordOptions<Variant, Run>;
  readonly #runs: ReadonlyMap<Variant, Run[]>;
  readonly #errors = new Map<Variant, BenchError>();
  #done = 0;

  constructor(options: RunRecordOptions<Variant, Run>) {
    this.#options = options;
    this.#runs = new Map(options.variants.map((variant) => [variant, []]));
  }

  /** The number of measurements, failed ones included. */
  get done(): number {
    return this.#done;
  }

  runsOf(variant: Variant): readonly Run[] {
    return this.#runs.get(variant) ?? [];
  }

  hasFailed(variant: Variant): boolean {
    return this.#errors.has(variant);
  }

  calmRuns(variant: Variant): number {
    return this.runsOf(variant).filter((run) => this.#isCalm(run)).length;
  }

  /**
   * Measures each of these variants once, but none that has failed before. Returns false when the measurement was aborted.
   *
   * @throws whatever `measure` throws that is no BenchError
   */
  async measureEach(variants: readonly Variant[]): Promise<boolean> {
    for (const variant of variants) {
      if (this.hasFailed(variant)) continue;
      let run: Run | null = null;
      try {
        run = await this.#options.measure(variant);
        this.#runs.get(variant)?.push(run);
      } catch (error) {
        if (!BenchError.isBenchError(error)) throw error;
        if (error.code === "ABORTED") return false;
        this.#errors.set(variant, error);
      }
      this.#done++;
      this.#options.onMeasured({ variant, run, done: this.#done });
    }
    return true;
  }

  /** The calmest `rounds` runs of a variant. The choice does not depend on how long a run took. */
  measured(variant: Variant, rounds: number): Measured<Variant, Run> {
    const all = this.runsOf(variant);
    // The sort is stable, so calm runs keep the order in which they were measured.
    const chosen = all
      .toSorted((a, b) => (this.#isCalm(a) && this.#isCalm(b) ? 0 : a.othersShare - b.othersShare))
      .slice(0, rounds);
    return {
      variant,
      runs: chosen,
      repeated: all.length - chosen.length,
      disturbed: chosen.filter((run) => !this.#isCalm(run)).length,
      error: this.#errors.get(variant) ?? null,
    };
  }

  #isCalm(run: Run): boolean {
    return run.othersShare <= (this.#options.disturbance ?? 0.1);
  }
}
