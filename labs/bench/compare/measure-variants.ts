import { onInterrupt } from "../../common/on-interrupt.ts";
import type { BenchProgressLike } from "../../dashboard/index.ts";
import { measureRun, type RunMeasurement } from "../measure/measure-run.ts";
import { measureRounds } from "./measure-rounds.ts";
import type { MeasuredVariant } from "./summarise.ts";
import type { Variant } from "./variant.ts";

export interface MeasureVariantsOptions {
  readonly rounds: number;
  /** Seconds after which disturbed runs are no longer repeated. @default no limit */
  readonly secondsForRepeats?: number | undefined;
  readonly onProgress?: ((event: BenchProgressLike) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Measures variants in rounds, each run in a fresh process. The signal or an interrupt of the notebook's cell ends it. */
export async function measureVariants(
  variants: readonly Variant[],
  { rounds, secondsForRepeats = Number.POSITIVE_INFINITY, onProgress, signal }: MeasureVariantsOptions,
): Promise<{ readonly measured: readonly MeasuredVariant[]; readonly isPartial: boolean }> {
  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 1000;
  const interruption = new AbortController();
  const stopListening = onInterrupt(() => interruption.abort());
  const end = AbortSignal.any([interruption.signal, ...(signal ? [signal] : [])]);
  return measureRounds<Variant, RunMeasurement>({
    variants,
    rounds,
    measure: ({ order }) => measureRun(order, { signal: end }),
    isLate: () => elapsed() > secondsForRepeats,
    onMeasured: ({ variant: { name, agents }, run, done, total }) => {
      const seconds = run && run.failed === 0 ? run.seconds : null;
      onProgress?.({ approach: name, agents, seconds, done, total, elapsed: elapsed() });
    },
  }).finally(stopListening);
}
