import { onInterrupt } from "../../common/on-interrupt.ts";
import type { BenchProgressLike } from "../../dashboard/index.ts";
import { measureRun, type RunMeasurement } from "../measure/measure-run.ts";
import { measureRounds } from "./measure-rounds.ts";
import type { MeasuredWay } from "./summarise.ts";
import type { Way } from "./way.ts";

export interface MeasureWaysOptions {
  readonly rounds: number;
  /** No repetitions of disturbed runs are begun after so many seconds. @default none */
  readonly secondsForRepeats?: number | undefined;
  readonly onProgress?: ((event: BenchProgressLike) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Measures ways in rounds, each run in a fresh process, and tells about it. A learner who interrupts the cell ends it. */
export async function measureWays(
  ways: readonly Way[],
  { rounds, secondsForRepeats = Number.POSITIVE_INFINITY, onProgress, signal }: MeasureWaysOptions,
): Promise<{ readonly measured: readonly MeasuredWay[]; readonly isPartial: boolean }> {
  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 1000;
  const interruption = new AbortController();
  const stopListening = onInterrupt(() => interruption.abort());
  const end = AbortSignal.any([interruption.signal, ...(signal ? [signal] : [])]);
  return measureRounds<Way, RunMeasurement>({
    ways,
    rounds,
    measure: ({ order }) => measureRun(order, { signal: end }),
    isLate: () => elapsed() > secondsForRepeats,
    onMeasured: ({ way: { approach, agents }, run, done, total }) => {
      const seconds = run && run.failed === 0 ? run.seconds : null;
      onProgress?.({ approach, agents, seconds, done, total, elapsed: elapsed() });
    },
  }).finally(stopListening);
}
