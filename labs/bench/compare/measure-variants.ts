import { notebookKernel } from "../../common/notebook-kernel.ts";
import { onInterrupt } from "../../common/on-interrupt.ts";
import type { BenchProgressLike } from "../../dashboard/index.ts";
import { measureRun, type RunMeasurement } from "../measure/measure-run.ts";
import { measureRounds } from "./measure-rounds.ts";
import { type Group, type GroupEnd, measureUntilDecided } from "./measure-until-decided.ts";
import type { MeasuredVariant } from "./summarise.ts";
import type { Variant } from "./variant.ts";

interface WatchOptions {
  readonly onProgress?: ((event: BenchProgressLike) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface MeasureVariantsOptions extends WatchOptions {
  readonly rounds: number;
  /** Seconds after which disturbed runs are no longer repeated. @default no limit */
  readonly secondsForRepeats?: number | undefined;
}

/** Measures variants in rounds, each run in a fresh process. The signal or an interrupt of the notebook's cell ends it. */
export async function measureVariants(
  variants: readonly Variant[],
  { rounds, secondsForRepeats = Number.POSITIVE_INFINITY, ...watch }: MeasureVariantsOptions,
): Promise<{ readonly measured: readonly MeasuredVariant[]; readonly isPartial: boolean }> {
  return whileWatched(watch, ({ measure, onMeasured, elapsed }) =>
    measureRounds({ variants, rounds, measure, onMeasured, isLate: () => elapsed() > secondsForRepeats }),
  );
}

export interface MeasureGroupsOptions extends WatchOptions {
  /** The time to decide in, in seconds. */
  readonly budgetSeconds: number;
}

/** Measures groups until they are decided or the time is spent, as {@link measureVariants} does otherwise. */
export async function measureGroups(
  groups: readonly Group<Variant>[],
  { budgetSeconds, ...watch }: MeasureGroupsOptions,
): Promise<{
  readonly measured: readonly MeasuredVariant[];
  readonly isPartial: boolean;
  readonly ends: readonly GroupEnd[];
}> {
  return whileWatched(watch, ({ measure, onMeasured }) =>
    measureUntilDecided({ groups, budgetSeconds, measure, onMeasured }),
  );
}

interface Watched {
  readonly measure: (variant: Variant) => Promise<RunMeasurement>;
  readonly onMeasured: (event: {
    variant: Variant;
    run: RunMeasurement | null;
    done: number;
    total: number;
  }) => void;
  /** Seconds since the measurement began. */
  readonly elapsed: () => number;
}

async function whileWatched<Result>(
  { onProgress, signal }: WatchOptions,
  run: (watched: Watched) => Promise<Result>,
): Promise<Result> {
  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 1000;
  const interruption = new AbortController();
  const stopListening = onInterrupt(() => interruption.abort());
  const end = AbortSignal.any([interruption.signal, ...(signal ? [signal] : [])]);
  return run({
    elapsed,
    measure: ({ order }) => measureRun(order, { signal: end }),
    onMeasured: ({ variant: { name, agents }, run: measured, done, total }) => {
      const seconds = measured && measured.failed === 0 ? measured.seconds : null;
      onProgress?.({ approach: name, agents, seconds, done, total, elapsed: elapsed() });
      notebookKernel()?.tellProgress?.({ done, total, unit: total === 1 ? "run" : "runs" });
    },
  }).finally(stopListening);
}
